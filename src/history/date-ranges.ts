import { type DateRange, type Day, indexFrom } from './calendar.ts';

/** The days that lie in any of the ranges, as ranges in order of which no two touch. */
export function mergeRanges(ranges: readonly DateRange[]): readonly DateRange[] {
  const merged: { from: Day; to: Day }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (!(from < to)) continue;
    const last = merged.at(-1);
    if (last === undefined || from > last.to) merged.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return merged;
}

/** The first of merged ranges that has a day after `day`, or `day` itself. */
export function rangeEndingAfter(merged: readonly DateRange[], day: Day): DateRange | undefined {
  return merged[indexFrom(merged, day + 1, ({ to }) => to)];
}

/** Whether a day lies in any of merged ranges. */
export function isInRanges(merged: readonly DateRange[], day: Day): boolean {
  return (rangeEndingAfter(merged, day)?.from ?? day + 1) <= day;
}

/** How many days of a range lie in merged ranges. */
export function daysInRanges(merged: readonly DateRange[], { from, to }: DateRange): number {
  return merged.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
}
