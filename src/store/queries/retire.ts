import type { Transaction } from 'kysely';
import type { Decided, Retiring } from '../retirement.ts';
import type { CardFeedback } from '../store.ts';
import type { Tables } from '../tables.ts';
import { toStoredId } from './feedback.ts';
import { lockJob } from './jobs.ts';
import { judge, readSubject, type Subject, shownSince } from './judge-detection.ts';

type Showing = Pick<Tables['showings'], 'tenant' | 'code' | 'card'>;

/** Judges the detections whose cards have just got feedback that counts against them. */
export async function retireAfterFeedback(
  trx: Transaction<Tables>,
  items: readonly CardFeedback[],
  retiring: Retiring,
): Promise<readonly Decided[]> {
  const reasons = reasonsOf(retiring);
  const against = items.filter(({ reason }) => reason !== undefined && reasons.includes(reason));
  if (against.length === 0) return [];
  await lockJob(trx, 'retire');
  const shown = await trx
    .selectFrom('showings')
    .select(['tenant', 'code'])
    .distinct()
    .where('card', 'in', [...new Set(against.map(({ card }) => toStoredId(card)))])
    .where('tenant', 'in', [...new Set(against.map(({ tenant }) => tenant))])
    .execute();
  const now = Math.max(...against.map(({ received }) => received));
  const decided: (Decided | undefined)[] = [];
  for (const detection of shown) {
    const subject = await readSubject(trx, detection, retiring);
    if (subject !== undefined) decided.push(await judge(trx, subject, now, retiring));
  }
  return decided.filter((one) => one !== undefined);
}

/**
 * Judges the detections of cards that have just been shown for the first time, where that can change anything: their
 * feedback came before them, or until now there were too few cards. More cards alone only speak for a detection.
 */
export async function retireAfterShowing(
  trx: Transaction<Tables>,
  shown: readonly Showing[],
  now: number,
  retiring: Retiring,
): Promise<readonly Decided[]> {
  if (shown.length === 0 || retiring.rules.length === 0) return [];
  // Whoever decides second must see what the first one wrote: an answer here may be one of a card there.
  await lockJob(trx, 'retire');
  const answered = await readAnswered(trx, shown, retiring);
  const decided: (Decided | undefined)[] = [];
  for (const cards of Map.groupBy(shown, ({ tenant, code }) => JSON.stringify([tenant, code])).values()) {
    const subject = cards[0] && (await readSubject(trx, cards[0], retiring));
    if (subject === undefined) continue;
    const isAnswered = cards.some(({ card }) => answered.has(card));
    if (isAnswered || (await wereTooFew(trx, subject, cards.length, now, retiring)))
      decided.push(await judge(trx, subject, now, retiring));
  }
  return decided.filter((one) => one !== undefined);
}

function reasonsOf({ rules }: Retiring): readonly string[] {
  return [...new Set(rules.flatMap(({ reasons }) => reasons))];
}

/** Those of the cards that have feedback against their detection. */
async function readAnswered(
  trx: Transaction<Tables>,
  shown: readonly Showing[],
  retiring: Retiring,
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('feedback')
    .select('card')
    .where('tenant', 'in', [...new Set(shown.map(({ tenant }) => tenant))])
    .where('card', 'in', [...new Set(shown.map(({ card }) => card))])
    .where('reason', 'in', reasonsOf(retiring))
    .execute();
  return new Set(rows.map(({ card }) => card));
}

/** Whether some rule lacked cards before the `added` ones. Reads no more cards than it takes to answer that. */
async function wereTooFew(
  trx: Transaction<Tables>,
  subject: Subject,
  added: number,
  now: number,
  { rules }: Retiring,
): Promise<boolean> {
  for (const { leastShown, days } of rules) {
    if (leastShown === 0) continue;
    const enough = leastShown + added;
    const cards = await shownSince(trx, subject, days, now).select('s.card').limit(enough).execute();
    if (cards.length < enough) return true;
  }
  return false;
}
