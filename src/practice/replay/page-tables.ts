import type { Words } from '../../cards/words.ts';
import { text } from '../../pages/html.ts';
import type { Printed } from './small-numbers.ts';
import type { FigureRow, PrintedFigure, ReasonRow, ReplayTables } from './tables.ts';

/** Headings and reasons are sentences beside figures: on paper they need more than one line. */
const wrapped = ' style="white-space:normal"';

/** The tables of the page as markup: by detection, by reason, by week. */
export function tablesOfPage(tables: ReplayTables, limit: number, words: Words): readonly string[] {
  const { byCode, byReason, byWeek, all, columns } = words.wording.practiceReplay;
  const hasSet = tables.total.set !== undefined;
  const figures = ({ now, set }: FigureRow) =>
    [now.cards, now.held, ...(set === undefined ? [] : [set.cards, set.held])].map((one) => both(one, limit, words));
  const heads = headsOf(['cards', 'held'], hasSet, words);
  const byCodeRows = [tables.total, ...tables.byCode].map((row) =>
    cells([row.code === undefined ? all : words.wording.descriptions[row.code].title, ...figures(row)]),
  );
  const byWeekRows = tables.byWeek.map((row) => {
    const openings = cell(row.openings, limit, words);
    return cells([words.date(row.week ?? 0), openings, words.number(row.clinicians), ...figures(row)]);
  });
  const reasonHeads = [columns.code, columns.reason, ...headsOf(['held'], hasSet, words)];
  return [
    table(byCode, [columns.code, ...heads], byCodeRows),
    table(byReason, reasonHeads, reasonRows(tables.byReason, limit, words)),
    table(byWeek, [columns.week, columns.openings, columns.clinicians, ...heads], byWeekRows),
  ];
}

/** A detection stands before the first of its reasons, and holds for all. */
function reasonRows(rows: readonly ReasonRow[], limit: number, words: Words): readonly string[] {
  const { wording } = words;
  return [...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, own]) =>
    own.map(({ reason, now, set }, index) => {
      const title = `<th scope="rowgroup" rowspan="${own.length}"${wrapped}>${text(wording.descriptions[code].title)}</th>`;
      const counts = [now, ...(set === undefined ? [] : [set])].map((one) => both(one, limit, words));
      return `${index === 0 ? title : ''}<td${wrapped}>${text(wording.practiceReplay.reasons[reason])}</td>${cells(counts)}`;
    }),
  );
}

function headsOf(names: readonly ('cards' | 'held')[], hasSet: boolean, { wording, format }: Words): readonly string[] {
  const { columns, withSetting } = wording.practiceReplay;
  const own = names.map((name) => columns[name]);
  return hasSet ? [...own, ...own.map((column) => format(withSetting, { column }))] : own;
}

/** `1,740 (17.3)`: a count, and how many that is in 100 openings. */
function both({ count, rate: own }: PrintedFigure, limit: number, words: Words): string {
  return own === 'few' ? cell(count, limit, words) : `${cell(count, limit, words)}\u00a0(${rate(own, words)})`;
}

/** A count as text. */
export function cell(value: Printed, limit: number, { number, format, wording }: Words): string {
  return value === 'few' ? format(wording.practiceReplay.few, { limit: String(limit) }) : number(value);
}

/** A number in 100 as text. */
export function rate(value: Printed, { format }: Words): string {
  return value === 'few' ? '–' : format('{value, number, ::.0}', { value });
}

function cells(texts: readonly string[]): string {
  return texts.map((one) => `<td>${text(one)}</td>`).join('');
}

function table(heading: string, columns: readonly string[], rows: readonly string[]): string {
  const head = columns.map((one) => `<th scope="col"${wrapped}>${text(one)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row}</tr>`).join('\n');
  return `<h2>${text(heading)}</h2><div class="wide" tabindex="0" role="region" aria-label="${text(heading)}"><table style="font-size:.9rem"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
