import type { Words } from '../../cards/words.ts';
import { type Day, isoDay } from '../../history/calendar.ts';
import { lineChart } from '../../pages/charts/line-chart.ts';
import { figureOf } from '../../pages/charts/svg.ts';
import { page, text } from '../../pages/html.ts';
import type { OpenedAt } from './options.ts';
import { cell, rate, tablesOfPage } from './page-tables.ts';
import type { FigureRow, PrintedFigure, ReplayTables } from './tables.ts';

/** What the page of a replay shows. */
export interface ReplayPage {
  readonly tables: ReplayTables;
  readonly from: Day;
  readonly to: Day;
  readonly openedAt: OpenedAt['kind'];
  /** The changed settings, as they were typed. */
  readonly changes: readonly string[];
  /** Counts of fewer people are withheld; 0 for none. */
  readonly limit: number;
  readonly cardsPer100: number;
  readonly limits: readonly string[];
}

/** `replay.html`: one file without script. */
export function replayPage(replay: ReplayPage, words: Words): string {
  const { title, rounded, judge, openedAt, limits } = words.wording.practiceReplay;
  const few = replay.limit > 0 ? [words.format(rounded, { limit: String(replay.limit), few: `<${replay.limit}` })] : [];
  const content = [
    ...introOf(replay, words).map(paragraph),
    paragraph(openedAt[replay.openedAt]),
    chartOf(replay, words),
    ...tablesOfPage(replay.tables, replay.limit, words),
    ...few.map(paragraph),
    `<h2>${text(limits.heading)}</h2><ul>${replay.limits.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`,
    paragraph(judge),
  ];
  return page({ language: words.language, title, content: content.join('\n') });
}

function introOf({ tables, from, to, changes, limit }: ReplayPage, words: Words): readonly string[] {
  const { about, result, resultSet } = words.wording.practiceReplay;
  const { total } = tables;
  const say = (message: string, { cards }: { readonly cards: PrintedFigure }) =>
    words.format(message, {
      cards: cell(cards.count, limit, words),
      rate: rate(cards.rate, words),
      changes: words.list(changes),
    });
  const opened = {
    openings: cell(total.openings, limit, words),
    clinicians: words.number(total.clinicians),
    from: words.date(from),
    to: words.date(to),
  };
  return [
    words.format(about, opened),
    say(result, total.now),
    ...(total.set === undefined ? [] : [say(resultSet, total.set)]),
  ];
}

function chartOf({ tables: { byWeek }, cardsPer100 }: ReplayPage, words: Words): string {
  const { chart, chartAlt, chartNow, chartSet, chartLimit } = words.wording.practiceReplay;
  const weeksOf = (pick: (row: FigureRow) => PrintedFigure | undefined) =>
    byWeek.map((row) => {
      const own = pick(row)?.rate ?? 'few';
      return { date: new Date(isoDay(row.week ?? 0)), value: own === 'few' ? undefined : own };
    });
  const now = weeksOf((row) => row.now.cards);
  const rates = now.flatMap(({ value }) => value ?? []);
  const heading = words.format(chart, {
    lowest: rates.length === 0 ? 'none' : rate(Math.min(...rates), words),
    highest: rates.length === 0 ? 'none' : rate(Math.max(...rates), words),
  });
  const hasSet = byWeek.some(({ set }) => set !== undefined);
  const changed = hasSet ? weeksOf((row) => row.set?.cards) : [];
  const lines = {
    dates: now.map(({ date }) => date),
    most: 1.1 * Math.max(1, cardsPer100, ...[...now, ...changed].flatMap(({ value }) => value ?? [])),
    series: [{ label: chartNow, points: now }, ...(hasSet ? [{ label: chartSet, points: changed }] : [])],
    ...(cardsPer100 > 0 && { limit: { label: chartLimit, value: cardsPer100 } }),
    dateLabel: (date: Date) => words.shortDay(date),
    valueLabel: words.number,
  };
  const name = { labelledBy: 'chart', describedBy: 'chart-text' };
  const figure = figureOf((width) => lineChart(lines, name, width));
  return `<h2 id="chart">${text(heading)}</h2>${figure}<p class="soft" id="chart-text">${text(chartAlt)}</p>`;
}

function paragraph(content: string): string {
  return `<p>${text(content)}</p>`;
}
