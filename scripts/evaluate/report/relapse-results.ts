import { oncePer90Days } from '../judge/once-per-90-days.ts';
import type { Outcome } from '../judge/outcome.ts';

/** A card must come at least this many days before a relapse to count. */
const leastDays = 3;
const daysAYear = 365.25;

/** The result of a rule for the coming relapse of one life. */
export interface RelapseResult {
  /** A card was shown in the window before the relapse, early enough. */
  readonly flagged: boolean;
  readonly falseCards: number;
  /** Years of weekly openings outside the time before the relapse. */
  readonly years: number;
}

/** The result of the detection's own cards. */
export function resultOfCards(outcome: Outcome): RelapseResult {
  return resultOf(
    outcome,
    outcome.cards.filter(({ code }) => code === 'illness-signature').map(({ day }) => day),
  );
}

/** The result of a simple rule that shows a card from this strength on. */
export function resultOfRule(outcome: Outcome, rule: 'doubled' | 'generic', least: number): RelapseResult {
  const isDue = oncePer90Days();
  const days = outcome.openings.filter(
    (day, n) => (outcome.baselines[n]?.[rule] ?? 0) >= least && isDue('illness-signature', day),
  );
  return resultOf(outcome, days);
}

/** The result of cards on these days. */
export function resultOf({ truth, openings }: Outcome, cards: readonly number[]): RelapseResult {
  const { next } = truth;
  if (next === undefined) return { flagged: false, falseCards: 0, years: 0 };
  const flagged = cards.some((day) => day >= next.from && day <= next.day - leastDays);
  return {
    flagged,
    falseCards: cards.filter((day) => day < next.from).length,
    years: (openings.filter((day) => day < next.from).length * 7) / daysAYear,
  };
}

/** The share of relapses flagged, and false cards per person-year. */
export function performance(all: readonly RelapseResult[]): { sensitivity: number; falseCards: number } {
  const years = all.reduce((sum, one) => sum + one.years, 0);
  return {
    sensitivity: all.filter(({ flagged }) => flagged).length / all.length,
    falseCards: all.reduce((sum, one) => sum + one.falseCards, 0) / years,
  };
}

const strengths = { doubled: [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10], generic: [1, 2, 3, 4, 5, 6] } as const;

/**
 * A rule's sensitivity at this rate of false cards, interpolated between two strengths as if one of them were chosen at
 * random.
 */
export function sensitivityAt(outcomes: readonly Outcome[], rule: 'doubled' | 'generic', falseCards: number): number {
  const points = [
    ...strengths[rule].map((least) => performance(outcomes.map((one) => resultOfRule(one, rule, least)))),
    { sensitivity: 0, falseCards: 0 },
  ].sort((a, b) => a.falseCards - b.falseCards);
  const above = points.findIndex((point) => point.falseCards >= falseCards);
  const [low, high] = [points[above - 1], points[above]];
  if (high === undefined) return points.at(-1)?.sensitivity ?? 0;
  if (low === undefined || high.falseCards === low.falseCards) return high.sensitivity;
  const part = (falseCards - low.falseCards) / (high.falseCards - low.falseCards);
  return low.sensitivity + part * (high.sensitivity - low.sensitivity);
}
