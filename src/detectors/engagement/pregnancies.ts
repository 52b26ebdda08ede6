import type { DateRange } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import type { Seen } from '../detector.ts';

const pregnancyDays = 280;

/** Days of pregnancies: their visits are no measure of the time afterwards. */
export function pregnancies({ contacts, conditions = [] }: Seen<'contacts', 'conditions'>): DateRange[] {
  const recorded = conditions.filter(({ groups }) => groups.includes('pregnancy'));
  return [
    ...recorded.flatMap(({ onset, recorded: noted, ended }) => {
      const from = onset ?? noted;
      return from === undefined ? [] : [{ from, to: (ended ?? from + pregnancyDays) + 1 }];
    }),
    ...contacts
      .filter(isIndividualVisit)
      .flatMap(({ groups, day }) =>
        groups.includes('pregnancy') && day !== undefined ? [{ from: day, to: day + 1 }] : [],
      ),
  ];
}
