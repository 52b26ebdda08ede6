import type { Outcome } from '../judge/outcome.ts';
import { earlierRelapses } from '../lives/groups.ts';
import { type OutcomesOf, percent, spacings } from './relapse-figures.ts';
import { performance, resultOf, resultOfCards } from './relapse-results.ts';
import { falseSignatureGroups } from './signature-figures.ts';

/** The figures as shipped, and with looser thresholds, by two seeds; the head first. */
export function looserTable(of: OutcomesOf): readonly (readonly string[])[] {
  const again = (group: string) => of(`${group}-again`);
  const row = (label: string, group: string, shipped: Cell, looser: Cell) => [
    label,
    ...[of(group), again(group)].flatMap((all) => [shipped(all), looser(all)]),
  ];
  return [
    ['', 'shipped', 'looser', 'shipped, second seed', 'looser, second seed'],
    ...spacings.flatMap(({ name, label }) =>
      earlierRelapses.flatMap((count) => [
        row(`flagged after ${count} relapses${label}`, `${name}-${count}`, flagged(resultOfCards), flagged(ofLooser)),
        row(
          `false cards a person-year, after ${count} relapses${label}`,
          `${name}-${count}`,
          falseCards(resultOfCards),
          falseCards(ofLooser),
        ),
      ]),
    ),
    ...falseSignatureGroups.flatMap(({ name, label }) => [
      row(
        `false signature: ${label}`,
        name,
        shareOf(({ atTheEnd }) => atTheEnd),
        shareOf(({ looser }) => looser.atTheEnd),
      ),
      row(
        `the same, ever in two years: ${label}`,
        name,
        shareOf(({ ever }) => ever),
        shareOf(({ looser }) => looser.ever),
      ),
    ]),
  ];
}

type Cell = (all: readonly Outcome[]) => string;

const ofLooser = (one: Outcome) => resultOf(one, one.looserCards);

function flagged(result: typeof ofLooser): Cell {
  return (all) => percent(performance(all.map(result)).sensitivity);
}

function falseCards(result: typeof ofLooser): Cell {
  return (all) => performance(all.map(result)).falseCards.toFixed(2);
}

function shareOf(is: (signatures: NonNullable<Outcome['signatures']>) => boolean): Cell {
  return (all) => {
    const count = all.filter(({ signatures }) => signatures !== undefined && is(signatures)).length;
    return `${((100 * count) / all.length).toFixed(1)} %`;
  };
}
