import type { Outcome } from '../judge/outcome.ts';
import { earlierRelapses } from '../lives/groups.ts';
import { type Estimate, proportion, rate } from './intervals.ts';
import { performance, resultOfCards, sensitivityAt } from './relapse-results.ts';
import type { Figure, Target } from './targets.ts';

/** Kinds of lives by how far apart relapses come, and the least share to be flagged by the number of relapses before. */
export const spacings = [
  { name: 'prodrome', label: '', least: { 2: 0.4, 3: 0.5, 4: 0.58, 6: 0.65 } },
  { name: 'frequent', label: ', where they come every 7 to 15 months', least: { 2: 0.3, 3: 0.45, 4: 0.55, 6: 0.65 } },
] as const;
const mostFalseCards = 0.6;

/** The results of a group of lives. */
export type OutcomesOf = (group: string) => readonly Outcome[];

/** The share of people for whom `is` holds. */
export function share(all: readonly Outcome[], is: (one: Outcome) => boolean): Estimate {
  return proportion(all.filter(is).length, all.length);
}

/** Coming relapses that were flagged, and false cards. */
export function newRelapses(of: OutcomesOf, seed: number): Figure[] {
  const section = `New relapses flagged at least 3 days before, with three true signs, seed ${seed}`;
  const flagged = (label: string, group: string, target?: Target): Figure => ({
    section,
    label,
    estimate: share(of(group), (one) => resultOfCards(one).flagged),
    of: 'relapses',
    unit: 'share',
    ...(target && { target }),
  });
  const falseCards = (label: string, group: string, target?: Target): Figure => {
    const exposed = of(group)
      .map(resultOfCards)
      .map((one) => ({ events: one.falseCards, exposure: one.years }));
    const estimate = rate(exposed, seed);
    return { section, label, estimate, of: 'person-years', unit: 'rate', ...(target && { target }) };
  };
  return [
    ...spacings.flatMap(({ name, label, least }) => [
      ...earlierRelapses.map((count) =>
        flagged(`after ${count} relapses${label}`, `${name}-${count}`, { least: least[count] }),
      ),
      ...earlierRelapses.map((count) =>
        falseCards(
          `false cards a person-year of weekly openings, after ${count} relapses${label}`,
          `${name}-${count}`,
          {
            most: mostFalseCards,
          },
        ),
      ),
    ]),
    flagged('after 4 relapses, coded badly', 'prodrome-noisy'),
    falseCards('false cards a person-year, coded badly', 'prodrome-noisy'),
    flagged('after 4 exacerbations of asthma', 'prodrome-asthma'),
    falseCards('false cards a person-year, asthma', 'prodrome-asthma'),
    falseCardsWithoutSigns(of('none-one'), seed, section),
  ];
}

function falseCardsWithoutSigns(all: readonly Outcome[], seed: number, section: string): Figure {
  const exposed = all.map(({ cards, openings }) => ({ events: cards.length, exposure: openings.length / 52.18 }));
  const label = 'false cards a person-year of people without signs, one condition';
  return { section, label, estimate: rate(exposed, seed), of: 'person-years', unit: 'rate' };
}

const rules = [
  { rule: 'doubled', name: 'contacts doubled in four weeks' },
  { rule: 'generic', name: 'the same early signs for everyone' },
] as const;

/** Comparison with two simple rules, each of which makes as many false cards as the detection in the same lives. */
export function againstRules(of: OutcomesOf, seed: number): Figure[] {
  const section = `Against two simple rules on the same lives, each at as many false cards as ours, seed ${seed}`;
  return spacings.flatMap((spacing) =>
    earlierRelapses.flatMap((count) => {
      const all = of(`${spacing.name}-${count}`);
      const ours = performance(all.map(resultOfCards));
      return rules.map(({ rule, name }): Figure => {
        const theirs = sensitivityAt(all, rule, ours.falseCards);
        return {
          section,
          label: `after ${count} relapses${spacing.label}: ${name} (ours flags ${percent(ours.sensitivity)})`,
          estimate: proportion(Math.round(theirs * all.length), all.length),
          of: 'relapses',
          unit: 'share',
          ahead: ours.sensitivity > theirs,
        };
      });
    }),
  );
}

/** A share, without decimals. */
export function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}
