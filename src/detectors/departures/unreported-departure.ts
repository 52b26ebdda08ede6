import type { Departure } from '../../history/departure.ts';
import { doubtfulSince, mayHaveSeenOften } from '../../history/doubtful.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import type { Seen } from '../detector.ts';
import { isUser } from '../naming.ts';
import { type Silence, silent } from '../silence.ts';
import { wasTrainee } from './trainee.ts';
import { notUsual, whyNotUsual } from './was-usual.ts';

type History = Seen<'person' | 'contacts' | 'bookings' | 'clinicians', 'registration' | 'teams'>;

interface Limits {
  readonly maxDaysSince: number;
  readonly traineeDays: number;
  readonly batchPersons: number;
  readonly batchShare: number;
  readonly months: number;
  readonly takenOverVisits: number;
}

/** Reasons why a departure is not reported. */
export const unreported = [
  'left-long-ago',
  'came-later',
  'many-leave-together',
  'trainee',
  'user-is-the-clinician',
  ...notUsual,
  'taken-over',
] as const;
type Unreported = Silence<(typeof unreported)[number]>;

/** Why a clinician's departure is not reported, if so. */
export function whyUnreported(
  departure: Departure,
  history: History,
  opening: Opening,
  limits: Limits,
): Unreported | undefined {
  return whyNotNow(departure, history, opening, limits) ?? whyNotMissed(departure, history, opening, limits);
}

/** Why a departure is not reported at this opening, whoever has left. */
function whyNotNow(
  { clinician, day }: Departure,
  history: History,
  opening: Opening,
  thresholds: Limits,
): Unreported | undefined {
  const sinceDays = opening.asOf - day;
  if (sinceDays > thresholds.maxDaysSince)
    return silent('left-long-ago', { sinceDays, mostDays: thresholds.maxDaysSince });
  if ((history.registration?.since ?? history.person.registeredSince ?? day) > day) return silent('came-later');
  const limits = { persons: thresholds.batchPersons, share: thresholds.batchShare };
  if (isMassDeparture(history, day, limits)) return silent('many-leave-together');
  if (wasTrainee(history.clinicians.get(clinician), day) && sinceDays <= thresholds.traineeDays)
    return silent('trainee');
  return isUser(opening, clinician) ? silent('user-is-the-clinician') : undefined;
}

/** Why the one who left is not missed: they were not the usual clinician, or someone has taken over, or may have. */
function whyNotMissed(
  departure: Departure,
  history: History,
  opening: Opening,
  { months: ofMonths, takenOverVisits }: Limits,
): Unreported | undefined {
  const { clinician, day } = departure;
  const other = whyNotUsual(departure, history, opening.now, ofMonths, namedClinician(history, opening.asOf));
  if (other !== undefined) return other;
  const later = visits(history, { from: day + 1, to: opening.asOf + 1 }, opening.now, 'gp');
  if (!later.attributable) return silent('visits-name-nobody');
  const doubtful = doubtfulSince(history, day, opening);
  const by = { ...history, left: clinician };
  return mayHaveSeenOften(later.counted, doubtful, takenOverVisits, by)
    ? silent('taken-over', { needs: takenOverVisits })
    : undefined;
}
