import type { Patient, RelatedPerson, Resource } from '@medplum/fhirtypes';
import type { Sources, WeekRows } from '#src/fhir/mappers/index.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Known, PracticeWeek, RelationalHistory } from '#src/history/history.ts';
import { person } from '../lives/entries.ts';
import { activityOf, type Worker } from '../lives/practice.ts';

const msPerDay = 86_400_000;
const daysOfWeek = 7;
/** From as many visits on a doctor may be the usual one. */
const minVisits = 4;
/** 5 January 1970 was a Monday. */
const aMonday = 4;

/** A record as a reader hands it on: the person's own resources, and the few of relatives. */
export function sourcesOf(resources: readonly Resource[]): Pick<Sources, 'patient' | 'resources' | 'relatives'> {
  const isOwnPatient = (one: Resource): one is Patient =>
    one.resourceType === 'Patient' && `Patient/${one.id}` === person.reference;
  const own = resources.filter((one) => isOwnPatient(one) || !isOfRelative(one));
  const others = resources.filter((one) => !isOwnPatient(one) && isOfRelative(one));
  const patients = others.filter((one): one is Patient => one.resourceType === 'Patient');
  const children = patients.map(({ id = '' }) => {
    const theirs = others.filter((one) => subjectOf(one) === `Patient/${id}`);
    const ofType = (type: Resource['resourceType']) =>
      theirs.filter(({ resourceType }) => resourceType === type).map(toJson);
    return [id, { encounters: ofType('Encounter'), flags: ofType('Flag') }] as const;
  });
  return {
    patient: own.find(isOwnPatient),
    resources: Map.groupBy(own, ({ resourceType }) => resourceType as string),
    relatives: {
      roles: others.filter((one): one is RelatedPerson => one.resourceType === 'RelatedPerson').map(toJson),
      patients: patients.map(toJson),
      children: new Map(children),
    },
  };
}

/** Someone else's Patient, what is about them, and who this person is to them. */
function isOfRelative(one: Resource): boolean {
  const subject = subjectOf(one);
  const isOther = subject?.startsWith('Patient/') && subject !== person.reference;
  return (
    one.resourceType === 'Patient' ||
    (['RelatedPerson', 'Encounter', 'Flag'].includes(one.resourceType) && isOther === true)
  );
}

function subjectOf(one: Resource): string | undefined {
  if (one.resourceType === 'RelatedPerson') return one.patient.reference;
  return one.resourceType === 'Encounter' || one.resourceType === 'Flag' ? one.subject?.reference : undefined;
}

function toJson(resource: Resource): Record<string, unknown> {
  return { ...resource };
}

/** For each doctor whom the person has often seen, whether they saw anyone in the weeks of the person's own visits. */
export function consultingWeeks(
  doctors: readonly Worker[],
  resources: Sources['resources'],
): NonNullable<Sources['consultingWeeks']> {
  const visits = (resources.get('Encounter') ?? []).filter((one) => one.resourceType === 'Encounter');
  const mondays = [...new Set(visits.flatMap(({ period }) => mondayOf(period?.start) ?? []))];
  const seen = Map.groupBy(visits, ({ participant }) => participant?.[0]?.individual?.reference);
  const often = doctors.filter(({ id }) => (seen.get(`Practitioner/${id}`)?.length ?? 0) >= minVisits);
  const weeks = mondays.map((monday) => [monday, activityOf(often, monday, monday + daysOfWeek - 1)] as const);
  return new Map(
    often.map(({ id }) => {
      const key = `Practitioner/${id}`;
      const value = weeks.map(([monday, rows]) => ({ monday, rows: rows.get(key) ?? [], complete: true }));
      return [key, { known: true, value }];
    }),
  );
}

/** The same as a part of the history. */
export function weeksSeen(
  doctors: readonly Worker[],
  resources: readonly Resource[],
): RelationalHistory['consultingWeeks'] {
  const read = consultingWeeks(doctors, sourcesOf(resources).resources);
  const seenIn = (weeks: Known<readonly WeekRows[]>): Known<readonly PracticeWeek[]> =>
    weeks.known
      ? { known: true, value: weeks.value.map(({ monday, rows }) => ({ monday, seen: rows.length > 0 })) }
      : weeks;
  return new Map([...read].map(([key, weeks]) => [key, seenIn(weeks)]));
}

function mondayOf(start: string | undefined): Day | undefined {
  if (start === undefined) return undefined;
  const day = Math.floor(Date.parse(start) / msPerDay);
  return day - ((((day - aMonday) % daysOfWeek) + daysOfWeek) % daysOfWeek);
}
