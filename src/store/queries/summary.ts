import type { Kysely } from 'kysely';
import type { ReviewLine, Summary, SummaryLine } from '../store.ts';
import type { Tables } from '../tables.ts';
import { feedbackInOrder } from './feedback.ts';

type Mutable = { -readonly [K in keyof SummaryLine]: SummaryLine[K] } & {
  held: Record<string, number>;
  overridden: Record<string, number>;
};

export async function summarise(db: Kysely<Tables>, from: number): Promise<Summary> {
  const lines = new Map<string, Mutable>();
  const lineOf = ({ week, code }: { week: number; code: string }) => {
    const key = `${week} ${code}`;
    const line = lines.get(key) ?? emptyLine(week, code);
    lines.set(key, line);
    return line;
  };
  for (const row of await db.selectFrom('tallies').selectAll().where('week', '>=', from).execute()) {
    if (row.rule === '') lineOf(row).findings = row.amount;
    else lineOf(row).held[row.rule] = row.amount;
  }
  for (const row of await answersByWeek(db, from)) {
    const line = lineOf(row);
    line.shown += row.cards;
    if (row.outcome === null) line.ignored += row.cards;
    else if (row.outcome === 'accepted') line.accepted += row.cards;
    else line.overridden[row.reason ?? ''] = (line.overridden[row.reason ?? ''] ?? 0) + row.cards;
  }
  const inOrder = [...lines.values()].sort((a, b) => a.week - b.week || (a.code < b.code ? -1 : 1));
  return { weeks: await openingsByWeek(db, from), lines: inOrder };
}

function emptyLine(week: number, code: string): Mutable {
  return { week, code, findings: 0, shown: 0, held: bare(), accepted: 0, overridden: bare(), ignored: 0 };
}

/** A reason is a caller's text, which could name what every object inherits. */
function bare(): Record<string, number> {
  return Object.create(null);
}

function openingsByWeek(db: Kysely<Tables>, from: number) {
  return db
    .selectFrom('openings')
    .select(({ fn }) => ['week', fn.countAll<number>().as('openings')])
    .where('week', '>=', from)
    .groupBy('week')
    .orderBy('week')
    .execute();
}

function answersByWeek(db: Kysely<Tables>, from: number) {
  return withLatest(db)
    .select(({ fn }) => ['s.week', 's.code', 'a.outcome', 'a.reason', fn.countAll<number>().as('cards')])
    .where('s.week', '>=', from)
    .groupBy(['s.week', 's.code', 'a.outcome', 'a.reason'])
    .execute();
}

export async function answeredWith(db: Kysely<Tables>, reasons: readonly string[]): Promise<readonly ReviewLine[]> {
  if (reasons.length === 0) return [];
  const rows = await withLatest(db)
    .select(({ fn }) => ['s.code', 'a.reason', fn.countAll<number>().as('cards')])
    .where('a.reason', 'in', reasons)
    .groupBy(['s.code', 'a.reason'])
    .orderBy('s.code')
    .orderBy('a.reason')
    .execute();
  return rows.map(({ code, reason, cards }) => ({ code, reason: reason ?? '', cards }));
}

function withLatest(db: Kysely<Tables>) {
  return db
    .with('answers', () => feedbackInOrder(db))
    .selectFrom('showings as s')
    .leftJoin('answers as a', (join) =>
      join.onRef('a.tenant', '=', 's.tenant').onRef('a.card', '=', 's.card').on('a.place', '=', 1),
    );
}
