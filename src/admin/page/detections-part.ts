import { trend } from '../../pages/charts/trend.ts';
import type { PeriodStatement, Statement } from '../statement/statement.ts';
import { heading, note, type Phrases } from './phrases.ts';
import { type Cell, number, table } from './table.ts';

type Counted = Omit<PeriodStatement['detections'][number], 'code'>;

/** Each detection in the newest period, and its rate in all of them. */
export function detectionsPart({ periods }: Statement, period: PeriodStatement, phrases: Phrases): string {
  const { words, wording, title, compare } = phrases;
  const { columns } = wording.detections;
  const about = words.format(wording.detections.about, { periods: periods.length });
  const byTitle = period.detections.toSorted((a, b) => compare(title(a.code), title(b.code)));
  const rows = byTitle.map((one) => {
    const rates = periods.map(({ detections }) => detections.find(({ code }) => code === one.code)?.per100);
    return rowOf(title(one.code), one, rates, phrases);
  });
  const all = rowOf(
    wording.detections.all,
    period,
    periods.map(({ per100 }) => per100),
    phrases,
  );
  const counts = [columns.found, columns.held, columns.shown, columns.accepted, columns.overridden, columns.unanswered];
  const heads = [columns.name, number(columns.per100), columns.trend, ...counts.map(number)];
  return [
    heading('detections', wording.detections.heading),
    note('detections-about', about),
    table({ labelledBy: 'detections', columns: heads, rows, all }),
  ].join('');
}

function rowOf(
  name: string,
  { per100, found, held, shown, accepted, overridden, unanswered }: Counted,
  rates: readonly (number | undefined)[],
  { words, wording, rate, count }: Phrases,
): readonly Cell[] {
  const values = words.format(wording.detections.trend, { values: rates.map(rate).join(' · ') });
  const counts = [found, held, shown, accepted, overridden, unanswered].map((one) => number(count(one)));
  return [name, number(rate(per100)), { markup: trend(rates, values) }, ...counts];
}
