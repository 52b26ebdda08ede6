import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type Day, isoDay, lookBack } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { mayHaveBeenAttended } from '../../history/contact.ts';
import { isCurrentVisit, mayBeAfter } from '../../history/doubtful.ts';
import { worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { hasMetAnywhere, isHereNow } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { silent } from '../silence.ts';
import { aboutMe } from '../written-notes.ts';
import { dayNoted, type Entry, earliest, mentionsOf, problemsOf } from './entries.ts';
import type { History, Result, Thresholds } from './palliative-facts.ts';

const sets = ['palliative-care', 'terminal-illness'];

/** Palliative care was first recorded lately, someone has met the person since, but neither the usual nor the named GP. */
export function receivingCare(history: History, opening: Opening, thresholds: Thresholds): Result {
  const first = earliest(entriesOf(history), ({ day }) => day);
  if (first === undefined) return silent('nothing-found');
  const { day } = first;
  if (day === undefined) return silent('day-not-recorded');
  const agoDays = opening.asOf - day;
  if (agoDays < thresholds.fromDays) return silent('too-recent', { agoDays, needs: thresholds.fromDays });
  if (agoDays > thresholds.toDays) return silent('too-long-ago', { agoDays, most: thresholds.toDays });
  if (!hasMetAnywhere(history, day, opening)) return silent('not-met-since', { since: isoDay(day) });
  const familiar = familiarGps(history, opening, thresholds);
  if (familiar === undefined) return silent('clinician-unread');
  if (mayHaveSeen(familiar.all, history, day, opening)) return silent('seen-by-own-gp', { since: isoDay(day) });
  const clinician = familiar.all.find((one) => mayBeNamed(one, history, opening));
  const written = aboutMe(history, opening.asOf, thresholds);
  return {
    code: 'palliative-care',
    facts: {
      form: 'person',
      ...(clinician !== undefined && { clinician: toNamedClinician(history, clinician) }),
      named: clinician !== undefined && clinician === familiar.named,
      you: clinician !== undefined && isUser(opening, clinician),
      on: isoDay(day),
      here: isHereNow(history, opening),
      ...written.facts,
    },
    counted: [first.reference, ...written.references],
    notCounted: [],
    span: { from: day, to: day },
    number: 1,
    unit: 'entries',
    changeKey: first.reference,
  };
}

/** Entries that were not declined, by the day on which they were noted; a problem that is over is none. */
function entriesOf(history: History): readonly Entry[] {
  const problems = problemsOf(history, sets).filter(isSurelyActive);
  const entries = [...problems.map((one) => ({ ...one, day: dayNoted(one) })), ...mentionsOf(history, sets)];
  return entries.filter(({ groups }) => !groups.includes('declined'));
}

/** The usual and the named GP; undefined where someone's identity was not read, so that nobody can tell who was seen. */
function familiarGps(
  history: History,
  { asOf, now }: Opening,
  thresholds: Thresholds,
): { readonly all: readonly ClinicianKey[]; readonly named: ClinicianKey | undefined } | undefined {
  const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
  if (!seen.attributable || !allCliniciansRead(seen, history)) return undefined;
  const named = namedClinician(history, asOf);
  const usual = usualClinician(seen.counted, named);
  const all = [usual?.established ? usual.clinician : undefined, named].filter((one) => one !== undefined);
  return { all: [...new Set(all)], named };
}

/** One of them has, or may have, seen the person on a later day, in whatever way. */
function mayHaveSeen(
  familiar: readonly ClinicianKey[],
  { contacts, bookings = [] }: History,
  day: Day,
  opening: Opening,
): boolean {
  if (familiar.length === 0) return false;
  const { asOf } = opening;
  const since = contacts.filter(
    (one) => mayHaveBeenAttended(one) && mayBeAfter(one, day, asOf) && !isCurrentVisit(one, opening),
  );
  const attended = bookings.filter(
    (one) => one.state === 'attended' && (one.day ?? asOf) > day && (one.day ?? asOf) < asOf,
  );
  return (
    since.some((one) => {
      const who = one.clinician ?? one.silencing?.clinician;
      return who === undefined ? one.here : familiar.includes(who);
    }) ||
    attended.some(
      ({ clinicians, unreadClinician }) => unreadClinician || clinicians.some((one) => familiar.includes(one)),
    )
  );
}

function mayBeNamed(one: ClinicianKey, { clinicians }: History, { asOf }: Opening): boolean {
  const clinician = clinicians.get(one);
  return clinician?.notNamed !== true && worksHere(clinician, asOf) !== false;
}
