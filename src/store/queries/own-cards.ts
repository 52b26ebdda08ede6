import type { Kysely } from 'kysely';
import { mayBeSince } from '../month.ts';
import type { OwnCard, OwnCardsQuery } from '../store.ts';
import type { Tables } from '../tables.ts';

/** A visit began at most this long before the cards that were first shown in it (the greatest SAME_VISIT_HOURS). */
const longestVisitMs = 168 * 60 * 60 * 1000;

/** Cards first shown to one clinician after an instant: looked for in the charts that they opened, by the indexes there are. */
export async function readOwnCards(
  db: Kysely<Tables>,
  { tenant, clinicians, since }: OwnCardsQuery,
): Promise<readonly OwnCard[]> {
  if (clinicians.length === 0) return [];
  const begun = since - longestVisitMs;
  const patients = db
    .selectFrom('opening_clinicians as c')
    .innerJoin('openings as o', 'o.opening', 'c.opening')
    .select('o.patient')
    .where('c.clinician', 'in', clinicians)
    .where('c.tenant', '=', tenant)
    .where('c.at', '>', begun)
    .where(mayBeSince('c.opening', begun))
    .where(mayBeSince('o.opening', begun));
  const rows = await db
    .selectFrom('showings')
    .select(['card', 'code', 'clinicians'])
    .where('tenant', '=', tenant)
    .where('patient', 'in', patients)
    .where('first_shown', '>', since)
    .orderBy('card')
    .execute();
  const own = new Set(clinicians);
  return rows
    .filter((row) => (JSON.parse(row.clinicians) as readonly string[]).some((clinician) => own.has(clinician)))
    .map(({ card, code }) => ({ card, code }));
}
