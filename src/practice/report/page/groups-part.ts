import { type Bar, type BarGroup, barChart } from '../../../pages/charts/bar-chart.ts';
import { figureOf } from '../../../pages/charts/svg.ts';
import { conditionBands } from '../bands.ts';
import { all, ids } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { folded, htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';

/** Who sees one GP most of the time, by age and long-term conditions: together, or where little of that is printed apart. */
export function groupsPart(report: PracticeReport, phrases: Phrases): string {
  const { words, wording } = phrases;
  const name = { labelledBy: 'groups', describedBy: 'groups-about' };
  const together = report.ages.map((age) => ({
    heading: ageInWords(age, phrases),
    bars: barsOf(
      conditionBands.map((band) => [age, band, conditionsInWords(band, phrases)] as const),
      report,
      phrases,
    ),
  }));
  const bars = together.flatMap((group) => group.bars);
  const isApart = bars.filter(({ value }) => value === undefined).length > bars.length / 2;
  const groups = isApart ? groupsApart(report, phrases) : together;
  return [
    heading(name.labelledBy, message(report, phrases)),
    note(name.describedBy, words.format(wording.groups.about, { apart: isApart ? 'yes' : 'no' })),
    figureOf((width) => barChart({ groups, shareLabel: phrases.percent }, name, width)),
    folded(wording.numbers, table(report, phrases)),
  ].join('');
}

function groupsApart(report: PracticeReport, phrases: Phrases): readonly BarGroup[] {
  const { age: ofAge, conditions } = phrases.wording.columns;
  const ages = report.ages.map((age) => [age, all, ageInWords(age, phrases)] as const);
  const bands = conditionBands.map((band) => [all, band, conditionsInWords(band, phrases)] as const);
  return [
    { heading: ofAge, bars: barsOf(ages, report, phrases) },
    { heading: conditions, bars: barsOf(bands, report, phrases) },
  ];
}

/** A bar for each group in which anybody is. */
function barsOf(
  groups: readonly (readonly [age: string, conditions: string, label: string])[],
  report: PracticeReport,
  phrases: Phrases,
): readonly Bar[] {
  return groups
    .filter(([age, band]) => report.shown(ids.groupComputed(age, band)) !== 0)
    .map(([age, band, label]) => {
      return { label, value: meanOf(age, band, report), text: textOf(age, band, report, phrases) };
    });
}

function ageInWords(age: string, { words, wording }: Phrases): string {
  return words.format(wording.groups.age, { age: age.replace('-', '–') });
}

function conditionsInWords(band: string, { words, wording }: Phrases): string {
  return words.format(wording.groups.conditions, { band });
}

/** Mean UPC of a group. */
function meanOf(age: string, conditions: string, { spread }: PracticeReport): number | undefined {
  return spread({ age, conditions })?.mean;
}

function textOf(age: string, conditions: string, report: PracticeReport, phrases: Phrases): string {
  const { words, wording, percent } = phrases;
  const of = report.shown(ids.groupComputed(age, conditions));
  const share = meanOf(age, conditions, report);
  if (share === undefined || !isNumber(of)) return wording.withheld;
  return words.format(wording.groups.of, { share: percent(share), of });
}

function message(report: PracticeReport, { words, wording, percent }: Phrases): string {
  const [many, none] = [meanOf(all, '3+', report), meanOf(all, '0', report)];
  if (many === undefined || none === undefined) return wording.groups.heading;
  return words.format(wording.groups.message, { many: percent(many), none: percent(none) });
}

function table(report: PracticeReport, phrases: Phrases): string {
  const { wording, count, percent, index } = phrases;
  const { age: years, conditions, computed, mean, median, atLeast40, atLeast70 } = wording.columns;
  const groups = [...report.ages, all].flatMap((age) => [...conditionBands, all].map((band) => ({ age, band })));
  const rows = groups.map(({ age, band }) => {
    const spread = report.spread({ age, conditions: band });
    const reached = (least: '0.4' | '0.7') =>
      percent(report.share({ part: ids.groupReached(age, band, least), whole: ids.groupComputed(age, band) }), 1);
    return [
      age === all ? wording.all : ageInWords(age, phrases),
      band === all ? wording.all : conditionsInWords(band, phrases),
      count(report.shown(ids.groupComputed(age, band))),
      ...[index(spread?.mean), index(spread?.median), reached('0.4'), reached('0.7')],
    ];
  });
  return htmlTable('groups', [years, conditions, computed, mean, median, atLeast40, atLeast70], rows);
}
