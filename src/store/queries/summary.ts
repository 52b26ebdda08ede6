import type { Kysely } from 'kysely';
import { mayBeSince } from '../month.ts';
import { ruleInSilence } from '../silent-rule.ts';
import type { ReviewLine, Summary, SummaryLine } from '../summary.ts';
import type { Tables } from '../tables.ts';
import { rankedFeedback } from './feedback.ts';
import { readUnread } from './unread.ts';

type Mutable = { -readonly [K in keyof SummaryLine]: SummaryLine[K] } & {
  held: Record<string, number>;
  overridden: Record<string, number>;
};

export async function summarise(db: Kysely<Tables>, from: number): Promise<Summary> {
  const [lines, silent] = [collectLines(), collectLines()];
  for (const { rule, ...row } of await db.selectFrom('tallies').selectAll().where('week', '>=', from).execute()) {
    const inSilence = ruleInSilence(rule);
    const line = (inSilence === undefined ? lines : silent).lineFor(row);
    const why = inSilence ?? rule;
    if (why === '') line.findings = row.amount;
    else line.held[why] = row.amount;
  }
  for (const row of await silentByWeek(db, from)) silent.lineFor(row).shown = row.cards;
  for (const row of await outcomesByWeek(db, from)) {
    const line = lines.lineFor(row);
    line.shown += row.cards;
    if (row.outcome === null) line.ignored += row.cards;
    else if (row.outcome === 'accepted') line.accepted += row.cards;
    else line.overridden[row.reason ?? ''] = (line.overridden[row.reason ?? ''] ?? 0) + row.cards;
  }
  return {
    weeks: await openingsByWeek(db, from),
    lines: lines.sorted(),
    silent: silent.sorted().map(({ week, code, findings, shown, held }) => ({ week, code, findings, shown, held })),
    clients: await readUnread(db, from),
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

function openingsByWeek(db: Kysely<Tables>, from: number) {
  return db
    .selectFrom('openings')
    .select(({ fn }) => ['week', fn.countAll<number>().as('openings')])
    .where('week', '>=', from)
    .where(mayBeSince('opening', from))
    .groupBy('week')
    .orderBy('week')
    .execute();
}

function silentByWeek(db: Kysely<Tables>, from: number) {
  return db
    .selectFrom('silent_showings')
    .select(({ fn }) => ['week', 'code', fn.countAll<number>().as('cards')])
    .where('week', '>=', from)
    .groupBy(['week', 'code'])
    .execute();
}

function outcomesByWeek(db: Kysely<Tables>, from: number) {
  return showingsWithLatestFeedback(db)
    .select(({ fn }) => ['s.week', 's.code', 'a.outcome', 'a.reason', fn.countAll<number>().as('cards')])
    .where('s.week', '>=', from)
    .groupBy(['s.week', 's.code', 'a.outcome', 'a.reason'])
    .execute();
}

export async function countAnswersByReason(
  db: Kysely<Tables>,
  reasons: readonly string[],
): Promise<readonly ReviewLine[]> {
  if (reasons.length === 0) return [];
  const rows = await showingsWithLatestFeedback(db)
    .select(({ fn }) => ['s.code', 'a.reason', fn.countAll<number>().as('cards')])
    .where('a.reason', 'in', reasons)
    .groupBy(['s.code', 'a.reason'])
    .orderBy('s.code')
    .orderBy('a.reason')
    .execute();
  return rows.map(({ code, reason, cards }) => ({ code, reason: reason ?? '', cards }));
}

function showingsWithLatestFeedback(db: Kysely<Tables>) {
  return db
    .with('ranked', () => rankedFeedback(db))
    .selectFrom('showings as s')
    .leftJoin('ranked as a', (join) =>
      join.onRef('a.tenant', '=', 's.tenant').onRef('a.card', '=', 's.card').on('a.place', '=', 1),
    );
}
