import type { Day } from '../../history/calendar.ts';

/** A span of days: the first, and the first one after it. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** One entry of the record that shows a sign, and the encounter in which it was made. */
export interface Mark {
  readonly day: Day;
  readonly reference: string;
  readonly contact: string | undefined;
}

/** The marks of a period; `marks` are in the order of their days. */
export function marksIn<T extends { readonly day: Day }>(marks: readonly T[], { from, to }: Period): readonly T[] {
  return marks.slice(firstFrom(marks, from), firstFrom(marks, to));
}

/** Whether there is a mark in a period; `marks` are in the order of their days. */
export function isMarked(marks: readonly { readonly day: Day }[], { from, to }: Period): boolean {
  return (marks[firstFrom(marks, from)]?.day ?? to) < to;
}

/** Index of the first one on that day or later. */
export function firstFrom(marks: readonly { readonly day: Day }[], day: Day): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.day ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
