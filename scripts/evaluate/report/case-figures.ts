import type { Outcome } from '../judge/outcome.ts';
import { type Case, groupOf } from '../lives/causes/cause.ts';
import { proportion } from './intervals.ts';
import type { OutcomesOf } from './relapse-figures.ts';
import type { Figure } from './targets.ts';

const fired = 0.95;
const silent = 0.99;

/** Of the lives with a cause, those in which it was shown; of those with a line that silences it, those in which not. */
export function caseFigures(cases: readonly Case[], of: OutcomesOf): Figure[] {
  return cases.map((one): Figure => {
    const outcomes = of(groupOf(one));
    const right = outcomes.filter((outcome) => isShown(outcome) === one.fires).length;
    return {
      section: `${one.about}: with its cause, and once for each line that silences it`,
      label: `${one.fires ? 'fires' : 'silent'}: ${one.says}`,
      estimate: proportion(right, outcomes.length),
      of: 'people',
      unit: 'share',
      target: { least: one.fires ? fired : silent },
    };
  });
}

function isShown({ cards }: Outcome): boolean {
  return cards.length > 0;
}
