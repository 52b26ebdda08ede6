import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import type { Day } from '../../history/calendar.ts';
import { plannedEnd } from '../../history/departure.ts';
import { absenceOn, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { UsualClinician } from '../../history/usual-clinician.ts';
import type { Visits } from '../../history/visits.ts';
import { type AbsenceLimits, absenceOf } from '../departures/absence.ts';
import type { Seen } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';

type History = Seen<'contacts' | 'clinicians', 'activity'>;

interface Limits extends AbsenceLimits {
  readonly minVisits: number;
  readonly minShare: number;
  readonly handoverDays: number;
}

/** Reasons why the usual GP is not one to wait for. */
export const notMissed = [
  'visits-name-nobody',
  'clinician-unread',
  'too-few-visits',
  'share-too-small',
  'roles-unread',
  'clinician-not-at-work',
  'not-seen-lately',
] as const;

/** Reasons why the usual GP is not here on a day, or not for long after it. */
export const notHere = ['away-that-day', 'leaves-near-then'] as const;

/** Why the usual GP is not well known to the person, or not at work here. */
export function whyNotMissed(
  { clinician, visits: own, share }: UsualClinician,
  seen: Visits,
  history: History,
  { asOf }: Opening,
  limits: Limits,
): Silence<(typeof notMissed)[number]> | undefined {
  const { minVisits, minShare } = limits;
  if (!seen.attributable) return silent('visits-name-nobody');
  if (!allCliniciansRead(seen, history)) return silent('clinician-unread');
  if (own.length < minVisits) return silent('too-few-visits', { visits: own.length, needs: minVisits });
  if (share < minShare) return silent('share-too-small', { share, needs: minShare });
  const atWork = worksHere(history.clinicians.get(clinician), asOf);
  if (atWork === undefined) return silent('roles-unread');
  if (!atWork) return silent('clinician-not-at-work');
  // Inactive without a recorded absence: nobody knows when they will be back.
  const absence = absenceOf(clinician, history, asOf, limits);
  return isSilent(absence) || absence.recorded
    ? undefined
    : silent('not-seen-lately', { sinceDays: asOf - absence.since });
}

/** Why the usual GP is not at work on that day, or is recorded as leaving soon after: then the booking is a handover. */
export function whyNotHere(
  key: ClinicianKey,
  day: Day,
  { clinicians }: History,
  { asOf }: Opening,
  { handoverDays }: Pick<Limits, 'handoverDays'>,
): Silence<(typeof notHere)[number]> | undefined {
  const clinician = clinicians.get(key);
  if (clinician !== undefined && absenceOn(clinician, day) !== undefined) return silent('away-that-day');
  const leaves = plannedEnd(clinician, asOf)?.day ?? Infinity;
  return worksHere(clinician, day) !== true || leaves <= day + handoverDays ? silent('leaves-near-then') : undefined;
}
