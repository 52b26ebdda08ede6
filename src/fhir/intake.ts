import type { Resource } from '@medplum/fhirtypes';
import type { Batch } from './answer.ts';
import { isResource } from './bundle.ts';
import { fields, objects } from './json.ts';
import type { ResourceBudget } from './resource-budget.ts';
import { sources } from './searches.ts';
import { typesInAny } from './versions/index.ts';

/** Everything that came for one person, each resource once, none of another person, no more than the call's budget. */
export interface Intake {
  /** Takes in what one source gave; resources of another person are left out and counted, never named. */
  add(batch: Batch, source: string): void;
  has(reference: string): boolean;
  /** Counts something that could not be used, by a closed reason code. */
  count(reason: string): void;
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
  readonly tally: ReadonlyMap<string, number>;
}

/** An empty intake for this patient, within this budget. */
export function createIntake(patientId: string, budget: ResourceBudget): Intake {
  const resources = new Map<string, Resource[]>();
  const seen = new Set<string>();
  const tally = new Map<string, number>();
  const count = (reason: string) => void tally.set(reason, (tally.get(reason) ?? 0) + 1);
  const addOne = (resource: Resource, source: string) => {
    const reference = `${resource.resourceType}/${resource.id}`;
    if (seen.has(reference)) return;
    if (isAnothers(resource, patientId)) return count('other-patient');
    if (!budget.take(source)) return;
    seen.add(reference);
    const list = resources.get(resource.resourceType);
    if (list === undefined) resources.set(resource.resourceType, [resource]);
    else list.push(resource);
  };
  return {
    add: (batch, source) => {
      budget.leaveOut(source, batch.leftOut);
      for (const one of batch.resources) addOne(one, source);
    },
    has: (reference) => seen.has(reference),
    count,
    resources,
    tally,
  };
}

/** Where a type names the person it is about, if not in `subject` (the `patient` search parameter of every version). */
const subjectElements: Readonly<Record<string, string>> = { EpisodeOfCare: 'patient', Task: 'for' };
const isOfPerson = new Set(sources.flatMap(({ type }) => typesInAny(type)));

function subjectsOf(resource: Resource): readonly unknown[] {
  const { resourceType } = resource;
  const content = fields(resource);
  if (content === undefined || !isOfPerson.has(resourceType)) return [];
  const subject = content[subjectElements[resourceType] ?? 'subject'];
  if (resourceType !== 'Appointment') return [subject];
  return [subject, ...objects(content.participant).map(({ actor }) => actor)];
}

/** True where a resource names patients, and this one is not among them. */
function isAnothers(resource: Resource, patientId: string): boolean {
  if (isResource(resource, 'Patient')) return resource.id !== patientId;
  let others = false;
  for (const subject of subjectsOf(resource)) {
    const id = patientIdOf(subject);
    if (id === patientId) return false;
    others ||= id !== undefined;
  }
  return others;
}

function patientIdOf(subject: unknown): string | undefined {
  if (typeof subject !== 'object' || subject === null || !('reference' in subject)) return undefined;
  const reference = typeof subject.reference === 'string' ? subject.reference : '';
  const pattern = reference.startsWith('urn:') ? /^urn:(?:uuid|oid):(.+)$/ : /(?:^|\/)Patient\/([^/?#]+)/;
  return pattern.exec(reference)?.[1];
}
