import { parseDay } from '../../history/calendar.ts';
import { lineChart } from '../../pages/charts/line-chart.ts';
import { figureOf } from '../../pages/charts/svg.ts';
import { text } from '../../pages/html.ts';
import type { Statement } from '../statement/statement.ts';
import { heading, note, type Phrases } from './phrases.ts';
import { number, table } from './table.ts';

/** Cards in 100 openings, week by week, and the openings of the weeks since. */
export function weeksPart({ weeks, periods }: Statement, phrases: Phrases): string {
  const { wording, count, rate, date } = phrases;
  const shown = new Map(periods.flatMap((period) => period.weeks.map((one) => [one.week, one])));
  const name = { labelledBy: 'weeks', describedBy: 'weeks-about' };
  const points = [...shown.values()].map(({ week, per100 }) => ({ date: new Date(week), value: per100 }));
  const { columns } = wording.weeks;
  const rows = weeks.toReversed().map(({ week, openings }) => {
    const own = shown.get(week);
    return [date(week), number(count(openings)), number(count(own?.shown)), number(rate(own?.per100))];
  });
  const heads = [columns.week, ...[columns.openings, columns.shown, columns.per100].map(number)];
  return [
    heading(name.labelledBy, wording.weeks.heading),
    note(name.describedBy, wording.weeks.about),
    chartOf(points, name, phrases),
    `<details><summary>${text(wording.weeks.numbers)}</summary>${table({ labelledBy: name.labelledBy, columns: heads, rows })}</details>`,
  ].join('');
}

function chartOf(
  points: readonly { readonly date: Date; readonly value: number | undefined }[],
  name: { readonly labelledBy: string; readonly describedBy: string },
  { words, wording }: Phrases,
): string {
  const drawn = points.flatMap(({ value }) => value ?? []);
  if (drawn.length < 2) return '';
  const lines = {
    series: [{ label: wording.weeks.series, points }],
    dates: points.map(({ date }) => date),
    most: Math.max(1, Math.ceil(Math.max(...drawn) * 1.1)),
    dateLabel: (date: Date) => monthOf(date, words),
    valueLabel: words.number,
  };
  return figureOf((width) => lineChart(lines, name, width));
}

function monthOf(date: Date, words: Phrases['words']): string {
  const day = parseDay(date.toISOString().slice(0, 10)) ?? 0;
  return words.months([day], day);
}
