import { text } from '../../pages/html.ts';
import { reviewed } from '../statement/read-statement.ts';
import type { ClientStatement, PeriodStatement, Statement } from '../statement/statement.ts';
import { heading, named, note, type Phrases } from './phrases.ts';
import { heldTable } from './shares-part.ts';
import { type Cell, number, table } from './table.ts';

/** Cards that somebody called unkind or wrong, by the version of their words and rule. */
export function reviewPart({ review }: Statement, period: PeriodStatement | undefined, phrases: Phrases): string {
  const { words, wording, title, compare } = phrases;
  const { heading: name, about, none, columns } = wording.review;
  const byTitle = review.toSorted((a, b) => compare(title(a.code), title(b.code)));
  const cards = Map.groupBy(byTitle, ({ code, version }) => JSON.stringify([code, version]));
  const rows = [...cards.values()].map((lines) => reviewRow(lines, period, phrases));
  const heads = [
    columns.sentence,
    columns.version,
    ...reviewed.map((reason) => number(words.wording.overrideReasons[reason])),
  ];
  if (rows.length === 0) return `${heading('review', name)}<p>${text(none)}</p>`;
  return `${heading('review', name)}${note('review-about', about)}${table({ labelledBy: 'review', columns: heads, rows })}`;
}

type ReviewLine = Statement['review'][number];

function reviewRow(
  lines: readonly ReviewLine[],
  period: PeriodStatement | undefined,
  phrases: Phrases,
): readonly Cell[] {
  const { wording, title, version: current, sentence, count } = phrases;
  const { code = '', version = '' } = lines[0] ?? {};
  const isPresent = current(code) === version;
  const example = isPresent ? `<br><span class="soft">${text(sentence(code) ?? '')}</span>` : '';
  const { present, former, atOtherTimes } = wording.review;
  const counts = reviewed.map((reason) => {
    if (!lines.some((line) => line.reason === reason)) return number(wording.notPrinted);
    const own = period?.review.find((line) => line.code === code && line.version === version && line.reason === reason);
    return number(own === undefined ? atOtherTimes : count(own.cards));
  });
  return [
    { markup: `<span class="card">${text(title(code))}${example}</span>` },
    {
      markup: `${text(version.slice(0, shortVersion))}<br><span class="soft">${text(isPresent ? present : former)}</span>`,
    },
    ...counts,
  ];
}

/** Enough of a version to tell it from others of its detection: its number and the start of the digest of its words. */
const shortVersion = 6;

/** What silent detections would have shown. */
export function silentPart({ silent }: PeriodStatement, phrases: Phrases): string {
  const { wording, title, compare, count } = phrases;
  const { heading: name, about, columns, heldHeading } = wording.silent;
  if (silent.detections.length === 0) return '';
  const rows = silent.detections
    .toSorted((a, b) => compare(title(a.code), title(b.code)))
    .map(({ code, found, held, wouldHaveShown }) => [
      title(code),
      ...[found, held, wouldHaveShown].map((one) => number(count(one))),
    ]);
  const heads = [columns.name, ...[columns.found, columns.held, columns.wouldHaveShown].map(number)];
  const rule = [wording.held.columns.rule, wording.held.columns.findings] as const;
  return [
    heading('silent', name),
    note('silent-about', about),
    table({ labelledBy: 'silent', columns: heads, rows }),
    ...(silent.heldBy.length === 0
      ? []
      : [`<h3 id="silent-held">${text(heldHeading)}</h3>`, heldTable('silent-held', rule, silent.heldBy, phrases)]),
  ].join('');
}

/** For each client a table to send to whoever supplies that record system. */
export function couldNotTellPart({ couldNotTell }: PeriodStatement, phrases: Phrases): string {
  const { heading: name, about, none } = phrases.wording.couldNotTell;
  const tables = couldNotTell.map((client, i) => clientTable(client, `client-${i + 1}`, phrases));
  const all = tables.length === 0 ? `<p>${text(none)}</p>` : tables.join('');
  return `${heading('could-not-tell', name)}${note('could-not-tell-about', about)}${all}`;
}

function clientTable({ client, openings, unread }: ClientStatement, id: string, phrases: Phrases): string {
  const { words, wording, count, rate } = phrases;
  const { openings: sentence, none, columns } = wording.couldNotTell;
  const { parts, unread: reasons } = words.wording.explanations;
  const rows = unread.map((one) => [
    named(parts, one.part),
    named(reasons, one.why),
    ...[count(one.openings), rate(one.per100)].map(number),
  ]);
  const heads = [columns.part, columns.why, ...[columns.openings, columns.per100].map(number)];
  const counted = words.format(sentence, { openings: count(openings) });
  const list = rows.length === 0 ? `<p>${text(none)}</p>` : table({ labelledBy: id, columns: heads, rows });
  return `<h3 id="${id}">${text(client)}</h3><p class="soft">${text(counted)}</p>${list}`;
}

/** What is silent where. */
export function retiredPart({ retired }: Statement, phrases: Phrases): string {
  const { wording, title, date } = phrases;
  const { heading: name, about, none, columns, rules } = wording.retired;
  const rows = retired.map(({ code, tenant, since, rule }) => [title(code), tenant, date(since), named(rules, rule)]);
  const heads = [columns.name, columns.tenant, columns.since, columns.rule];
  if (rows.length === 0) return `${heading('retired', name)}<p>${text(none)}</p>`;
  return `${heading('retired', name)}${note('retired-about', about)}${table({ labelledBy: 'retired', columns: heads, rows })}`;
}

/** The periods before the newest, in all. */
export function earlierPart({ periods }: Statement, phrases: Phrases): string {
  const { wording, count, rate, date } = phrases;
  const { heading: name, columns } = wording.earlier;
  const { per100, found, held, shown, accepted, overridden, unanswered } = wording.detections.columns;
  const rows = periods
    .slice(0, -1)
    .toReversed()
    .map((one) => [
      date(one.from),
      ...[count(one.openings), rate(one.per100)].map(number),
      ...[one.found, one.held, one.shown, one.accepted, one.overridden, one.unanswered].map((n) => number(count(n))),
    ]);
  if (rows.length === 0) return '';
  const heads = [columns.openings, per100, found, held, shown, accepted, overridden, unanswered].map(number);
  return heading('earlier', name) + table({ labelledBy: 'earlier', columns: [columns.period, ...heads], rows });
}
