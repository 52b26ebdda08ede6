import type { Budget } from '../store/store.ts';

/** A clinician's openings and new cards by day (days since 1970). */
export type DailyCounts = ReadonlyMap<number, Budget>;

const dayMs = 24 * 60 * 60 * 1000;
/** The longest period of a budget. */
const maxDays = 31;
const emptyBudget: Budget = { openings: 0, cards: 0 };

export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** Adds to one day, and drops days more than `maxDays` before it. */
export function addToDay(counts: DailyCounts, day: number, { openings, cards }: Budget): DailyCounts {
  const { openings: before, cards: cardsBefore } = counts.get(day) ?? emptyBudget;
  const recent = [...counts].filter(([other]) => other !== day && other > day - maxDays).slice(1 - maxDays);
  return new Map([...recent, [day, { openings: before + openings, cards: cardsBefore + cards }]]);
}

export function subtract(counts: DailyCounts, subtrahend: DailyCounts): DailyCounts {
  return new Map(
    [...counts].map(([day, { openings, cards }]) => {
      const less = subtrahend.get(day) ?? emptyBudget;
      return [day, { openings: openings - less.openings, cards: cards - less.cards }];
    }),
  );
}

/** Sum of `first` and all later days. */
export function sumSince(counts: DailyCounts, first: number): Budget {
  let [openings, cards] = [0, 0];
  for (const [day, count] of counts) {
    if (day < first) continue;
    openings += count.openings;
    cards += count.cards;
  }
  return { openings, cards };
}
