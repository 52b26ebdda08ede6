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
  { versionsOf }: Retiring,
): Promise<Subject | undefined> {
  const version = versionsOf(tenant).get(code);
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
export function shownSince(db: Kysely<Tables>, { tenant, code, version, woken }: Subject, days: number, now: number) {
  return db
    .selectFrom('showings as s')
    .where('s.tenant', '=', tenant)
    .where('s.code', '=', code)
    .where('s.version', '=', version)
    .where('s.first_shown', '>', Math.max(woken, now - days * dayMs));
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

/** How many of its cards have one of the rule's reasons in their latest feedback. */
async function countAnswered(
  db: Kysely<Tables>,
  { tenant, code, version, woken }: Subject,
  { reasons, days, daysFrom }: RetirementRule,
  now: number,
): Promise<CardCounts['answered']> {
  const since = now - days * dayMs;
  const against = db
    .selectFrom('feedback')
    .select('card')
    .where('tenant', '=', tenant)
    .where('reason', 'in', reasons)
    // No card was answered before it was shown, so this holds for days from the showing too.
    .where('received', '>', since);
  // Materialised, and in this order, so that either engine begins at the few cards that ever had such an answer.
  const { count } = await db
    .with(
      (cte) => cte('a').materialized(),
      () => rankedFeedback(db).where('feedback.tenant', '=', tenant).where('feedback.card', 'in', against),
    )
    .selectFrom('a')
    .crossJoin('showings as s')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('s.card', '=', 'a.card')
    .where('a.place', '=', 1)
    .where('a.reason', 'in', reasons)
    .where('a.received', '>', since)
    .where('s.tenant', '=', tenant)
    .where('s.code', '=', code)
    .where('s.version', '=', version)
    .where('s.first_shown', '>', daysFrom === 'showing' ? Math.max(woken, since) : woken)
    .executeTakeFirstOrThrow();
  return count;
}
