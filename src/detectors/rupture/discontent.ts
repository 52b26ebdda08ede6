import { type Day, months } from '../../history/calendar.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';

type Recorded = Partial<Pick<RelationalHistory, 'bookings' | 'conditions' | 'observations' | 'contacts'>>;

const set = 'dissatisfied';

/**
 * Whether the person is recorded, in the past `withinMonths`, as having left a clinician: an appointment with them was
 * cancelled for that, or discontent was noted after the last visit with them. It is never said.
 */
export function hasRecordedDiscontent(
  clinician: ClinicianKey,
  lastVisit: Day | undefined,
  { bookings = [], conditions = [], observations = [], contacts = [] }: Recorded,
  { asOf, withinMonths }: { readonly asOf: Day; readonly withinMonths: number },
): boolean {
  const since = asOf - months(withinMonths);
  const isNoted = (groups: readonly string[], day: Day | undefined) =>
    groups.includes(set) && day !== undefined && day >= since && day > (lastVisit ?? since - 1);
  return (
    bookings.some(
      ({ changedProvider, clinicians, day = asOf }) =>
        changedProvider === true && clinicians.includes(clinician) && day >= since,
    ) ||
    conditions.some(({ groups, recorded, onset }) => isNoted(groups, recorded ?? onset)) ||
    observations.some(({ groups, day }) => isNoted(groups, day)) ||
    contacts.some(({ groups, day }) => isNoted(groups, day))
  );
}
