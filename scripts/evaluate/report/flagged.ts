import type { Outcome } from '../judge/outcome.ts';
import { silences } from '../judge/silence.ts';

/** The last card that still counts comes so many days before a relapse. */
const leastDays = 3;
const daysAYear = 365.25;

/** How a rule did with the relapse to come. */
export interface Watched {
  /** A card was shown in the time before the relapse, and soon enough. */
  readonly flagged: boolean;
  readonly falseCards: number;
  /** Years of weekly openings outside the time before the relapse. */
  readonly years: number;
}

/** How our cards did. */
export function watchedByUs(outcome: Outcome): Watched {
  return watched(
    outcome,
    outcome.cards.filter(({ code }) => code === 'illness-signature').map(({ day }) => day),
  );
}

/** How a rule would have done that shows a card from a strength on. */
export function watchedByRule(outcome: Outcome, rule: 'doubled' | 'generic', least: number): Watched {
  const isDue = silences();
  const days = outcome.openings.filter(
    (day, n) => (outcome.baselines[n]?.[rule] ?? 0) >= least && isDue('illness-signature', day),
  );
  return watched(outcome, days);
}

/** How cards on these days did. */
export function watched({ truth, openings }: Outcome, cards: readonly number[]): Watched {
  const { next } = truth;
  if (next === undefined) return { flagged: false, falseCards: 0, years: 0 };
  const flagged = cards.some((day) => day >= next.from && day <= next.day - leastDays);
  return {
    flagged,
    falseCards: cards.filter((day) => day < next.from).length,
    years: (openings.filter((day) => day < next.from).length * 7) / daysAYear,
  };
}

/** Share of the relapses flagged, and false cards a person-year. */
export function pointOf(all: readonly Watched[]): { sensitivity: number; falseCards: number } {
  const years = all.reduce((sum, one) => sum + one.years, 0);
  return {
    sensitivity: all.filter(({ flagged }) => flagged).length / all.length,
    falseCards: all.reduce((sum, one) => sum + one.falseCards, 0) / years,
  };
}

const strengths = { doubled: [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10], generic: [1, 2, 3, 4, 5, 6] } as const;

/**
 * What a rule's sensitivity is where it makes as many false cards as ours: between two strengths it is interpolated, as
 * if one or the other were chosen by lot.
 */
export function sensitivityAt(outcomes: readonly Outcome[], rule: 'doubled' | 'generic', falseCards: number): number {
  const points = [
    ...strengths[rule].map((least) => pointOf(outcomes.map((one) => watchedByRule(one, rule, least)))),
    { sensitivity: 0, falseCards: 0 },
  ].sort((a, b) => a.falseCards - b.falseCards);
  const above = points.findIndex((point) => point.falseCards >= falseCards);
  const [low, high] = [points[above - 1], points[above]];
  if (high === undefined) return points.at(-1)?.sensitivity ?? 0;
  if (low === undefined || high.falseCards === low.falseCards) return high.sensitivity;
  const part = (falseCards - low.falseCards) / (high.falseCards - low.falseCards);
  return low.sensitivity + part * (high.sensitivity - low.sensitivity);
}
