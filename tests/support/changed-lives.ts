import fc from 'fast-check';
import { toReading } from '#src/fhir/mappers/index.ts';
import { isoDay } from '#src/history/calendar.ts';
import { codeSets, sourcesOf } from '../fhir/map-record.ts';
import { generatedRecord } from './generated-record.ts';
import { type Json, openedOn, type TellingLife, tellingLives, tellingStaff } from './telling-lives.ts';

/** Changes the resources of a life. */
export type Change = (all: readonly Json[]) => readonly Json[];

export const isRestricted = (code: string) => ({ meta: { security: [{ code }] } });
/** What says of a resource of any type that nobody may learn of it. */
export const restricted: readonly object[] = [isRestricted('R'), isRestricted('V')];

/** The life as the service reads it, with some of its resources changed, or without them. */
export function readIn(life: TellingLife, userId: string, change: Change = (all) => all) {
  const at = {
    asOf: openedOn,
    now: openedOn * 86_400_000 + 43_200_000,
    timeZone: 'Europe/London',
    userId,
    encounterId: `${life.patient}-visit-today`,
    offered: change(life.offered),
  };
  return toReading(sourcesOf(change([...life.resources, ...tellingStaff])), at, codeSets);
}

const users = ['Practitioner/dr-wren', 'Practitioner/dr-brook', 'Practitioner/dr-lee', 'Practitioner/nobody'];
export const anyUser = fc.constantFrom(...users);
export const anyLife = fc.constantFrom(...tellingLives.map((one) => one.name));
export const lifeCalled = (called: string) => tellingLives.find((one) => one.name === called) as TellingLife;
export const referenceOf = ({ resourceType, id }: Json) => `${resourceType}/${id}`;
export const isNoPatient = ({ resourceType }: Json) => resourceType !== 'Patient';

/** One of these resources; every type as often as another, though most are visits. */
export function oneOf(all: readonly Json[]): fc.Arbitrary<Json> {
  const byType = [...Map.groupBy(all, ({ resourceType }) => resourceType).values()];
  return fc.constantFrom(...byType).chain((same) => fc.constantFrom(...same));
}

const ofAnyone = oneOf(
  tellingLives.flatMap(({ resources, offered }) => [...resources, ...offered].filter(isNoPatient)),
);
/** One with whatever its type may hold. */
const generated = generatedRecord.chain((all) => oneOf((all as unknown as readonly Json[]).filter(isNoPatient)));
/** A resource of any of these lives, or one with whatever its type may hold. */
export const anyResource = fc.oneof(ofAnyone, generated);

/** The resource as one of another person's, so many days later, under an id of its own. */
export function movedTo(resource: Json, patient: string, days: number): Json {
  const dated = JSON.stringify(resource).replaceAll(/\d{4}-\d{2}-\d{2}/g, (iso) =>
    isoDay(Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + days),
  );
  return { ...JSON.parse(dated.replaceAll(/"Patient\/[^"]+"/g, `"Patient/${patient}"`)), id: 'added' };
}
