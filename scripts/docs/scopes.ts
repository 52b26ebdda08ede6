import { codesAffecting } from '#src/cards/choose.ts';
import type { CdsService } from '#src/cds/service.ts';
import { type Code, detectors } from '#src/detectors/index.ts';
import { neededFor } from '#src/detectors/run.ts';
import { sources } from '#src/fhir/read/searches.ts';
import type { Part } from '#src/history/history.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { table } from './table.ts';

const site = (...types: readonly string[]) => types.map((type) => `user/${type}.rs`);

/** What is asked for beside the person's own resources, by the part for which it is read (`src/fhir/read/`). */
const beyond: Readonly<Partial<Record<Part, readonly string[]>>> = {
  contacts: site('Location', 'Organization'),
  medicines: ['patient/Medication.rs'],
  roles: site('Practitioner', 'PractitionerRole', 'Organization'),
  clinicians: site('Practitioner', 'PractitionerRole'),
  relatives: site('Patient', 'RelatedPerson'),
  childStays: site('Patient', 'RelatedPerson', 'Encounter', 'Flag'),
  activity: site('Encounter'),
  consultingWeeks: site('Encounter'),
  practiceWeeks: site('Encounter'),
};

const ofPerson = new Set(sources.map(({ type, search }) => `patient/${type}.${search === undefined ? 'r' : 'rs'}`));
const everyScope = [...ofPerson, 'patient/Medication.rs', ...site('Practitioner', 'PractitionerRole', 'Organization')]
  .concat(site('Location', 'Encounter', 'Patient', 'RelatedPerson', 'Flag', 'Appointment'))
  .filter((scope, index, all) => all.indexOf(scope) === index);

/** The scopes that a server must have granted for these parts to be read whole. */
function scopesOfParts(parts: readonly Part[]): ReadonlySet<string> {
  const own = sources.filter((source) => source.parts.some((part) => parts.includes(part))).map(({ type }) => type);
  const typed = [...ofPerson].filter((scope) => own.some((type) => scope.startsWith(`patient/${type}.`)));
  return new Set([...typed, ...parts.flatMap((part) => beyond[part] ?? [])]);
}

/** Which scope is for what: a row for each, with the services and pages that read it and the detections that it is for. */
export function scopesTable(services: readonly CdsService[]): string {
  const readers = [...services.map(scopesOfService), ...pages];
  const rows = everyScope.map((scope) => {
    const reading = readers.filter(({ scopes }) => scopes.has(scope)).map(({ name }) => name);
    const needing = scope === 'patient/Patient.r' ? 'all' : marksOf(({ needs }) => scopesOfParts(needs).has(scope));
    const using = marksOf(({ needs, uses }) => !scopesOfParts(needs).has(scope) && scopesOfParts(uses).has(scope));
    const names = shortest(
      reading,
      readers.map(({ name }) => name),
    );
    return [`\`${scope}\``, names, needing, needing === 'all' ? '' : using];
  });
  return table(['scope', 'read by', 'needed by', 'used by'], rows);
}

const pages = [
  { name: 'thread', scopes: new Set(scopesOf('chart', undefined, ['permission-v2'])) },
  { name: 'own page', scopes: new Set(scopesOf('own', undefined, ['permission-v2'])) },
];

function scopesOfService({ hook, shows, prefetch }: CdsService): {
  readonly name: string;
  scopes: ReadonlySet<string>;
} {
  const codes = shows as readonly Code[];
  const parts = neededFor([...codes, ...codesAffecting(codes)], detectors).flatMap(({ needs, uses }) => [
    ...needs,
    ...uses,
  ]);
  const prefetched = Object.values(prefetch).map((template) => template.replace(/[?/].*/, ''));
  const own = [...ofPerson].filter((scope) => prefetched.some((type) => scope.startsWith(`patient/${type}.`)));
  return { name: hook, scopes: new Set([...own, ...scopesOfParts([...parts, 'clinicians'])]) };
}

function marksOf(fits: (detector: (typeof detectors)[number]) => boolean): string {
  const marks = (some: typeof detectors) => some.map(({ mark }): string => mark).toSorted();
  return shortest(marks(detectors.filter(fits)), marks(detectors), ' ');
}

/** These names, or those of all that are not among them, whichever are fewer. */
function shortest(some: readonly string[], all: readonly string[], between = ', '): string {
  if (some.length <= all.length / 2) return some.join(between);
  const others = all.filter((name) => !some.includes(name));
  return others.length === 0 ? 'all' : `all but ${others.join(between)}`;
}

const [begin, end] = ['<!-- Written by npm run docs -->', '<!-- Up to here -->'];

/** A hand-written page with the table in the place that it keeps for it. */
export function withScopes(page: string, services: readonly CdsService[]): string {
  const [before, rest = ''] = page.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`docs/integrate.md: no line ${begin}`);
  return `${before}${begin}\n\n${scopesTable(services)}\n\n${end}${after}`;
}
