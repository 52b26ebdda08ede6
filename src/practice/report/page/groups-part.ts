import { conditionBands } from '../bands.ts';
import { all, ids } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { barChart } from './bar-chart.ts';
import { folded, htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';
import { figureOf } from './svg.ts';

/** Who sees one GP most of the time, by age and long-term conditions. */
export function groupsPart(report: PracticeReport, phrases: Phrases): string {
  const { words, wording } = phrases;
  const name = { labelledBy: 'groups', describedBy: 'groups-about' };
  const groups = report.ages.map((age) => ({
    heading: words.format(wording.groups.age, { age: inWords(age) }),
    bars: conditionBands
      .filter((band) => report.shown(ids.groupComputed(age, band)) !== 0)
      .map((band) => ({
        label: words.format(wording.groups.conditions, { band }),
        value: report.share(cells(age, band)),
        text: textOf(age, band, report, phrases),
      })),
  }));
  return [
    heading(name.labelledBy, message(report, phrases)),
    note(name.describedBy, wording.groups.about),
    figureOf((width) => barChart(groups, name, width)),
    folded(wording.numbers, table(report, phrases)),
  ].join('');
}

function cells(age: string, conditions: string) {
  return { part: ids.groupReached(age, conditions, '0.4'), whole: ids.groupComputed(age, conditions) };
}

function textOf(age: string, conditions: string, report: PracticeReport, phrases: Phrases): string {
  const { words, wording, percent } = phrases;
  const of = report.shown(ids.groupComputed(age, conditions));
  const share = report.share(cells(age, conditions));
  if (share === undefined || !isNumber(of)) return wording.withheld;
  return words.format(wording.groups.of, { share: percent(share), of });
}

function message(report: PracticeReport, { words, wording, percent }: Phrases): string {
  const [many, none] = [report.share(cells(all, '3+')), report.share(cells(all, '0'))];
  if (many === undefined || none === undefined) return wording.groups.heading;
  return words.format(wording.groups.message, { many: percent(many), none: percent(none) });
}

/** With a dash between numbers. */
function inWords(age: string): string {
  return age.replace('-', '–');
}

function table(report: PracticeReport, { words, wording, count, percent, index }: Phrases): string {
  const { age: years, conditions, computed, mean, median, atLeast40, atLeast70 } = wording.columns;
  const groups = [...report.ages, all].flatMap((age) => [...conditionBands, all].map((band) => ({ age, band })));
  const rows = groups.map(({ age, band }) => {
    const spread = report.spread({ age, conditions: band });
    const reached = (least: '0.4' | '0.7') =>
      percent(report.share({ ...cells(age, band), part: ids.groupReached(age, band, least) }), 1);
    return [
      age === all ? wording.all : words.format(wording.groups.age, { age: inWords(age) }),
      band === all ? wording.all : words.format(wording.groups.conditions, { band }),
      count(report.shown(ids.groupComputed(age, band))),
      ...[index(spread?.mean), index(spread?.median), reached('0.4'), reached('0.7')],
    ];
  });
  return htmlTable('groups', [years, conditions, computed, mean, median, atLeast40, atLeast70], rows);
}
