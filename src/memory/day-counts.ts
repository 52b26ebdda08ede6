import type { Budget } from '../store/store.ts';

/** A clinician's openings and cards of each day (days since 1970). */
export type DayCounts = ReadonlyMap<number, Budget>;

const dayMs = 24 * 60 * 60 * 1000;
/** No budget asks for more. */
const mostDays = 31;
const nothing: Budget = { openings: 0, cards: 0 };

export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** Adds to one day, and lets the days go that are too long before it. */
export function addDay(counts: DayCounts, day: number, { openings, cards }: Budget): DayCounts {
  const { openings: before, cards: cardsBefore } = counts.get(day) ?? nothing;
  const recent = [...counts].filter(([other]) => other !== day && other > day - mostDays).slice(1 - mostDays);
  return new Map([...recent, [day, { openings: before + openings, cards: cardsBefore + cards }]]);
}

/** What is in the first and not in the second. */
export function minus(counts: DayCounts, less: DayCounts): DayCounts {
  return new Map(
    [...counts].map(([day, { openings, cards }]) => {
      const other = less.get(day) ?? nothing;
      return [day, { openings: openings - other.openings, cards: cards - other.cards }];
    }),
  );
}

/** Sum of a day and those after it. */
export function sumSince(counts: DayCounts, first: number): Budget {
  let [openings, cards] = [0, 0];
  for (const [day, count] of counts) {
    if (day < first) continue;
    openings += count.openings;
    cards += count.cards;
  }
  return { openings, cards };
}
