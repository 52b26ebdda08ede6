import type { InferResult, Kysely } from 'kysely';
import { mayBeSince } from '../month.ts';
import type { Budget, BudgetQuery, CardShowing, ClinicianPatientPair, Outcome } from '../store.ts';
import type { Tables } from '../tables.ts';
import { rankedFeedback } from './feedback.ts';

/**
 * A reader of what was shown about a patient. Its query is compiled once, because each hook call with a finding runs
 * it.
 */
export function createShowingsReader(
  db: Kysely<Tables>,
): (pair: ClinicianPatientPair) => Promise<readonly CardShowing[]> {
  const [tenant, patient] = ['the tenant', 'the patient'];
  const query = showingsQuery(db, { tenant, patient }).compile();
  return async (pair) => {
    const values = new Map<unknown, string>([
      [tenant, pair.tenant],
      [patient, pair.patient],
    ]);
    const parameters = query.parameters.map((parameter) => values.get(parameter) ?? parameter);
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return toShowings(rows, pair);
  };
}

/** What would have been shown about a patient. It has no answers: nobody saw it, and no feedback is ever joined to it. */
export async function readSilentShowings(
  db: Kysely<Tables>,
  pair: ClinicianPatientPair,
): Promise<readonly CardShowing[]> {
  const rows = await db
    .selectFrom('silent_showings')
    .select(['card', 'suggestions', 'code', 'material', 'service', 'clinicians', 'first_shown', 'last_shown'])
    .where('tenant', '=', pair.tenant)
    .where('patient', '=', pair.patient)
    .orderBy('first_shown')
    .orderBy('card')
    .execute();
  const unanswered = { outcome: null, reason: null, at: null };
  return toShowings(
    rows.map((row) => ({ ...row, ...unanswered })),
    pair,
  );
}

type Row = InferResult<ReturnType<typeof showingsQuery>>[number];

function toShowings(rows: readonly Row[], pair: ClinicianPatientPair): readonly CardShowing[] {
  return rows.map((row) => {
    const clinicians: string[] = JSON.parse(row.clinicians);
    return {
      card: row.card,
      suggestions: JSON.parse(row.suggestions),
      code: row.code,
      material: row.material,
      service: row.service,
      clinicians,
      own: clinicians.some((clinician) => pair.clinicians.includes(clinician)),
      firstShown: row.first_shown,
      lastShown: row.last_shown,
      outcome: toOutcome(row),
    };
  });
}

function showingsQuery(db: Kysely<Tables>, { tenant, patient }: Pick<ClinicianPatientPair, 'tenant' | 'patient'>) {
  const cards = db.selectFrom('showings').select('card').where('tenant', '=', tenant).where('patient', '=', patient);
  return db
    .with('ranked', () => rankedFeedback(db).where('feedback.tenant', '=', tenant).where('feedback.card', 'in', cards))
    .selectFrom('showings as s')
    .leftJoin('ranked as a', (join) => join.onRef('a.card', '=', 's.card').on('a.place', '=', 1))
    .select(['s.card', 's.suggestions', 's.code', 's.material', 's.service', 's.clinicians', 's.first_shown'])
    .select(['s.last_shown', 'a.outcome', 'a.reason', 'a.at'])
    .where('s.tenant', '=', tenant)
    .where('s.patient', '=', patient)
    .orderBy('s.first_shown')
    .orderBy('s.card');
}

function toOutcome(row: { outcome: string | null; reason: string | null; at: number | null }): Outcome | undefined {
  if (row.outcome === null || row.at === null) return undefined;
  return {
    outcome: row.outcome === 'accepted' ? 'accepted' : 'overridden',
    reason: row.reason || undefined,
    at: row.at,
  };
}

export async function readBudget(
  db: Kysely<Tables>,
  { tenant, clinicians, hook, since, silent = false }: BudgetQuery,
): Promise<Budget> {
  if (clinicians.length === 0) return { openings: 0, cards: 0 };
  const own = db
    .selectFrom('opening_clinicians')
    // Only `cards` is in an index: where nothing is silent no other column is read.
    .select(['opening', silent ? 'silent_cards as cards' : 'cards'])
    .distinct()
    .where('clinician', 'in', clinicians)
    .where('tenant', '=', tenant)
    .where('hook', '=', hook)
    .where('at', '>', since)
    .where(mayBeSince('opening', since));
  const row = await db
    .selectFrom(own.as('own'))
    .select(({ fn }) => [fn.countAll<number>().as('openings'), fn.sum<number | null>('cards').as('cards')])
    .executeTakeFirstOrThrow();
  return { openings: row.openings, cards: row.cards ?? 0 };
}
