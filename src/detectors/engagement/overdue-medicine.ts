import type { DateRange, Day } from '../../history/calendar.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import type { Medicine, Supply } from '../../history/history.ts';
import { coverOn, lateness } from '../../history/medicine-cover.ts';
import { type Silence, silent } from '../silence.ts';
import { repeatOn } from './repeats.ts';

/** A repeat medicine that has run out. */
export interface Overdue {
  readonly medicine: Medicine;
  readonly name: string;
  readonly order: string;
  readonly lateDays: number;
  /** Days without, as a share of the days of the last supply. */
  readonly share: number;
  readonly last: Supply;
}

/** Reasons why a medicine can't be overdue. */
export const notOverdue = ['no-running-repeat', 'supply-without-days', 'medicine-unnamed'] as const;

/** Days without it; days in hospital, which provides its own medicines, do not count. */
export function overdue(
  medicine: Medicine,
  asOf: Day,
  inHospital: readonly DateRange[],
): Overdue | Silence<(typeof notOverdue)[number]> {
  const order = repeatOn(medicine, asOf);
  if (order === undefined) return silent('no-running-repeat');
  const cover = coverOn(medicine, asOf);
  if (cover?.last.days === undefined || cover.last.days <= 0) return silent('supply-without-days');
  if (medicine.name === undefined) return silent('medicine-unnamed');
  const away = daysInRanges(inHospital, { from: cover.last.day + 1, to: asOf });
  const lateDays = Math.max(0, asOf - cover.end - away);
  return {
    medicine,
    name: medicine.name,
    order: order.reference,
    lateDays,
    share: lateDays / cover.last.days,
    last: cover.last,
  };
}

/** The days on which it had run out before and was not collected on time. */
export function ranOutBefore(
  medicine: Medicine,
  asOf: Day,
  { onTimeDays }: { readonly onTimeDays: number },
): readonly Day[] {
  return (lateness(medicine, asOf) ?? []).flatMap(({ supply, lateDays }) =>
    lateDays > onTimeDays ? supply.day - lateDays : [],
  );
}
