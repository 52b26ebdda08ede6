import { conditionBands, lengthBands } from '../bands.ts';
import { computability, measures, visitKinds } from '../count-indices.ts';
import { all, ids, leastShares } from '../figures/ids.ts';
import { type PracticeReport, peopleOf, type SpreadOf } from '../figures/practice-report.ts';
import { leftOutReasons } from '../population.ts';
import { columns, type Table, type Value } from './table.ts';

const groupColumns = [
  ...columns('text', 'practice', 'practice_name', 'measure', 'visits', 'group', 'age', 'long_term_conditions'),
  ...columns('count', 'of', 'count'),
  ...columns('share', 'share', 'mean', 'lower_quartile', 'median', 'upper_quartile'),
];

/** Of what a row is: a measure, and the people whom it is about. */
interface Row {
  readonly measure: string;
  readonly visits?: string;
  readonly group?: string;
  readonly age?: string;
  readonly conditions?: string;
  /** Cells: how many, and of how many. */
  readonly part?: string;
  readonly whole: string;
  readonly spread?: SpreadOf;
}

/** Everything that is reported over all months: one row a figure, with the number that it is of. */
export function groupsTable(reports: readonly PracticeReport[]): Table {
  const rows = reports.flatMap((report) =>
    [...populationRows(), ...indexRows(), ...groupRows(report), ...departureRows()].map((row) => valuesOf(row, report)),
  );
  return { name: 'groups', columns: groupColumns, rows };
}

function valuesOf(row: Row, { practice, name, shown, share, spread }: PracticeReport): readonly Value[] {
  const { measure, visits = '', group = '', age = all, conditions = all, part, whole } = row;
  const found = row.spread === undefined ? undefined : spread(row.spread);
  return [
    ...[practice, name, measure, visits, group, age, conditions, shown(whole)],
    part === undefined ? undefined : shown(part),
    part === undefined ? undefined : share({ part, whole }),
    ...[found?.mean, found?.lowerQuartile, found?.median, found?.upperQuartile],
  ];
}

function populationRows(): readonly Row[] {
  const people = ['included', ...leftOutReasons].map((group): Row => {
    return { measure: 'population', group, part: ids.people(group), whole: ids.people(all) };
  });
  const lengths = lengthBands.map((group): Row => {
    return { measure: 'years-with-own-gp', group, part: ids.length(group), whole: ids.length(all) };
  });
  const named: Row = { measure: 'contacts-without-a-clinician', part: ids.nameless, whole: ids.contacts };
  return [...people, ...lengths, named];
}

function indexRows(): readonly Row[] {
  return visitKinds.flatMap((visits): readonly Row[] => [
    ...computability.map((group): Row => {
      return { measure: 'computable', visits, group, part: ids.state(visits, group), whole: ids.people('included') };
    }),
    ...(visits === 'team' ? (['upc'] as const) : measures).map((measure): Row => {
      const spread = { kind: visits, measure };
      return { measure, visits, whole: peopleOf(spread), spread };
    }),
    ...leastShares.map((least): Row => {
      const cells = { part: ids.reached(visits, least), whole: ids.state(visits, 'computed') };
      return { measure: `upc-at-least-${least}`, visits, ...cells };
    }),
  ]);
}

function groupRows({ ages }: PracticeReport): readonly Row[] {
  const groups = [...ages, all].flatMap((age) => [...conditionBands, all].map((conditions) => ({ age, conditions })));
  return groups
    .filter(({ age, conditions }) => age !== all || conditions !== all)
    .flatMap(({ age, conditions }): readonly Row[] => {
      const computed = ids.groupComputed(age, conditions);
      const of = { age, conditions, visits: 'gp' };
      return [
        { ...of, measure: 'upc', whole: computed, spread: { age, conditions } },
        ...leastShares.map((least): Row => {
          const part = ids.groupReached(age, conditions, least);
          return { ...of, measure: `upc-at-least-${least}`, part, whole: computed };
        }),
      ];
    });
}

function departureRows(): readonly Row[] {
  return (['seen', 'same-twice'] as const).map((what): Row => {
    const measure = what === 'seen' ? 'seen-within-90-days' : 'one-gp-twice-within-183-days';
    return { measure, part: ids.departed(what, 'true'), whole: ids.departed(what, all) };
  });
}
