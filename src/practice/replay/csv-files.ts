import { stringify } from 'csv-stringify/sync';
import { isoDay } from '../../history/calendar.ts';
import type { Printed } from './small-numbers.ts';
import type { PrintedFigure, ReplayTables } from './tables.ts';

/** `replay.csv`: every figure by detection and week; `all` stands for all of them, `<10` for a number that is withheld. */
export function figuresCsv({ total, byCode, byWeek, byCodeAndWeek }: ReplayTables, limit: number): string {
  const rows = [total, ...byCode, ...byWeek, ...byCodeAndWeek].map(
    ({ code = 'all', week, openings, clinicians, now, set }) => ({
      code,
      week: week === undefined ? 'all' : isoDay(week),
      openings: cell(openings, limit),
      clinicians,
      ...cells('cards', now.cards, limit),
      ...cells('held', now.held, limit),
      ...(set && cells('cards_changed', set.cards, limit)),
      ...(set && cells('held_changed', set.held, limit)),
    }),
  );
  return stringify(rows, { header: true });
}

/** `held.csv`: why findings were held back. */
export function reasonsCsv({ byReason }: ReplayTables, limit: number): string {
  const rows = byReason.map(({ code, reason, now, set }) => ({
    code,
    reason,
    ...cells('held', now, limit),
    ...(set && cells('held_changed', set, limit)),
  }));
  return rows.length === 0 ? 'code,reason\n' : stringify(rows, { header: true });
}

function cells(name: string, { count, rate }: PrintedFigure, limit: number): Readonly<Record<string, string>> {
  return {
    [name]: cell(count, limit),
    [`${name}_per_100_openings`]: rate === 'few' ? '' : rate.toFixed(2),
  };
}

function cell(value: Printed, limit: number): string {
  return value === 'few' ? `<${limit}` : String(value);
}
