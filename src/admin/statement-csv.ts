import { stringify } from 'csv-stringify/sync';
import type { PeriodStatement, Statement } from './statement/statement.ts';

const columns = [
  ...['from', 'to', 'table', 'code', 'name', 'detail'],
  ...['openings', 'found', 'held', 'shown', 'per100', 'accepted', 'overridden', 'unanswered', 'count'],
] as const;

type Row = Partial<Record<(typeof columns)[number], string | number | undefined>>;

/**
 * Every number of the statement as CSV for spreadsheets and programs, printed or not as on the page: UTF-8 with its mark, so that
 * Excel reads names right; a text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection).
 */
export function statementCsv(statement: Statement, title: (code: string) => string): string {
  const weeks = statement.weeks.map(({ week, openings }): Row => ({ from: week, table: 'openings', openings }));
  const rows = [...weeks, ...statement.periods.flatMap((period) => periodRows(period, title))];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return stringify([columns, ...lines], { bom: true, escape_formulas: true });
}

function periodRows(period: PeriodStatement, title: (code: string) => string): readonly Row[] {
  const { from, to, openings, weeks, detections, heldBy, answers, review, silent, couldNotTell } = period;
  const counts = ({ found, held, shown, accepted, overridden, unanswered, per100 }: Counted) => {
    return { found, held, shown, accepted, overridden, unanswered, per100 };
  };
  const rows: readonly Row[] = [
    { table: 'all', openings, ...counts(period) },
    ...weeks.map(({ week, shown, per100 }) => ({ table: 'week', detail: week, shown, per100 })),
    ...detections.map((one) => ({ table: 'detection', code: one.code, name: title(one.code), ...counts(one) })),
    ...heldBy.map(({ rule, findings }) => ({ table: 'held', detail: rule, count: findings })),
    ...answers.map(({ reason, cards }) => ({ table: 'answer', detail: reason, count: cards })),
    ...review.map(({ code, version, reason, cards }) => {
      return { table: 'review', code, name: title(code), detail: `${reason} ${version}`, count: cards };
    }),
    ...silent.detections.map(({ code, found, held, wouldHaveShown }) => {
      return { table: 'silent', code, name: title(code), found, held, shown: wouldHaveShown };
    }),
    ...silent.heldBy.map(({ rule, findings }) => ({ table: 'silent held', detail: rule, count: findings })),
    ...couldNotTell.flatMap(({ client, openings: opened, unread }) => [
      { table: 'client', name: client, openings: opened },
      ...unread.map(({ part, why, openings: count, per100 }) => {
        return { table: 'could not tell', name: client, detail: `${part} ${why}`, count, per100 };
      }),
    ]),
  ];
  return rows.map((row) => ({ from, to, ...row }));
}

type Counted = Omit<PeriodStatement['detections'][number], 'code'>;
