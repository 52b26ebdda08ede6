/** A count as it may be printed: a number, or that it is of fewer people than may be shown. */
export type Printed = number | 'few';

/**
 * A count, of this number of people, as it may be printed. Where small numbers are withheld (`limit` over 0), a count of fewer people
 * than `limit`, or under it, is 'few', and all others are rounded to the nearest 5, so that no withheld one follows from a sum
 * and its other terms (NHS England's rule for small numbers). None is printed as 0.
 */
export function printed(count: number, people: number, limit: number): Printed {
  if (limit === 0 || count === 0) return count;
  return Math.min(count, people) < limit ? 'few' : 5 * Math.round(count / 5);
}

/** How many in 100, of printed counts; 'few' where either is withheld, or there is nothing to compare with. */
export function per100(count: Printed, of: Printed): Printed {
  if (count === 'few' || of === 'few' || of === 0) return 'few';
  return (100 * count) / of;
}
