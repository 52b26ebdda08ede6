import type { Day } from './calendar.ts';

/** Days from the first up to but not including the last. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Spans as days that lie in any of them: in order, none of which touches another. */
export function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: { from: Day; to: Day }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (!(from < to)) continue;
    const last = merged.at(-1);
    if (last === undefined || from > last.to) merged.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return merged;
}

/** The first of merged spans that ends after a day; undefined where none does. */
export function spanEndingAfter(merged: readonly Span[], day: Day): Span | undefined {
  let [low, high] = [0, merged.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((merged[middle]?.to ?? day) <= day) low = middle + 1;
    else high = middle;
  }
  return merged[low];
}

/** Whether a day lies in any of merged spans. */
export function isInSpans(merged: readonly Span[], day: Day): boolean {
  return (spanEndingAfter(merged, day)?.from ?? day + 1) <= day;
}

/** How many days from `from` up to but not including `to` lie in merged spans. */
export function daysInSpans(merged: readonly Span[], { from, to }: Span): number {
  return merged.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
}
