import type {
  Extension,
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  Quantity,
} from '@medplum/fhirtypes';
import { isoDay } from '../../../history/calendar.ts';
import { conditionBands } from '../bands.ts';
import { all, ids, leastShares } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { firstDay } from '../window.ts';
import type { MeasureId } from './measures.ts';

type Population = 'initial-population' | 'denominator' | 'numerator' | 'measure-population';
type Stratifier = NonNullable<MeasureReportGroup['stratifier']>[number];

/** Cells of a proportion: how many, of how many. */
interface Proportion {
  readonly part: string;
  readonly whole: string;
}

const masked: readonly Extension[] = [
  { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' },
];

/**
 * A practice's figures as FHIR R4 MeasureReports of type summary: one a measure and month, or one for all months. `Measure`s
 * are in fhir-profiles/. A number that is not printed is absent with the reason `masked`, and so is the score that it makes.
 */
export function measureReportsOf(report: PracticeReport, withLists: boolean): readonly MeasureReport[] {
  const { months } = report.window;
  return [...monthlyReports(report, withLists), ...overallReports(report)].map((one, i) => ({
    ...one,
    id: `${i + 1}`.padStart(String(months.length).length + 3, '0'),
  }));
}

function monthlyReports(report: PracticeReport, withLists: boolean): readonly MeasureReport[] {
  return report.window.months.flatMap((month) =>
    (['slicc', 'opr'] as const).map((measure) => {
      const cellsOf = (list: string): Proportion => {
        const whole = ids.monthly(measure === 'slicc' ? 'visits' : 'ofGp', month, list);
        return { part: ids.monthly('own', month, list), whole };
      };
      const lists = report.lists.map(({ key, name }) => ({ name, ...proportion(report, cellsOf(key)) }));
      const stratifier = withLists && lists.length > 0 ? [strata('list', lists)] : [];
      const period = { start: isoDay(firstDay(month, 0)), end: isoDay(firstDay(month, 1) - 1) };
      return reportOf(report, measure, period, {
        ...proportion(report, cellsOf(all)),
        ...(stratifier.length > 0 && { stratifier }),
      });
    }),
  );
}

function overallReports(report: PracticeReport): readonly MeasureReport[] {
  const { from, to } = report.window;
  const period = { start: isoDay(from), end: isoDay(to - 1) };
  const upc = overGroups(report, (age, conditions) => meanUpc(report, age, conditions));
  const reached = leastShares.map((least) => {
    const group = overGroups(report, (age, conditions) =>
      proportion(report, {
        part: ids.groupReached(age, conditions, least),
        whole: ids.groupComputed(age, conditions),
      }),
    );
    return reportOf(report, least === '0.4' ? 'upc-40' : 'upc-70', period, group);
  });
  const departed = (['seen', 'same-twice'] as const).map((what) => {
    const cells = { part: ids.departed(what, 'true'), whole: ids.departed(what, all) };
    const measure = what === 'seen' ? 'seen-after-departure' : 'same-gp-after-departure';
    return reportOf(report, measure, period, proportion(report, cells));
  });
  return [reportOf(report, 'upc', period, upc), ...reached, ...departed];
}

/** The group of everyone, with the same by age, by long-term conditions, and by both. */
function overGroups(
  { ages }: PracticeReport,
  groupOf: (age: string, conditions: string) => Counted,
): MeasureReportGroup {
  const both = ages.flatMap((age) => conditionBands.map((conditions) => [age, conditions] as const));
  return {
    ...groupOf(all, all),
    stratifier: [
      strata(
        'age',
        ages.map((age) => ({ name: age, ...groupOf(age, all) })),
      ),
      strata(
        'long-term conditions',
        conditionBands.map((band) => ({ name: band, ...groupOf(all, band) })),
      ),
      strata(
        'age and long-term conditions',
        both.map(([age, band]) => ({ name: `${age}; ${band}`, ...groupOf(age, band) })),
      ),
    ],
  };
}

function reportOf(
  { practice, name }: PracticeReport,
  measure: MeasureId,
  period: { readonly start: string; readonly end: string },
  group: MeasureReportGroup,
): MeasureReport {
  return {
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'summary',
    measure: `https://secure-base.org/fhir/Measure/${measure}`,
    date: period.end,
    reporter: { ...(/^Organization\/[\w.-]+$/.test(practice) && { reference: practice }), display: name },
    period,
    group: [group],
  };
}

/** A group or stratum: its counts, and the score that they make. */
interface Counted {
  readonly population: MeasureReportGroupPopulation[];
  readonly measureScore: Quantity;
}

function proportion(report: PracticeReport, cells: Proportion): Counted {
  const population = [countOf(report, 'denominator', cells.whole), countOf(report, 'numerator', cells.part)];
  return { population, measureScore: score(report.share(cells)) };
}

function meanUpc(report: PracticeReport, age: string, conditions: string): Counted {
  const population = [
    ...(age === all && conditions === all ? [countOf(report, 'initial-population', ids.people('included'))] : []),
    countOf(report, 'measure-population', ids.groupComputed(age, conditions)),
  ];
  return { population, measureScore: score(report.spread({ age, conditions })?.mean) };
}

function countOf({ shown }: PracticeReport, code: Population, id: string): MeasureReportGroupPopulation {
  const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/measure-population', code }];
  const count = shown(id);
  return { code: { coding }, ...(isNumber(count) ? { count } : { _count: { extension: masked } }) };
}

function score(value: number | undefined): Quantity {
  if (value === undefined) return { extension: [...masked] };
  return { value: Number(value.toFixed(4)), system: 'http://unitsofmeasure.org', code: '1' };
}

function strata(name: string, groups: readonly (Counted & { readonly name: string })[]): Stratifier {
  return {
    code: [{ text: name }],
    stratum: groups.map(({ name: text, population, measureScore }) => ({ value: { text }, population, measureScore })),
  };
}
