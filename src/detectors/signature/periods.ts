import { type DateRange, type Day, months } from '../../history/calendar.ts';
import { rangeEndingAfter } from '../../history/date-ranges.ts';
import type { Contact } from '../../history/history.ts';
import { hospitalStays, rangesOfStays } from '../../history/hospital-stays.ts';
import type { ConditionRow } from './conditions.ts';
import type { Relapse } from './relapses.ts';
import { inSameHalfYear, middleOf } from './season.ts';

/** The period before a relapse in which signs are looked for. */
export function before({ day }: Pick<Relapse, 'day'>, { windowDays, lagDays }: ConditionRow): DateRange {
  return { from: day - lagDays - windowDays, to: day - lagDays };
}

/** The last days up to and including today. */
export function current(asOf: Day, { windowDays }: ConditionRow): DateRange {
  return { from: asOf + 1 - windowDays, to: asOf + 1 };
}

/**
 * Periods of settled time, one after the other: after the wash-out of a relapse, ending before the next one's period
 * begins (the last: before today's), and outside hospital.
 */
export function settledPeriods(
  relapses: readonly Relapse[],
  contacts: readonly Contact[],
  { from, asOf }: { readonly from: Day; readonly asOf: Day },
  row: ConditionRow,
): readonly DateRange[] {
  const stays = rangesOfStays(hospitalStays(contacts, asOf));
  const found: DateRange[] = [];
  let start = from;
  for (const relapse of [...relapses, undefined]) {
    const stop = relapse ? before(relapse, row).from : current(asOf, row).from;
    for (const period of consecutive({ from: start, to: stop }, row.windowDays, stays)) found.push(period);
    if (relapse) start = Math.max(start, relapse.end + row.washoutDays);
  }
  return found;
}

/** The settled periods close enough to a relapse in time and, for a seasonal condition, of the same half-year. */
export function comparable(
  settled: readonly DateRange[],
  relapses: readonly Relapse[],
  row: ConditionRow,
  nearMonths: number,
): readonly DateRange[] {
  return settled.filter((period) => {
    const middle = middleOf(period);
    return (
      relapses.some(({ day }) => Math.abs(day - middle) <= months(nearMonths)) &&
      (!row.seasonal || relapses.some(({ day }) => inSameHalfYear(day, middle)))
    );
  });
}

function consecutive({ from, to }: DateRange, length: number, stays: readonly DateRange[]): DateRange[] {
  const found: DateRange[] = [];
  let start = from;
  while (start + length <= to) {
    const period = { from: start, to: start + length };
    const stay = rangeEndingAfter(stays, period.from);
    const isAtHome = stay === undefined || stay.from >= period.to;
    if (isAtHome) found.push(period);
    start = isAtHome ? period.to : stay.to;
  }
  return found;
}
