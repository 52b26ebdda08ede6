import type { Outcome, Outcomes } from '../judge/outcome.ts';
import { percent, variants } from '../judge/variants.ts';
import { earlierRelapses } from '../lives/groups.ts';
import { performance, resultOf } from './relapse-results.ts';

/** Results with other thresholds, as the rows of a table after its head. */
export function thresholdTable(outcomes: Outcomes): readonly (readonly string[])[] {
  const of = (group: string) => outcomes.get(group) ?? [];
  const groups = earlierRelapses.map((count) => of(`curve-${count}`));
  const none = of('curve-none');
  const people = groups[0]?.length ?? 0;
  const head = [
    `settled periods that may match as strongly (${people} lives for each number of relapses; ${none.length} without signs)`,
    ...earlierRelapses.map((count) => `flagged after ${count}`),
    'false cards a person-year',
    'false signature, one condition',
  ];
  const rows = variants.map(({ name }, n) => {
    const results = (all: readonly Outcome[]) => all.map((one) => resultOf(one, one.varied[n]?.days ?? []));
    const learned = none.filter(({ varied }) => varied[n]?.learned).length;
    return [
      name,
      ...groups.map((all) => percent(performance(results(all)).sensitivity)),
      performance(groups.flatMap(results)).falseCards.toFixed(2),
      `${((100 * learned) / none.length).toFixed(1)} %`,
    ];
  });
  return [head, ...rows];
}
