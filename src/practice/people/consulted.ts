import type { Places } from '../../fhir/export-reader.ts';
import { type Day, indexFrom, mondayOf, months } from '../../history/calendar.ts';
import { isConsultation } from '../../history/contact.ts';
import type { Activity, Clinician, ClinicianKey, Contact, Known, PracticeWeek } from '../../history/history.ts';
import { type ConsultingDays, type CountedDays, summed } from './consulting-days.ts';

/** What the live service reads of a clinician's latest visits with anyone: at most 200, of a year (docs/integrate.md). */
const mostRows = 200;
const windowDays = 365;
/** And of how many clinicians, those whom the person has seen most. */
const mostClinicians = 3;
/** Further back no detection asks for a week. */
const weeksBack = months(72);

type ActivityOf = ReadonlyMap<ClinicianKey, Known<Activity>>;
type WeeksOf = ReadonlyMap<ClinicianKey, Known<readonly PracticeWeek[]>>;

/** When the clinicians of one person saw anyone at the person's practice. */
export interface Consulted {
  /** What the live service would have read on a day. */
  activityOn(asOf: Day, contacts: readonly Contact[]): Known<ActivityOf>;
  /** Every week, of every clinician of the record. */
  readonly weeks: Known<WeeksOf>;
  /** Whether anyone at the practice saw anyone in the week from a Monday. */
  wasSeen(monday: Day): boolean;
}

/** Looks up when clinicians saw anyone; days of those at one practice are brought together once. */
export function createConsulted(
  all: ConsultingDays,
  asOf: Day,
): (clinicians: ReadonlyMap<ClinicianKey, Clinician>, places: Places) => Consulted {
  const organisations = [...new Set([...all.values()].flatMap((own) => [...own.keys()]))];
  const days = new Map<string, CountedDays>();
  const weeks = new Map<CountedDays, readonly PracticeWeek[]>();
  const once = <K, V>(known: Map<K, V>, key: K, find: () => V): V => {
    const value = known.get(key) ?? find();
    known.set(key, value);
    return value;
  };
  return (clinicians, places) => {
    const isHere = (organisation: string) =>
      places.isHere(organisation === '' ? undefined : { reference: organisation }, {});
    const here = organisations.filter(isHere);
    const daysOf = (references: readonly string[]): CountedDays =>
      once(days, JSON.stringify([references, here]), () =>
        summed(references.flatMap((one) => here.flatMap((organisation) => all.get(one)?.get(organisation) ?? []))),
      );
    const referencesOf = (key: ClinicianKey) => clinicians.get(key)?.references ?? [key];
    const weeksOf = (key: ClinicianKey): Known<readonly PracticeWeek[]> => {
      const own = daysOf(referencesOf(key));
      return { known: true, value: once(weeks, own, () => weeksIn(own, asOf)) };
    };
    return {
      activityOn: (day, contacts) => {
        const read = mostSeen(contacts, day).map((key) => [key, activityIn(daysOf(referencesOf(key)), day)] as const);
        return { known: true, value: new Map(read) };
      },
      weeks: { known: true, value: new Map([...clinicians.keys()].map((key) => [key, weeksOf(key)])) },
      wasSeen: (monday) => hasDayIn(daysOf([...all.keys()]), monday),
    };
  };
}

function mostSeen(contacts: readonly Contact[], asOf: Day): readonly ClinicianKey[] {
  const seen = contacts.filter(
    (one) => one.day !== undefined && one.day <= asOf && one.day > asOf - months(36) && isConsultation(one),
  );
  const counts = new Map<ClinicianKey, { visits: number; last: Day }>();
  for (const { clinician, day = 0 } of seen)
    if (clinician !== undefined) counts.set(clinician, { visits: (counts.get(clinician)?.visits ?? 0) + 1, last: day });
  const ranked = [...counts].sort(
    ([one, a], [other, b]) => b.visits - a.visits || b.last - a.last || (one < other ? -1 : 1),
  );
  return ranked.slice(0, mostClinicians).map(([key]) => key);
}

function activityIn(all: CountedDays, asOf: Day): Known<Activity> {
  const days: Day[] = [];
  const first = asOf - windowDays;
  for (let i = indexFrom(all, asOf + 1, dayOf) - 1; i >= 0; i -= 1) {
    const [day, visits] = all[i] ?? [first, 0];
    if (day <= first) break;
    if (days.length + visits > mostRows) {
      days.push(...Array<Day>(mostRows - days.length).fill(day));
      return { known: true, value: { days, since: day } };
    }
    days.push(...Array<Day>(visits).fill(day));
  }
  return { known: true, value: { days, since: first } };
}

function weeksIn(days: CountedDays, asOf: Day): readonly PracticeWeek[] {
  const seen = new Set(days.map(([day]) => mondayOf(day)));
  const weeks: PracticeWeek[] = [];
  for (let monday = mondayOf(asOf - weeksBack); monday <= asOf; monday += 7)
    weeks.push({ monday, seen: seen.has(monday) });
  return weeks;
}

function hasDayIn(days: CountedDays, monday: Day): boolean {
  return (days[indexFrom(days, monday, dayOf)]?.[0] ?? Number.POSITIVE_INFINITY) < monday + 7;
}

const dayOf = ([day]: CountedDays[number]): Day => day;
