import { months } from '../../history/calendar.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { consultedThen, moveLimits, movesAway } from '../../history/move-away.ts';
import type { Opening } from '../../history/opening.ts';
import { visits } from '../../history/visits.ts';
import type { Seen } from '../detector.ts';
import { hasRecordedDiscontent } from './discontent.ts';

type History = Seen<
  'contacts' | 'clinicians',
  'person' | 'bookings' | 'conditions' | 'observations' | 'consultingWeeks'
>;

const withinMonths = 24;
/** As I1 has it (`abrupt-move`), whether that is on or off. */
const minWeeksShare = 0.6;

/** Whether the person has left a clinician within two years, by what they said or by whom they saw: no card sends them back. */
export function hasLeft(clinician: ClinicianKey, history: History, opening: Opening): boolean {
  const { asOf, now } = opening;
  const { counted } = visits(history, { from: 0, to: asOf + 1 }, now, 'gp');
  const lastVisit = counted.findLast((one) => one.clinician === clinician)?.day;
  if (hasRecordedDiscontent(clinician, lastVisit, history, { asOf, withinMonths })) return true;
  const weeks = history.consultingWeeks?.get(clinician);
  if (weeks?.known !== true) return false;
  const move = movesAway(counted, moveLimits, history.person?.namedClinician).find(
    (one) => one.clinician === clinician,
  );
  if (move === undefined || (move.since.at(-1)?.day ?? 0) < asOf - months(withinMonths)) return false;
  return consultedThen(move, weeks.value, minWeeksShare);
}
