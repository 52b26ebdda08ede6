import type { Clinician, ClinicianKey, Known, PracticeWeek, RelationalHistory } from '../../../history/history.ts';
import type { Context } from '../../record/context.ts';
import type { WeekRows } from '../../record/sources.ts';
import { type Consulting, movedFrom } from './moved-from.ts';
import { judgeWeeks } from './practice-weeks.ts';
import type { MappedVisits } from './visits.ts';

type ReadWeeks = ReadonlyMap<string, Known<readonly WeekRows[]>>;

/** In which weeks clinicians from whom someone moved were here, and the weeks that should be read for it yet. */
interface ConsultingWeeks {
  readonly part: Known<RelationalHistory['consultingWeeks']>;
  readonly toRead: readonly Consulting[];
}

/** By clinician, in which of the weeks asked about they saw anyone here. */
export function toConsultingWeeks(
  context: Context,
  { contacts, places }: MappedVisits,
  clinicians: ReadonlyMap<ClinicianKey, Clinician>,
): ConsultingWeeks {
  const {
    consultingWeeks = new Map(),
    unread,
  }: { consultingWeeks?: ReadWeeks; unread: typeof context.sources.unread } = context.sources;
  const hidden = unread.get('contacts');
  const moves = hidden === undefined ? movedFrom(context, contacts, clinicians) : [];
  // Without a move there is nothing to ask.
  if (hidden === undefined && moves.length === 0) return { part: { known: true, value: new Map() }, toRead: [] };
  const why = hidden ?? unread.get('consultingWeeks');
  if (why !== undefined) return { part: { known: false, why }, toRead: [] };
  const weeksOf = (read: Known<readonly WeekRows[]>): Known<readonly PracticeWeek[]> => {
    if (!read.known) return read;
    const { weeks, unsure } = judgeWeeks(read.value, context, places);
    return unsure ? { known: false, why: 'incomplete' } : { known: true, value: weeks };
  };
  const byClinician = [...consultingWeeks].flatMap(([reference, read]) => {
    const key = context.people.identify({ reference }, {})?.key;
    return key === undefined ? [] : [[key, weeksOf(read)] as const];
  });
  const value = new Map<ClinicianKey, Known<readonly PracticeWeek[]>>(byClinician);
  return { part: { known: true, value }, toRead: moves.filter((move) => !wasAsked(move, consultingWeeks)) };
}

/** Everything about a move was asked, whether or not it came. */
function wasAsked({ references, mondays }: Consulting, read: ReadWeeks): boolean {
  const own = references.map((one) => read.get(one)).find((one) => one !== undefined);
  if (own?.known !== true) return own !== undefined;
  const weeks = new Set(own.value.map(({ monday }) => monday));
  return mondays.every((monday) => weeks.has(monday));
}
