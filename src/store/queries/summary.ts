import type { Kysely } from 'kysely';
import { mayBeBefore, mayBeSince } from '../month.ts';
import { ruleInSilence } from '../silent-rule.ts';
import type { ReviewLine, Summary, SummaryBounds, SummaryLine } from '../summary.ts';
import type { Tables } from '../tables.ts';
import { rankedFeedback } from './feedback.ts';
import { readUnread } from './unread.ts';

type Mutable = { -readonly [K in keyof SummaryLine]: SummaryLine[K] } & {
  held: Record<string, number>;
  overridden: Record<string, number>;
};

/** Later than any time that a store holds. */
const latest = Number.MAX_SAFE_INTEGER;
/** No end. */
const never: SummaryBounds = { until: latest, answeredFrom: 0, answeredBefore: latest };

export async function summarise(db: Kysely<Tables>, from: number, end = never): Promise<Summary> {
  const [lines, silent] = [collectLines(), collectLines()];
  for (const { rule, ...row } of await talliesIn(db, from, end)) {
    const inSilence = ruleInSilence(rule);
    const line = (inSilence === undefined ? lines : silent).lineFor(row);
    const why = inSilence ?? rule;
    if (why === '') line.findings = row.amount;
    else line.held[why] = row.amount;
  }
  for (const row of await silentByWeek(db, from, end)) silent.lineFor(row).shown = row.cards;
  for (const row of await outcomesByWeek(db, from, end)) {
    const line = lines.lineFor(row);
    line.shown += row.cards;
    if (row.outcome === null) line.ignored += row.cards;
    else if (row.outcome === 'accepted') line.accepted += row.cards;
    else line.overridden[row.reason ?? ''] = (line.overridden[row.reason ?? ''] ?? 0) + row.cards;
  }
  return {
    weeks: await openingsByWeek(db, from, end),
    lines: lines.sorted(),
    silent: silent.sorted().map(({ week, code, findings, shown, held }) => ({ week, code, findings, shown, held })),
    clients: await readUnread(db, from, end.until),
  };
}

/** Lines by week and code, each made when it is first asked for. */
function collectLines() {
  const lines = new Map<string, Mutable>();
  return {
    lineFor: ({ week, code }: Pick<SummaryLine, 'week' | 'code'>): Mutable => {
      const key = `${week} ${code}`;
      const line = lines.get(key) ?? emptyLine(week, code);
      lines.set(key, line);
      return line;
    },
    sorted: (): Mutable[] => [...lines.values()].sort((a, b) => a.week - b.week || (a.code < b.code ? -1 : 1)),
  };
}

function emptyLine(week: number, code: string): Mutable {
  return { week, code, findings: 0, shown: 0, held: emptyCounts(), accepted: 0, overridden: emptyCounts(), ignored: 0 };
}

/** Without a prototype: a reason is the caller's text and could be `__proto__`. */
function emptyCounts(): Record<string, number> {
  return Object.create(null);
}

function talliesIn(db: Kysely<Tables>, from: number, { until }: SummaryBounds) {
  return db.selectFrom('tallies').selectAll().where('week', '>=', from).where('week', '<', until).execute();
}

function openingsByWeek(db: Kysely<Tables>, from: number, { until }: SummaryBounds) {
  const read = db
    .selectFrom('openings')
    .select(({ fn }) => ['week', fn.countAll<number>().as('openings')])
    .where('week', '>=', from)
    .where(mayBeSince('opening', from))
    .groupBy('week')
    .orderBy('week');
  // Without an end no month is left out, and the id of no opening need be looked at for it.
  const ended = until === never.until ? read : read.where('week', '<', until).where(mayBeBefore('opening', until));
  return ended.execute();
}

function silentByWeek(db: Kysely<Tables>, from: number, { until }: SummaryBounds) {
  return db
    .selectFrom('silent_showings')
    .select(({ fn }) => ['week', 'code', fn.countAll<number>().as('cards')])
    .where('week', '>=', from)
    .where('week', '<', until)
    .groupBy(['week', 'code'])
    .execute();
}

function outcomesByWeek(db: Kysely<Tables>, from: number, end: SummaryBounds) {
  return showingsWithLatestFeedback(db, from, end)
    .select(({ fn }) => ['s.week', 's.code', 'a.outcome', 'a.reason', fn.countAll<number>().as('cards')])
    .groupBy(['s.week', 's.code', 'a.outcome', 'a.reason'])
    .execute();
}

export async function countAnswersByReason(
  db: Kysely<Tables>,
  reasons: readonly string[],
  from = 0,
  end = never,
): Promise<readonly ReviewLine[]> {
  if (reasons.length === 0) return [];
  const rows = await showingsWithLatestFeedback(db, from, end)
    .select(({ fn }) => ['s.code', 's.version', 'a.reason', fn.countAll<number>().as('cards')])
    .where('a.outcome', '=', 'overridden')
    .where('a.reason', 'in', reasons)
    .groupBy(['s.code', 's.version', 'a.reason'])
    .orderBy('s.code')
    .orderBy('s.version')
    .orderBy('a.reason')
    .execute();
  return rows.map(({ code, version, reason, cards }) => ({ code, version, reason: reason ?? '', cards }));
}

function showingsWithLatestFeedback(
  db: Kysely<Tables>,
  from: number,
  { until, answeredFrom, answeredBefore }: SummaryBounds,
) {
  return db
    .with('ranked', () =>
      rankedFeedback(db).where('feedback.received', '>=', answeredFrom).where('feedback.received', '<', answeredBefore),
    )
    .selectFrom('showings as s')
    .leftJoin('ranked as a', (join) =>
      join.onRef('a.tenant', '=', 's.tenant').onRef('a.card', '=', 's.card').on('a.place', '=', 1),
    )
    .where('s.week', '>=', from)
    .where('s.week', '<', until);
}
