import { bookedAhead } from '../../history/booked.ts';
import { type IsoDate, isoDay } from '../../history/calendar.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { Visit } from '../../history/visits.ts';
import { median } from '../statistics.ts';

/** What is open for the person. `usual-gap`: their usual interval between visits has nearly passed. */
export type OpenItem = {
  readonly openKind: 'booking' | 'task' | 'referral' | 'activity' | 'usual-gap';
  readonly openDue?: IsoDate;
};

type OpenItemFound = OpenItem & { readonly references: readonly string[] };

/** Why it matters now whom the person sees next: the most specific open item. */
export function openItem(
  { bookings = [], plans = [] }: Partial<Pick<RelationalHistory, 'bookings' | 'plans'>>,
  seen: readonly Visit[],
  { asOf }: Opening,
  usualGapShare: number,
): OpenItemFound | undefined {
  const [booking] = bookedAhead(bookings, asOf);
  if (booking !== undefined)
    return { openKind: 'booking', openDue: isoDay(booking.day), references: [booking.reference] };
  const kinds = ['task', 'referral', 'activity'] as const;
  const byDue = plans.toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
  const [plan] = kinds.flatMap((kind) => byDue.filter((one) => one.kind === kind));
  if (plan !== undefined) {
    const due = plan.due === undefined ? {} : { openDue: isoDay(plan.due) };
    return { openKind: plan.kind, ...due, references: [plan.reference] };
  }
  return isNearlyDue(seen, asOf, usualGapShare) ? { openKind: 'usual-gap', references: [] } : undefined;
}

function isNearlyDue(seen: readonly Visit[], asOf: number, share: number): boolean {
  const days = [...new Set(seen.map(({ day }) => day))];
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  const last = days.at(-1);
  // Without any gap the median is NaN, and the comparison false.
  return last !== undefined && asOf - last >= share * median(gaps);
}
