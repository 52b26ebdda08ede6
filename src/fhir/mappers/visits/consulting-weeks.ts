import type { ClinicianKey, Known, PracticeWeek, RelationalHistory } from '../../../history/history.ts';
import type { Context } from '../../record/context.ts';
import type { WeekRows } from '../../record/sources.ts';
import { movedFrom } from './moved-from.ts';
import { judgeWeeks } from './practice-weeks.ts';
import type { MappedVisits } from './visits.ts';

/** By clinician, in which of the weeks asked about they saw anyone here. */
export function toConsultingWeeks(
  context: Context,
  { resolved, places }: MappedVisits,
): Known<RelationalHistory['consultingWeeks']> {
  const { consultingWeeks = new Map<string, Known<readonly WeekRows[]>>(), unread } = context.sources;
  const hidden = unread.get('contacts');
  // Without a move there is nothing to ask.
  if (hidden === undefined && movedFrom(context, resolved).length === 0) return { known: true, value: new Map() };
  const why = hidden ?? unread.get('consultingWeeks');
  if (why !== undefined) return { known: false, why };
  const weeksOf = (read: Known<readonly WeekRows[]>): Known<readonly PracticeWeek[]> => {
    if (!read.known) return read;
    const { weeks, unsure } = judgeWeeks(read.value, context, places);
    return unsure ? { known: false, why: 'incomplete' } : { known: true, value: weeks };
  };
  const byClinician = [...consultingWeeks].flatMap(([reference, read]) => {
    const key = context.people.identify({ reference }, {})?.key;
    return key === undefined ? [] : [[key, weeksOf(read)] as const];
  });
  return { known: true, value: new Map<ClinicianKey, Known<readonly PracticeWeek[]>>(byClinician) };
}
