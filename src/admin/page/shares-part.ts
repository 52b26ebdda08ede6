import { type Count, isPrinted, type PeriodStatement } from '../statement/statement.ts';
import { heading, named, note, type Phrases } from './phrases.ts';
import { bar, number, table } from './table.ts';

/** Why findings were held back. */
export function heldPart({ heldBy }: PeriodStatement, phrases: Phrases): string {
  const { heading: title, about, columns } = phrases.wording.held;
  if (heldBy.length === 0) return '';
  return [
    heading('held', title),
    note('held-about', about),
    heldTable('held', [columns.rule, columns.findings], heldBy, phrases),
  ].join('');
}

/** The rules that held findings back, with a bar for each number. */
export function heldTable(
  labelledBy: string,
  heads: readonly [rule: string, findings: string],
  heldBy: PeriodStatement['heldBy'],
  phrases: Phrases,
): string {
  const { wording, compare } = phrases;
  const rows = heldBy
    .map(({ rule, findings }) => ({ name: named(wording.held.rules, rule), count: findings }))
    .toSorted((a, b) => compare(a.name, b.name));
  return barTable(labelledBy, heads, rows, phrases);
}

/** What clinicians answered, and how often nothing. */
export function answersPart({ accepted, unanswered, answers }: PeriodStatement, phrases: Phrases): string {
  const { words, wording } = phrases;
  const texts = wording.answers;
  const names = { ...words.wording.overrideReasons, ...texts.reasons };
  const rows = [
    { name: texts.accepted, count: accepted },
    ...answers.map(({ reason, cards }) => ({ name: names[reason], count: cards })),
    { name: texts.unanswered, count: unanswered },
  ];
  return [
    heading('answers', texts.heading),
    note('answers-about', texts.about),
    barTable('answers', [texts.columns.answer, texts.columns.cards], rows, phrases),
  ].join('');
}

function barTable(
  labelledBy: string,
  [name, counted]: readonly [string, string],
  rows: readonly { readonly name: string; readonly count: Count }[],
  { count }: Phrases,
): string {
  const most = Math.max(1, ...rows.flatMap((row) => (isPrinted(row.count) ? row.count : [])));
  return table({
    labelledBy,
    columns: [name, number(counted), ''],
    rows: rows.map((row) => [
      row.name,
      number(count(row.count)),
      bar(isPrinted(row.count) ? row.count / most : undefined),
    ]),
  });
}
