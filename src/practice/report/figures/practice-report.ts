import type { Mask } from '../../../small-numbers/cells.ts';
import { protect } from '../../../small-numbers/protect.ts';
import type { Counts } from '../../counts.ts';
import type { RunFacts } from '../../work.ts';
import type { Measure, VisitKind } from '../count-indices.ts';
import type { ReportOptions } from '../options.ts';
import { type Window, windowOf } from '../window.ts';
import { type Counted, countedByPractice } from './counted.ts';
import { type Spread, spreadOf } from './distribution.ts';
import { agesIn, cellsOf } from './figures.ts';
import { all, ids } from './ids.ts';

/** A number as it may be printed. */
export type Shown = number | Mask;

/** What a spread is of: `all`, `list <key>`, or a group of ages and long-term conditions. */
export type SpreadOf =
  | { readonly kind: VisitKind; readonly measure: Measure }
  | { readonly list: string; readonly measure: Measure }
  | { readonly age: string; readonly conditions: string };

/** One practice's report: what may be printed, and nothing else. */
export interface PracticeReport {
  /** Reference of its organisation. */
  readonly practice: string;
  readonly name: string;
  /** GPs with a list, by name: the alphabet is no order of merit. */
  readonly lists: readonly { readonly key: string; readonly name: string }[];
  readonly ages: readonly string[];
  readonly window: Window;
  shown(id: string): Shown;
  /** A share of two printed numbers; undefined where one of them is not printed, or of nobody. */
  share(of: { readonly part: string; readonly whole: string }): number | undefined;
  /** Mean and quartiles of those for whom the index could be computed, if their number is printed. */
  spread(of: SpreadOf): Spread | undefined;
}

/** Names by which clinicians and organisations are printed; where the export has none, the reference. */
type Names = Pick<RunFacts, 'nameOf'>;

/** The reports of all practices, by name. People whose practice is not known are in none. */
export async function practiceReports(
  counts: Counts,
  names: Names,
  options: ReportOptions,
): Promise<readonly PracticeReport[]> {
  const window = windowOf(options.asOf, options.months);
  const reports: PracticeReport[] = [];
  for (const [practice, counted] of countedByPractice(counts))
    if (practice !== '') reports.push(await practiceReport(practice, counted, window, names, options.suppress));
  return reports.toSorted((a, b) => byName(a.name, b.name) || (a.practice < b.practice ? -1 : 1));
}

const { compare: byName } = new Intl.Collator('en');

async function practiceReport(
  practice: string,
  counted: Counted,
  window: Window,
  { nameOf }: Names,
  limit: number,
): Promise<PracticeReport> {
  const keys = counted.next('list').filter((list) => list !== '');
  const lists = keys
    .map((key) => ({ key, name: nameOf(key) ?? key }))
    .toSorted((a, b) => byName(a.name, b.name) || (a.key < b.key ? -1 : 1));
  const table = cellsOf(counted, keys, window);
  const masks = await protect(table, limit);
  const shown = (id: string): Shown => masks.get(id) ?? table.cells.get(id)?.value ?? 0;
  return {
    practice,
    name: nameOf(practice) ?? practice,
    lists,
    ages: agesIn(counted),
    window,
    shown,
    share: ({ part, whole }) => shareOf(shown(part), shown(whole)),
    spread: (of) => (isNumber(shown(peopleOf(of))) ? spreadOf(distributionOf(of, counted)) : undefined),
  };
}

export function isNumber(shown: Shown): shown is number {
  return typeof shown === 'number';
}

function shareOf(part: Shown, whole: Shown): number | undefined {
  return isNumber(part) && isNumber(whole) && whole > 0 ? part / whole : undefined;
}

/** The cell with the number of people of whom a spread is. */
export function peopleOf(of: SpreadOf): string {
  if ('list' in of) return ids.listComputed(of.list);
  return 'age' in of ? ids.groupComputed(of.age, of.conditions) : ids.state(of.kind, 'computed');
}

function distributionOf(of: SpreadOf, counted: Counted) {
  if ('list' in of) return counted.distribution('gp', of.measure, 'list', of.list);
  if (!('age' in of)) return counted.distribution(of.kind, of.measure, all);
  const ages = of.age === all ? counted.next('index', 'gp', 'upc', 'group') : [of.age];
  const each = ages.flatMap((age) =>
    (of.conditions === all ? counted.next('index', 'gp', 'upc', 'group', age) : [of.conditions]).map((conditions) =>
      counted.distribution('gp', 'upc', 'group', age, conditions),
    ),
  );
  const sums = new Map<number, number>();
  for (const [value, people] of each.flat()) sums.set(value, (sums.get(value) ?? 0) + people);
  return [...sums];
}
