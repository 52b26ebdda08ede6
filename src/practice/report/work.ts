import type { Day } from '../../history/calendar.ts';
import { profession, rolesHere } from '../../history/employment.ts';
import { least } from '../../history/extremes.ts';
import type { Known, Reading, RelationalHistory } from '../../history/history.ts';
import { namedClinician, usualClinician } from '../../history/usual-clinician.ts';
import { type Visits, visits } from '../../history/visits.ts';
import { add, type Counts } from '../counts.ts';
import type { Consulted } from '../people/consulted.ts';
import type { ExportedPerson } from '../people/exported-person.ts';
import type { Work } from '../work.ts';
import { ageBandOf, conditionBandOf, lengthBandOf } from './bands.ts';
import { countIndices } from './count-indices.ts';
import { countMonths } from './count-months.ts';
import { afterDeparture } from './departed.ts';
import type { ReportOptions } from './options.ts';
import { whyLeftOut } from './population.ts';
import { type Window, windowOf } from './window.ts';

/** Counts the visits of each person: by month and list, how continuous they were, and what came after a departure. */
export const reportWork: Work<ReportOptions> = {
  parts: ['person', 'contacts', 'bookings', 'conditions', 'registration', 'roles', 'teams'],
  needsConsultingDays: true,
  begin: (options) => {
    const window = windowOf(options.asOf, options.months);
    return (person, counts) => countPerson(person, options, window, counts);
  },
};

/** What a report needs to know of a person; undefined where contacts could not be read. */
type History = Pick<RelationalHistory, 'person' | 'contacts' | 'clinicians' | 'bookings' | 'conditions'> &
  Partial<Pick<RelationalHistory, 'registration' | 'teams' | 'activity'>>;

function countPerson(
  { reading, opening, places, consulted }: ExportedPerson,
  { list: kind }: ReportOptions,
  window: Window,
  counts: Counts,
): void {
  const practice = places.home ?? '';
  const history = historyOf(reading, consulted, opening.asOf);
  const leftOut = history === undefined ? 'unread' : whyLeftOut(history, window);
  add(counts, ['people', practice, leftOut ?? 'included']);
  if (history === undefined || leftOut !== undefined) return;
  const gp = visits(history, window, opening.now, 'gp');
  const list = listOf(history, gp, kind, window);
  const age = ageBandOf(history.person.born, window.to - 1);
  const conditions = conditionBandOf(history.conditions);
  add(counts, ['list', practice, list]);
  add(counts, ['length', practice, list === '' ? 'no-list' : lengthOf(history, list, opening.now, window)]);
  countMonths(gp, practice, { list, since: listSince(history, list) }, counts);
  countIndices({ history, opening, gp, window }, { practice, list, age, conditions }, counts);
  const after = afterDeparture(history, opening, window);
  if (after?.seen !== undefined) add(counts, ['departed', practice, 'seen', String(after.seen)]);
  if (after?.sameTwice !== undefined) add(counts, ['departed', practice, 'same-twice', String(after.sameTwice)]);
}

function historyOf(reading: Reading, { activityOn }: Consulted, asOf: Day): History | undefined {
  const { person, contacts, clinicians, bookings, conditions } = reading;
  if (!person.known || !contacts.known || !clinicians.known) return undefined;
  const activity = activityOn(asOf, contacts.value);
  return {
    person: person.value,
    contacts: contacts.value,
    clinicians: clinicians.value,
    bookings: ifKnown(bookings) ?? [],
    conditions: ifKnown(conditions) ?? [],
    ...(reading.registration.known && { registration: reading.registration.value }),
    ...(reading.teams.known && { teams: reading.teams.value }),
    ...(activity.known && { activity: activity.value }),
  };
}

function ifKnown<T>(one: Known<T>): T | undefined {
  return one.known ? one.value : undefined;
}

/** The GP whose list somebody is on; empty without one. */
function listOf(history: History, gp: Visits, kind: ReportOptions['list'], window: Window): string {
  if (kind === 'usual') return usualClinician(gp.counted)?.clinician ?? '';
  const named = namedClinician(history, window.to - 1);
  return named !== undefined && profession(history.clinicians.get(named)) === 'gp' ? named : '';
}

/** The first day on which somebody can have been on a list: since the GP works here, and since the record names that GP. */
function listSince({ person, clinicians }: History, list: string): Day {
  const starts = (rolesHere(clinicians.get(list)) ?? []).map(({ start }) => start ?? -Infinity);
  const named = person.namedClinician === list ? person.namedSince : undefined;
  return Math.max(starts.length === 0 ? -Infinity : least(starts), named ?? -Infinity);
}

/** How long somebody has known the GP of the list: since the first visit, or since the record names that GP. */
function lengthOf(history: History, list: string, now: number, window: Window) {
  const first = visits(history, { from: -Infinity, to: window.to }, now, 'gp').counted.find(
    ({ clinician }) => clinician === list,
  );
  const since = history.person.namedClinician === list ? history.person.namedSince : undefined;
  const days = [first?.day, since].filter((day) => day !== undefined && day < window.to);
  return lengthBandOf(days.length === 0 ? undefined : Math.min(...days.map((day) => day ?? window.to)), window.to - 1);
}
