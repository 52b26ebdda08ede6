import { all, ids } from '../figures/ids.ts';
import type { PracticeReport } from '../figures/practice-report.ts';
import { columns, type Table, type Value } from './table.ts';

const head = [...columns('text', 'practice', 'practice_name', 'list', 'list_name')];
const monthlyColumns = [
  ...columns('count', 'people', 'visits', 'visits_with_own_gp'),
  ...columns('share', 'slicc'),
  ...columns('count', 'visits_of_gp'),
  ...columns('share', 'opr'),
];

/** One row a month for each practice, and unless lists are left out for each of its lists. */
export function monthsTable(reports: readonly PracticeReport[], withLists: boolean): Table {
  const rows = reports.flatMap((report) =>
    [{ key: all, name: '' }, ...(withLists ? report.lists : [])].flatMap(({ key, name }) =>
      report.window.months.map((month) => [
        ...[report.practice, report.name, key === all ? '' : key, name, month],
        ...monthly(report, month, key, report.shown(ids.monthly('people', month, key))),
      ]),
    ),
  );
  return { name: 'months', columns: [...head, ...columns('text', 'month'), ...monthlyColumns], rows };
}

/** One row a list, over all months. */
export function listsTable(report: PracticeReport): Table {
  const rows = [...report.lists, { key: '', name: '' }].map(({ key, name }) => [
    ...[report.practice, report.name, key, name],
    ...monthly(report, all, key, report.shown(ids.listPeople(key))),
    report.shown(ids.listComputed(key)),
    report.spread({ list: key, measure: 'upc' })?.mean,
    report.spread({ list: key, measure: 'coc' })?.mean,
  ]);
  const more = [...columns('count', 'people_with_two_visits'), ...columns('share', 'mean_upc', 'mean_coc')];
  return { name: 'lists', columns: [...head, ...monthlyColumns, ...more], rows };
}

function monthly(report: PracticeReport, month: string, list: string, people: Value): readonly Value[] {
  const [visits, own, ofGp] = (['visits', 'own', 'ofGp'] as const).map((what) => ids.monthly(what, month, list));
  const { shown, share } = report;
  // Nobody's list has no GP whose visits could be counted.
  if (list === '') return [people, shown(ids.monthly('visits', month, list)), ...Array<undefined>(4)];
  if (visits === undefined || own === undefined || ofGp === undefined) return [];
  const slicc = share({ part: own, whole: visits });
  return [people, shown(visits), shown(own), slicc, shown(ofGp), share({ part: own, whole: ofGp })];
}
