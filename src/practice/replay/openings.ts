import type { Config } from '../../config/config.ts';
import { type LocalTime, localTime } from '../../fhir/record/local-time.ts';
import { type Day, isoDay, mondayOf } from '../../history/calendar.ts';
import type { Clinician, ClinicianKey } from '../../history/history.ts';
import { judgeContacts, type Visit } from '../../history/judge-contacts.ts';
import type { ExportedPerson } from '../people/exported-person.ts';
import type { AccessLog } from './access-log.ts';
import { daysOf, type ReplayOptions } from './options.ts';
import { replayPseudonyms } from './pseudonyms.ts';

/** One opening of one person's chart that is played again. */
export interface ReplayedOpening {
  readonly day: Day;
  /** Ms since 1970. */
  readonly now: number;
  readonly clinician: ClinicianKey;
  /** The visit in which the chart is opened, which is then under way. */
  readonly visit: Visit | undefined;
}

/** When one person's chart was opened, oldest first, and how often by nobody who is known. */
export interface Openings {
  readonly openings: readonly ReplayedOpening[];
  readonly unresolved: number;
}

/** First and last day of the openings, and the site's time. */
interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly time: LocalTime;
}

/** A finder of the openings of a person; made once for all of them. */
export function openingsFinder(
  options: ReplayOptions,
  config: Pick<Config, 'timeZone' | 'pseudonymKey'>,
): (person: ExportedPerson) => Openings {
  const span: Span = { ...daysOf(options), time: localTime(config.timeZone) };
  const { openings: openedAt } = options;
  if (openedAt.kind === 'weekly') return (person) => everyWeek(person, span);
  if (openedAt.kind === 'encounters') return (person) => atVisits(person, span);
  const byPatient = Map.groupBy(openedAt.openings, ({ patient }) => patient);
  const pseudonyms = replayPseudonyms(config);
  return (person) => asLogged(person, byPatient.get(pseudonyms.patient(person.reference)) ?? [], span);
}

/** At every visit that counts (`judgeContacts`), as the clinician of it. */
function atVisits(person: ExportedPerson, { from, to, time }: Span): Openings {
  const openings = visitsOf(person)
    .filter(({ day }) => day >= from && day <= to)
    .map((visit) => ({
      day: visit.day,
      now: visit.startedAt ?? noonOf(visit.day, time),
      clinician: visit.clinician,
      visit,
    }));
  return { openings: openings.toSorted(byTime), unresolved: 0 };
}

/** On each Monday, as whoever saw the person last. */
function everyWeek(person: ExportedPerson, { from, to, time }: Span): Openings {
  const visits = visitsOf(person);
  const openings: ReplayedOpening[] = [];
  for (let day = mondayOf(from + 6); day <= to; day += 7) {
    const last = visits.findLast((one) => one.day < day);
    if (last !== undefined) openings.push({ day, now: noonOf(day, time), clinician: last.clinician, visit: undefined });
  }
  return { openings, unresolved: 0 };
}

/** When and by whom a log says; a visit with that clinician on that day is the one under way. */
function asLogged(person: ExportedPerson, logged: AccessLog['openings'], { from, to, time }: Span): Openings {
  if (logged.length === 0) return { openings: [], unresolved: 0 };
  const [visits, keys] = [visitsOf(person), keysOf(person)];
  const openings: ReplayedOpening[] = [];
  let unresolved = 0;
  for (const one of logged) {
    const now = time.instant(one.time) ?? Number.NaN;
    const [day, clinician] = [time.dayOf(now), keys.get(one.user)];
    if (!(day >= from && day <= to)) continue;
    if (clinician === undefined) unresolved += 1;
    else {
      const visit = visits.find((seen) => seen.day === day && seen.clinician === clinician);
      openings.push({ day, now, clinician, visit });
    }
  }
  return { openings: openings.toSorted(byTime), unresolved };
}

/** Of each clinician at most one a day. */
function visitsOf({ reading, opening }: ExportedPerson): readonly Visit[] {
  const { contacts, clinicians } = reading;
  if (!contacts.known || !clinicians.known) return [];
  return judgeContacts({ contacts: contacts.value, clinicians: clinicians.value }, opening.now, 'all').counted;
}

/** The keys of clinicians by every reference that means them. */
function keysOf({ reading: { clinicians } }: ExportedPerson): ReadonlyMap<string, ClinicianKey> {
  const all: readonly Clinician[] = clinicians.known ? [...clinicians.value.values()] : [];
  return new Map(all.flatMap(({ key, references }) => references.map((reference) => [reference, key] as const)));
}

function noonOf(day: Day, time: LocalTime): number {
  return time.instant(`${isoDay(day)}T12:00:00`) ?? Number.NaN;
}

function byTime(a: ReplayedOpening, b: ReplayedOpening): number {
  return a.now - b.now || (a.clinician < b.clinician ? -1 : 1);
}
