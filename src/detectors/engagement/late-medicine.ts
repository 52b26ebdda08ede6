import { type DateRange, type Day, isInRange, lastMonths } from '../../history/calendar.ts';
import type { Medicine, Supply } from '../../history/history.ts';
import { lateness } from '../../history/medicine-cover.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { median } from '../statistics.ts';
import { notOverdue, type Overdue, overdue } from './overdue-medicine.ts';
import { isReplaced } from './repeats.ts';

/** A repeat medicine that is late for someone who usually collects it on time. */
export interface Late extends Overdue {
  readonly supplies: readonly Supply[];
  readonly judged: number;
  readonly onTime: number;
}

interface Limits {
  readonly groups: readonly string[];
  readonly minLateDays: number;
  readonly lateShare: number;
  readonly longSupplyDays: number;
  readonly minOnTime: number;
  readonly onTimeDays: number;
  readonly historyMonths: number;
  readonly newDays: number;
}

/** Reasons why a medicine is not late, in the order in which they are asked. */
export const notLate = [
  ...notOverdue,
  'not-run-out',
  'ran-out-lately',
  'medicine-replaced',
  'too-few-on-time',
  'often-collected-late',
] as const;
type NotLate = (typeof notLate)[number];

/** How late a repeat medicine is on a day, without the days in hospital, and how its earlier supplies came; or why it is not. */
export function late(
  medicine: Medicine,
  others: readonly Medicine[],
  { asOf, inHospital }: { readonly asOf: Day; readonly inHospital: readonly DateRange[] },
  limits: Limits,
): Late | Silence<NotLate> {
  const one = overdue(medicine, asOf, inHospital);
  if (isSilent(one)) return one;
  const early = whyEarly(one, limits);
  if (early !== undefined) return early;
  if (isReplaced(medicine, others, { ...limits, last: one.last.day })) return silent('medicine-replaced');
  return usuallyOnTime(one, asOf, limits);
}

function whyEarly({ lateDays, share, last }: Overdue, limits: Limits): Silence<NotLate> | undefined {
  if (lateDays <= 0) return silent('not-run-out');
  const days = last.days ?? 0;
  const least = days >= limits.longSupplyDays ? 0 : limits.minLateDays;
  if (share >= limits.lateShare && lateDays >= least) return undefined;
  return silent('ran-out-lately', { lateDays, needsDays: Math.max(least, Math.ceil(limits.lateShare * days)) });
}

function usuallyOnTime(one: Overdue, asOf: Day, limits: Limits): Late | Silence<NotLate> {
  const range = lastMonths(asOf, limits.historyMonths);
  const judged = (lateness(one.medicine, asOf) ?? []).filter(({ supply }) => supply.day >= range.from);
  const days = judged.map(({ lateDays }) => lateDays);
  const onTime = days.filter((each) => each <= limits.onTimeDays).length;
  if (onTime < limits.minOnTime)
    return silent('too-few-on-time', { supplies: onTime, of: judged.length, needs: limits.minOnTime });
  const usual = median(days);
  if (usual > limits.onTimeDays)
    return silent('often-collected-late', { usualDays: usual, mostDays: limits.onTimeDays });
  const supplies = one.medicine.supplies.filter(({ day }) => isInRange(day, range));
  return { ...one, supplies, judged: judged.length, onTime };
}
