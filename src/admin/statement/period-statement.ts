import type { CellTable, Masks } from '../../small-numbers/cells.ts';
import type { ReviewLine, Summary } from '../../store/summary.ts';
import { ids, type Measure, silent } from './cells.ts';
import { type Period, weekMs } from './periods.ts';
import { type ClientStatement, type Count, isPrinted, type PeriodStatement, per100 } from './statement.ts';
import { answerReasons } from './sum-by-code.ts';

/** Numbers below this one are not printed. */
export const limit = 7;

/** What is counted in one period, its cells, and which of them are not printed. */
export interface CountedPeriod {
  readonly period: Period;
  readonly summary: Summary;
  readonly review: readonly ReviewLine[];
  readonly cells: CellTable;
  readonly masks: Masks;
}

type Print = (id: string) => Count;

/** A period as it is printed. */
export function periodStatement({ period, summary, review, cells, masks }: CountedPeriod): PeriodStatement {
  const print: Print = (id) => {
    const mask = masks.get(id);
    if (mask === undefined) return cells.cells.get(id)?.value ?? 0;
    return mask === 'small' ? `<${limit}` : `${limit}+`;
  };
  const openings = openingsIn(period, summary);
  const all = openings.every(isPrinted) ? openings.reduce((total, one) => total + one, 0) : undefined;
  const shown = print(ids.all('shown'));
  return {
    from: dateOf(period.from),
    to: dateOf(period.until - 1),
    openings: all,
    ...byMeasure((what) => print(ids.all(what))),
    per100: per100(shown, all),
    weeks: openings.map((count, i) => {
      const week = period.from + i * weekMs;
      return { week: dateOf(week), shown: print(ids.week(week)), per100: per100(print(ids.week(week)), count) };
    }),
    detections: codesOf(summary.lines).map((code) => ({
      code,
      ...byMeasure((what) => print(ids.code(what, code))),
      per100: per100(print(ids.code('shown', code)), all),
    })),
    heldBy: heldBy(summary.lines, (rule) => print(ids.why(rule))),
    answers: answerReasons.map((reason) => ({ reason, cards: print(ids.reason(reason)) })),
    review: review.map(({ code, version, reason }) => {
      return { code, version, reason, cards: print(ids.review({ code, version, reason })) };
    }),
    silent: silentStatement(summary, (id) => print(silent(id))),
    couldNotTell: summary.clients.map((client) => clientStatement(client, print)),
  };
}

/** The openings of each week as they were printed when it ended: each alone, since nothing else adds up to them. */
export function openingsIn(
  { from, until }: Pick<Period, 'from' | 'until'>,
  { weeks }: Pick<Summary, 'weeks'>,
): Count[] {
  return Array.from({ length: Math.round((until - from) / weekMs) }, (_, i) => {
    const openings = weeks.find(({ week }) => week === from + i * weekMs)?.openings ?? 0;
    return openings > 0 && openings < limit ? `<${limit}` : openings;
  });
}

export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function byMeasure(count: (what: Measure) => Count): Record<Measure, Count> {
  return {
    found: count('found'),
    held: count('held'),
    shown: count('shown'),
    accepted: count('accepted'),
    overridden: count('overridden'),
    unanswered: count('unanswered'),
  };
}

function codesOf(lines: readonly { readonly code: string }[]): readonly string[] {
  return [...new Set(lines.map(({ code }) => code))].sort();
}

function heldBy(lines: Summary['silent'], print: Print): PeriodStatement['heldBy'] {
  const rules = [...new Set(lines.flatMap(({ held }) => Object.keys(held)))].sort();
  return rules.map((rule) => ({ rule, findings: print(rule) }));
}

function silentStatement({ silent: lines }: Summary, print: Print): PeriodStatement['silent'] {
  const detections = codesOf(lines).map((code) => ({
    code,
    found: print(ids.code('found', code)),
    held: print(ids.code('held', code)),
    wouldHaveShown: print(ids.code('shown', code)),
  }));
  return { detections, heldBy: heldBy(lines, (rule) => print(ids.why(rule))) };
}

function clientStatement({ client, unread }: Summary['clients'][number], print: Print): ClientStatement {
  const openings = print(ids.client(client));
  const rows = unread.map(({ part, why }) => {
    const count = print(ids.unread(client, part, why));
    return { part, why, openings: count, per100: per100(count, openings) };
  });
  // In the order of their names: that of the numbers would say which of two that are not printed is greater.
  return { client, openings, unread: rows.toSorted((a, b) => (`${a.part} ${a.why}` < `${b.part} ${b.why}` ? -1 : 1)) };
}
