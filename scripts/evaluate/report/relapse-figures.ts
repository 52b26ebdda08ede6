import type { Outcome } from '../judge/outcome.ts';
import { earlierRelapses } from '../lives/groups.ts';
import { type Estimate, proportion, rate } from './intervals.ts';
import { performance, resultOfCards, sensitivityAt } from './relapse-results.ts';
import type { Figure, Target } from './targets.ts';

const flaggedTargets: Readonly<Record<number, number>> = { 2: 0.4, 3: 0.5, 4: 0.58, 6: 0.65 };

/** The results of a group of lives. */
export type OutcomesOf = (group: string) => readonly Outcome[];

/** The share of people for whom `is` holds. */
export function share(all: readonly Outcome[], is: (one: Outcome) => boolean): Estimate {
  return proportion(all.filter(is).length, all.length);
}

/** Coming relapses that were flagged, and false cards. */
export function newRelapses(of: OutcomesOf, seed: number): Figure[] {
  const section = 'New relapses flagged at least 3 days before, with three true signs';
  const flagged = (label: string, group: string, target?: Target): Figure => ({
    section,
    label,
    estimate: share(of(group), (one) => resultOfCards(one).flagged),
    of: 'relapses',
    unit: 'share',
    ...(target && { target }),
  });
  const falseCards = (label: string, groups: readonly string[], target?: Target): Figure => {
    const people = groups.flatMap(of).map(resultOfCards);
    const exposed = people.map((one) => ({ events: one.falseCards, exposure: one.years }));
    const unit = 'rate' as const;
    return { section, label, estimate: rate(exposed, seed), of: 'person-years', unit, ...(target && { target }) };
  };
  const all = earlierRelapses.map((count) => `prodrome-${count}`);
  return [
    ...earlierRelapses.map((count) =>
      flagged(`after ${count} relapses`, `prodrome-${count}`, { least: flaggedTargets[count] ?? 0 }),
    ),
    falseCards('false cards a person-year of weekly openings', all, { most: 0.6 }),
    ...earlierRelapses.map((count) => falseCards(`the same, after ${count} relapses`, [`prodrome-${count}`])),
    ...earlierRelapses.map((count) =>
      flagged(`after ${count} relapses, where they come every 7 to 15 months`, `frequent-${count}`, {
        least: flaggedTargets[count] ?? 0,
      }),
    ),
    falseCards(
      'false cards a person-year, where relapses come every 7 to 15 months',
      earlierRelapses.map((count) => `frequent-${count}`),
      { most: 0.6 },
    ),
    flagged('after 4 relapses, coded badly', 'prodrome-noisy'),
    falseCards('false cards a person-year, coded badly', ['prodrome-noisy']),
    flagged('after 4 exacerbations of asthma', 'prodrome-asthma'),
    falseCards('false cards a person-year, asthma', ['prodrome-asthma']),
    falseCardsWithoutSigns(of('none-one'), seed, section),
    ...earlierRelapses.map((count) => leaveOneOutFigure(of(`prodrome-${count}`), count, section)),
  ];
}

function falseCardsWithoutSigns(all: readonly Outcome[], seed: number, section: string): Figure {
  const exposed = all.map(({ cards, openings }) => ({ events: cards.length, exposure: openings.length / 52.18 }));
  const label = 'false cards a person-year of people without signs, one condition';
  return { section, label, estimate: rate(exposed, seed), of: 'person-years', unit: 'rate' };
}

/** For audit: how often a signature learned without one relapse flags it. */
function leaveOneOutFigure(all: readonly Outcome[], count: number, section: string): Figure {
  const flagged = all.reduce((sum, { signatures }) => sum + (signatures?.leaveOneOut.flagged ?? 0), 0);
  const of = all.reduce((sum, { signatures }) => sum + (signatures?.leaveOneOut.of ?? 0), 0);
  const label = `audit: leaving one of ${count} relapses out, those flagged by what the others teach`;
  return { section, label, estimate: proportion(flagged, of), of: 'relapses', unit: 'share' };
}

/** Comparison with two simple rules that make as many false cards as the detection. */
export function againstRules(of: OutcomesOf): Figure[] {
  const section = 'Against two simple rules on the same lives, at as many false cards as ours';
  const rules = { doubled: 'contacts doubled in four weeks', generic: 'the same early signs for everyone' } as const;
  const compareTo = (rule: keyof typeof rules, after: string, all: readonly Outcome[]) => {
    const ours = performance(all.map(resultOfCards));
    const theirs = sensitivityAt(all, rule, ours.falseCards);
    const estimate = proportion(Math.round(theirs * all.length), all.length);
    const label = `${after}: ${rules[rule]} (ours flags ${percent(ours.sensitivity)})`;
    return {
      figure: { section, label, estimate, of: 'relapses', unit: 'share' as const },
      ahead: ours.sensitivity > theirs,
    };
  };
  const everyone = earlierRelapses.flatMap((count) => of(`prodrome-${count}`));
  const both = ['doubled', 'generic'] as const;
  const judged = (rule: keyof typeof rules, after: string, all: readonly Outcome[]): Figure => {
    const { figure, ahead } = compareTo(rule, after, all);
    return { ...figure, ahead };
  };
  return [
    ...both.map((rule) => judged(rule, 'after 2, 3, 4 or 6 relapses', everyone)),
    ...earlierRelapses.flatMap((count) =>
      both.map((rule) => judged(rule, `after ${count} relapses`, of(`prodrome-${count}`))),
    ),
  ];
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}
