import type { InferResult, Kysely } from 'kysely';
import type { Budget, BudgetQuery, CardShowing, ClinicianPatientPair, Outcome } from '../store.ts';
import type { Tables } from '../tables.ts';
import { feedbackInOrder } from './feedback.ts';

/** Reads what was shown about a person; the query is built once, since each call of a hook with a finding asks it. */
export function createShowingsReader(
  db: Kysely<Tables>,
): (meeting: ClinicianPatientPair) => Promise<readonly CardShowing[]> {
  const [tenant, patient] = ['the tenant', 'the patient'];
  const query = showingRows(db, { tenant, patient }).compile();
  return async (meeting) => {
    const given = new Map<unknown, string>([
      [tenant, meeting.tenant],
      [patient, meeting.patient],
    ]);
    const parameters = query.parameters.map((one) => given.get(one) ?? one);
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return showingsIn(rows, meeting);
  };
}

type Row = InferResult<ReturnType<typeof showingRows>>[number];

function showingsIn(rows: readonly Row[], meeting: ClinicianPatientPair): readonly CardShowing[] {
  return rows.map((row) => {
    const clinicians: string[] = JSON.parse(row.clinicians);
    return {
      card: row.card,
      suggestions: JSON.parse(row.suggestions),
      code: row.code,
      material: row.material,
      service: row.service,
      clinicians,
      own: clinicians.some((clinician) => meeting.clinicians.includes(clinician)),
      firstShown: row.first_shown,
      lastShown: row.last_shown,
      outcome: outcomeOf(row),
    };
  });
}

function showingRows(db: Kysely<Tables>, { tenant, patient }: Pick<ClinicianPatientPair, 'tenant' | 'patient'>) {
  const cards = db.selectFrom('showings').select('card').where('tenant', '=', tenant).where('patient', '=', patient);
  return db
    .with('answers', () =>
      feedbackInOrder(db).where('feedback.tenant', '=', tenant).where('feedback.card', 'in', cards),
    )
    .selectFrom('showings as s')
    .leftJoin('answers as a', (join) => join.onRef('a.card', '=', 's.card').on('a.place', '=', 1))
    .select(['s.card', 's.suggestions', 's.code', 's.material', 's.service', 's.clinicians', 's.first_shown'])
    .select(['s.last_shown', 'a.outcome', 'a.reason', 'a.at'])
    .where('s.tenant', '=', tenant)
    .where('s.patient', '=', patient)
    .orderBy('s.first_shown')
    .orderBy('s.card');
}

function outcomeOf(row: { outcome: string | null; reason: string | null; at: number | null }): Outcome | undefined {
  if (row.outcome === null || row.at === null) return undefined;
  return {
    outcome: row.outcome === 'accepted' ? 'accepted' : 'overridden',
    reason: row.reason || undefined,
    at: row.at,
  };
}

export async function readBudget(
  db: Kysely<Tables>,
  { tenant, clinicians, hook, since }: BudgetQuery,
): Promise<Budget> {
  if (clinicians.length === 0) return { openings: 0, cards: 0 };
  const own = db
    .selectFrom('opening_clinicians')
    .select(['opening', 'cards'])
    .distinct()
    .where('clinician', 'in', clinicians)
    .where('tenant', '=', tenant)
    .where('hook', '=', hook)
    .where('at', '>', since);
  const row = await db
    .selectFrom(own.as('own'))
    .select(({ fn }) => [fn.countAll<number>().as('openings'), fn.sum<number | null>('cards').as('cards')])
    .executeTakeFirstOrThrow();
  return { openings: row.openings, cards: row.cards ?? 0 };
}
