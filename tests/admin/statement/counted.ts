import fc from 'fast-check';
import { createStatementReader, type StatementSources } from '#src/admin/statement/read-statement.ts';
import type { Statement } from '#src/admin/statement/statement.ts';
import { protect } from '#src/small-numbers/protect.ts';
import type { ReviewLine, Summary, SummaryLine } from '#src/store/summary.ts';

export const weekMs = 7 * 24 * 60 * 60 * 1000;
/** A Monday on which a period of four weeks begins: 742 of them after the first. */
export const monday = 4 * 24 * 60 * 60 * 1000 + 742 * 4 * weekMs;
/** When that period is printed. */
export const printing = monday + 5 * weekMs;

/** Everything that a store counts. */
export interface Counts extends Summary {
  readonly review: readonly ReviewLine[];
}

export const nothing: Counts = { weeks: [], lines: [], silent: [], clients: [], review: [] };

/** One detection in one week, with what differs. */
export function line(difference: Partial<SummaryLine> = {}): SummaryLine {
  const none = { findings: 0, shown: 0, held: {}, accepted: 0, overridden: {}, ignored: 0 };
  return { week: monday, code: 'first-meeting', ...none, ...difference };
}

/** A store that holds these counts, as far as they lie in the weeks that are asked for. */
export function storeOf(counts: Counts): StatementSources['store'] {
  const within =
    (from = 0, until = Infinity) =>
    (one: { readonly week: number }) =>
      one.week >= from && one.week < until;
  return {
    summary: async (from, bounds) => ({
      weeks: counts.weeks.filter(within(from, bounds?.until)),
      lines: counts.lines.filter(within(from, bounds?.until)),
      silent: counts.silent.filter(within(from, bounds?.until)),
      // Those of these tests are of the first period.
      clients: [{ week: monday }].some(within(from, bounds?.until)) ? counts.clients : [],
    }),
    countAnswersByReason: async (_, from = 0, bounds) =>
      [{ week: monday }].some(within(from, bounds?.until)) ? counts.review : [],
    listRetirements: async () => [],
  };
}

/** What is printed of these counts. */
export function statementOf(counts: Counts, now = printing, hide = protect): Promise<Statement> {
  return createStatementReader({ store: storeOf(counts), protection: { protect: hide }, keepDays: 400 })(now);
}

const small = (max = 12) => fc.integer({ min: 0, max });
const reasons = ['facts-wrong', 'unkind-wording', 'not-now', ''] as const;

/** A line of one week and detection in which the numbers add up as a store's do. */
const lines = (week: number, code: string) =>
  fc
    .tuple(
      small(),
      small(4),
      fc.record({ accepted: small(6), ignored: small(9) }),
      fc.array(small(5), { minLength: 4, maxLength: 4 }),
    )
    .chain(([budget, again, { accepted, ignored }, by]) => {
      const overridden = Object.fromEntries(reasons.flatMap((reason, i) => (by[i] ? [[reason, by[i]]] : [])));
      const shown = accepted + ignored + by.reduce((all, one) => all + one, 0);
      const held = budget === 0 ? {} : { budget, 'over-limit': again };
      const findings = shown + budget + (budget === 0 ? 0 : again) + again;
      return fc.constant({ week, code, findings, shown, held, accepted, overridden, ignored });
    });

const codes = ['bereavement', 'first-meeting', 'gone-quiet'] as const;

/** Counts of one period: a few detections in a few weeks, each version of whose words somebody may have found unkind. */
export const someCounts: fc.Arbitrary<Counts> = fc
  .record({
    openings: fc.array(small(40), { minLength: 4, maxLength: 4 }),
    lines: fc.tuple(
      ...codes.flatMap((code) => [0, 1].map((n) => fc.option(lines(monday + n * weekMs, code), { nil: undefined }))),
    ),
    silent: fc.tuple(...codes.slice(0, 2).map((code) => fc.option(lines(monday, code), { nil: undefined }))),
    clients: fc.array(
      fc.tuple(small(30), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        maxLength: 2,
      },
    ),
    split: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ openings, lines: own, silent, clients, split }) => {
    const kept = own.filter((one) => one !== undefined);
    return {
      weeks: openings.flatMap((count, i) => (count === 0 ? [] : [{ week: monday + i * weekMs, openings: count }])),
      lines: kept,
      silent: silent.filter((one) => one !== undefined),
      clients: clients.map(([more, first, second], i) => {
        const count = more + (i === 0 ? openings.reduce((all, one) => all + one, 0) : 0);
        const late = Math.round(count * first);
        const unread = [
          { part: 'roles', why: 'timeout', openings: late },
          { part: 'roles', why: 'refused', openings: Math.round((count - late) * second) },
        ];
        return {
          client: `https://ehr-${i}.example.org`,
          openings: count,
          unread: unread.filter((one) => one.openings > 0),
        };
      }),
      review: reviewOf(kept, split),
    };
  });

/** The cards for review of these lines, a share of them of an earlier version. */
function reviewOf(own: readonly SummaryLine[], split: number): readonly ReviewLine[] {
  return codes.flatMap((code) =>
    (['facts-wrong', 'unkind-wording'] as const).flatMap((reason) => {
      const all = own
        .filter((one) => one.code === code)
        .reduce((total, { overridden }) => total + (overridden[reason] ?? 0), 0);
      const former = Math.round(all * split);
      const counted = [
        { code, version: '1.former', reason, cards: former },
        { code, version: '2.present', reason, cards: all - former },
      ];
      return counted.filter(({ cards }) => cards > 0);
    }),
  );
}
