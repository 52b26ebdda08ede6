import { type Share, wilson } from '../../../detectors/statistics.ts';
import { isoDay } from '../../../history/calendar.ts';
import { lineChart } from '../../../pages/charts/line-chart.ts';
import { figureOf } from '../../../pages/charts/svg.ts';
import { all, ids, type Monthly } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import { firstDay, type Month } from '../window.ts';
import { folded, htmlTable } from './html-table.ts';
import { heading, note, type Phrases } from './phrases.ts';

/** Months at either end that are compared. */
const compared = 3;

/** Seeing one's own GP, month by month. */
export function monthsPart(report: PracticeReport, phrases: Phrases): string {
  const { wording, percent } = phrases;
  const { months } = report.window;
  const name = { labelledBy: 'months', describedBy: 'months-about' };
  const series = (['visits', 'ofGp'] as const).map((whole) => ({
    label: whole === 'visits' ? wording.months.slicc : wording.months.opr,
    points: months.map((month) => ({ date: dateOf(month), value: report.share(cells(whole, month)) })),
  }));
  const lines = {
    series,
    band: { label: wording.months.chance, points: months.map((month) => bandOf(report, month)) },
    dates: months.map(dateOf),
    most: 1,
    dateLabel: monthLabel(phrases),
    valueLabel: (share: number) => percent(share),
  };
  const drawn = series.some(({ points }) => points.some(({ value }) => value !== undefined));
  return [
    heading(name.labelledBy, message(report, phrases)),
    note(name.describedBy, wording.months.about),
    drawn ? figureOf((width) => lineChart(lines, name, width)) : '',
    folded(wording.numbers, table(report, phrases)),
  ].join('');
}

function cells(whole: Monthly, month: string) {
  return { part: ids.monthly('own', month, all), whole: ids.monthly(whole, month, all) };
}

/** `May 2026`, in the language of the page. */
function monthLabel({ words: { language } }: Phrases): (date: Date) => string {
  return new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format;
}

function dateOf(month: Month): Date {
  return new Date(isoDay(firstDay(month, 0)));
}

/** Where a month with as many visits would lie by chance, if every month had the share of all months. */
function bandOf({ shown, share }: PracticeReport, month: Month) {
  const [visits, overall] = [shown(ids.monthly('visits', month, all)), share(cells('visits', all))];
  const date = dateOf(month);
  if (!isNumber(visits) || visits === 0 || overall === undefined) return { date };
  return { date, ...wilson({ with: overall * visits, of: visits }) };
}

/** How the last months compare with the first: different only where their intervals lie apart. */
function message({ shown, window: { months } }: PracticeReport, { words, wording, percent }: Phrases): string {
  const sum = (of: readonly Month[], what: Monthly) =>
    of.reduce<number | undefined>((total, month) => {
      const one = shown(ids.monthly(what, month, all));
      return total === undefined || !isNumber(one) ? undefined : total + one;
    }, 0);
  const shareIn = (of: readonly Month[]): Share | undefined => {
    const [own, visits] = [sum(of, 'own'), sum(of, 'visits')];
    return own === undefined || visits === undefined || visits === 0 ? undefined : { with: own, of: visits };
  };
  if (months.length < 2 * compared) return wording.months.heading;
  const [first, last] = [shareIn(months.slice(0, compared)), shareIn(months.slice(-compared))];
  if (first === undefined || last === undefined) return wording.months.heading;
  const [before, after] = [wilson(first), wilson(last)];
  const { rose, fell, steady } = wording.months;
  const turned = after.low > before.high ? rose : after.high < before.low ? fell : steady;
  return words.format(turned, { first: percent(first.with / first.of), last: percent(last.with / last.of) });
}

function table(report: PracticeReport, phrases: Phrases): string {
  const { wording, count, percent } = phrases;
  const label = monthLabel(phrases);
  const { month: of, people, visits, own, slicc, ofGp, opr } = wording.columns;
  const rows = report.window.months.map((month) => {
    const shown = (what: Monthly) => count(report.shown(ids.monthly(what, month, all)));
    return [
      ...[label(dateOf(month)), shown('people'), shown('visits'), shown('own')],
      ...[percent(report.share(cells('visits', month)), 1), shown('ofGp')],
      percent(report.share(cells('ofGp', month)), 1),
    ];
  });
  return htmlTable('months', [of, people, visits, own, slicc, ofGp, opr], rows);
}
