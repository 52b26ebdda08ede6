import type { Kysely, Transaction } from 'kysely';
import type { CardCounts, Decided, RetirementRule, Retiring } from '../retirement.ts';
import type { Tables } from '../tables.ts';
import { rankedFeedback } from './feedback.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A detection that is not retired in a tenant, in the version of this release. */
export interface Subject {
  readonly tenant: string;
  readonly code: string;
  readonly version: string;
  /** When it was last woken, in ms since 1970; 0 for never. Earlier showings do not count. */
  readonly woken: number;
}

/** Undefined if it is retired already, or unknown to this release. */
export async function readSubject(
  db: Kysely<Tables>,
  { tenant, code }: Pick<Subject, 'tenant' | 'code'>,
  { versions }: Retiring,
): Promise<Subject | undefined> {
  const version = versions.get(code);
  if (version === undefined) return undefined;
  const row = await db
    .selectFrom('retirements')
    .select('woken')
    .where('tenant', '=', tenant)
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.woken === null ? undefined : { tenant, code, version, woken: row?.woken ?? 0 };
}

/** Retires a detection by the first rule that its cards meet. The caller holds the lock of these decisions. */
export async function judge(
  trx: Transaction<Tables>,
  subject: Subject,
  now: number,
  { rules }: Retiring,
): Promise<Decided | undefined> {
  for (const rule of rules) {
    const counts = {
      shown: await countShown(trx, subject, rule, now),
      answered: await countAnswered(trx, subject, rule, now),
    };
    if (!rule.isMet(counts)) continue;
    const { tenant, code, version } = subject;
    const retired = { rule: rule.name, at: now, woken: null };
    await trx
      .insertInto('retirements')
      .values({ tenant, code, version, ...retired })
      .onConflict((it) => it.columns(['tenant', 'code', 'version']).doUpdateSet(retired))
      .execute();
    return { tenant, code, rule: rule.name, at: now, ...counts };
  }
  return undefined;
}

/** Its cards first shown in the last `days` days and since it was woken. */
export function shownSince(db: Kysely<Tables>, subject: Subject, days: number, now: number) {
  return cardsOf(db, subject).where('s.first_shown', '>', now - days * dayMs);
}

function cardsOf(db: Kysely<Tables>, { tenant, code, version, woken }: Subject) {
  return db
    .selectFrom('showings as s')
    .where('s.tenant', '=', tenant)
    .where('s.code', '=', code)
    .where('s.version', '=', version)
    .where('s.first_shown', '>', woken);
}

async function countShown(
  db: Kysely<Tables>,
  subject: Subject,
  { days }: RetirementRule,
  now: number,
): Promise<CardCounts['shown']> {
  const cards = shownSince(db, subject, days, now).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await cards.executeTakeFirstOrThrow()).count;
}

/** How many of its cards have one of the rule's reasons in their latest feedback. Starts from the few that ever had. */
async function countAnswered(
  db: Kysely<Tables>,
  subject: Subject,
  { reasons, days, daysFrom }: RetirementRule,
  now: number,
): Promise<CardCounts['answered']> {
  const since = now - days * dayMs;
  const against = db
    .selectFrom('feedback')
    .select('card')
    .where('tenant', '=', subject.tenant)
    .where('reason', 'in', reasons)
    // No card was answered before it was shown, so this holds for days from the showing too.
    .where('received', '>', since);
  const { count } = await cardsOf(db, subject)
    .innerJoin(
      rankedFeedback(db).where('feedback.tenant', '=', subject.tenant).where('feedback.card', 'in', against).as('a'),
      'a.card',
      's.card',
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('a.place', '=', 1)
    .where('a.reason', 'in', reasons)
    .where(daysFrom === 'showing' ? 's.first_shown' : 'a.received', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}
