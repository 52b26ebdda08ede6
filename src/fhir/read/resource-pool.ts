import type { Resource } from '@medplum/fhirtypes';
import type { Batch } from '../client/answer.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { OwnBases } from '../own-bases.ts';
import { isEarlier } from '../record/later-version.ts';
import { isAnothers } from './subjects.ts';

/**
 * Everything that came for one person, each resource once and in its latest version, none of another person or another
 * server, no more than the call's budget.
 */
export interface ResourcePool {
  /**
   * Takes in what one source gave; resources of another person or server are left out and counted, never named.
   * @returns those of the EHR, their references to its own resources made relative
   */
  add(batch: Batch, source: string): readonly Resource[];
  /** From now on what is under these ids of patients is the person's too, also of what came before. */
  join(patientIds: readonly string[]): void;
  has(reference: string): boolean;
  /** Counts something that could not be used, by a closed reason code. */
  count(reason: string): void;
  // Methods: an accessor in an object literal gives each object a hidden class of its own, which V8 keeps, with all that
  // the accessor sees, until the next full collection.
  resources(): ReadonlyMap<string, readonly Resource[]>;
  tally(): ReadonlyMap<string, number>;
}

/** A resource of another person, until it turns out to be the same person under another id. */
interface Stray {
  readonly resource: Resource;
  readonly source: string;
}

/** An empty pool for this patient, within this budget. */
export function createResourcePool(patientId: string, budget: ResourceBudget, bases: OwnBases): ResourcePool {
  const patients = new Set([patientId]);
  const taken = resourcesByType();
  const strays = new Map<string, Stray>();
  const tally = new Map<string, number>();
  const count = (reason: string, times = 1) => void tally.set(reason, (tally.get(reason) ?? 0) + times);
  const put = (resource: Resource, source: string, isKnown: boolean) => {
    const { resourceType, id = '' } = resource;
    if (strays.size > 0) strays.delete(`${resourceType}/${id}`);
    if (isKnown || budget.take(source)) taken.set(resource);
  };
  const addOne = (resource: Resource, source: string) => {
    const { resourceType, id = '' } = resource;
    const own = taken.get(resourceType, id);
    const before = own ?? (strays.size > 0 ? strays.get(`${resourceType}/${id}`)?.resource : undefined);
    if (before !== undefined && isEarlier(resource, before)) return;
    if (isAnothers(resource, patients)) {
      // What became another's must say so by its time: two records that are mixed up take nothing from each other.
      if (own !== undefined && !isEarlier(own, resource)) return count('other-patient');
      taken.delete(resourceType, id);
      strays.set(`${resourceType}/${id}`, { resource, source });
    } else put(resource, source, own !== undefined);
  };
  return {
    add: (batch, source) => {
      budget.leaveOut(source, batch.leftOut);
      const own = ofTheEhr(batch, bases);
      for (const one of own) addOne(one, source);
      const foreign = batch.resources.length - own.length;
      if (foreign > 0) count('other-server', foreign);
      return own;
    },
    join: (ids) => {
      for (const id of ids) patients.add(id);
      for (const { resource, source } of strays.values())
        if (!isAnothers(resource, patients)) put(resource, source, false);
    },
    has: (reference) => {
      const [type = '', id = ''] = reference.split('/');
      return taken.get(type, id) !== undefined;
    },
    count,
    resources: taken.lists,
    tally: () => (strays.size === 0 ? tally : withOthers(tally, strays.size)),
  };
}

/** Resources by type and id. The list of a type stays the same one until something changes in it. */
function resourcesByType() {
  const byType = new Map<string, Map<string, Resource>>();
  const listed = new Map<string, readonly Resource[]>();
  return {
    get: (type: string, id: string) => byType.get(type)?.get(id),
    set: (resource: Resource) => {
      const { resourceType, id = '' } = resource;
      const ofType = byType.get(resourceType) ?? new Map<string, Resource>();
      byType.set(resourceType, ofType.set(id, resource));
      listed.delete(resourceType);
    },
    delete: (type: string, id: string) => {
      byType.get(type)?.delete(id);
      listed.delete(type);
    },
    lists: (): ReadonlyMap<string, readonly Resource[]> =>
      new Map(
        [...byType].map(([type, ofType]) => {
          const list = listed.get(type) ?? [...ofType.values()];
          listed.set(type, list);
          return [type, list];
        }),
      ),
  };
}

function ofTheEhr({ resources, origins }: Batch, bases: OwnBases): readonly Resource[] {
  bases.note(origins, resources.length);
  return resources.filter((one) => bases.has(origins?.get(one) ?? '')).map(bases.local);
}

function withOthers(tally: ReadonlyMap<string, number>, others: number): ReadonlyMap<string, number> {
  return new Map(tally).set('other-patient', (tally.get('other-patient') ?? 0) + others);
}
