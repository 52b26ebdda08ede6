import { sql } from 'kysely';
import type { Engine } from '#src/store/engine.ts';
import { monthOf, startOf } from '#src/store/month.ts';

const dayMs = 86_400_000;

/** How many people are kept, for how long, and how often their charts are opened. */
export interface Population {
  readonly people: number;
  readonly days: number;
  readonly openingsAYear: number;
  /** ms since 1970: the end of these days. */
  readonly now: number;
}

export const peopleOfAPractice = 10_000;
export const peopleOfAClinician = 2000;
/** Of 100 openings. */
export const cardsOf100 = 4;

// Pseudonyms of the same shape and length as the service's, so that the sizes are those of a real store.
const functions = [
  `create function pseudonym(kind text, number bigint) returns text language sql immutable as
    $$ select rtrim(translate(encode(sha256((kind || number)::bytea), 'base64'), '+/', '-_'), '=') $$`,
  `create function tenant_of(person bigint) returns text language sql immutable as
    $$ select '["https://ehr.example.org","practice-' || person / ${peopleOfAPractice} || '"]' $$`,
];

/** Writes all openings of these days, month by month, with a clinician known by three names, and the cards shown in them. */
export function fill({ db, createMonths }: Engine, population: Population): Promise<void> {
  return db.connection().execute((one) => fillOver(one, createMonths, population));
}

async function fillOver(db: Engine['db'], createMonths: Engine['createMonths'], population: Population): Promise<void> {
  for (const statement of functions) await sql.raw(statement).execute(db);
  await sql`set synchronous_commit = off`.execute(db);
  await sql`alter system set max_wal_size = '8GB'`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  const first = population.now - population.days * dayMs;
  let serial = 0;
  for (let from = first; from < population.now; from = startOf(monthOf(from), 1)) {
    const to = Math.min(startOf(monthOf(from), 1), population.now);
    await db.transaction().execute((trx) => createMonths(trx, [from]));
    const count = Math.round((population.people * population.openingsAYear * (to - from)) / (365 * dayMs));
    await fillMonth(db, { ...population, from, to, serial, count });
    serial += count;
    process.stderr.write(`${monthOf(from)}: ${serial} openings\n`);
  }
  await sql`vacuum analyze`.execute(db);
}

interface MonthToFill extends Population {
  readonly from: number;
  readonly to: number;
  /** Openings before these. */
  readonly serial: number;
  readonly count: number;
}

async function fillMonth(db: Engine['db'], { people, from, to, serial, count }: MonthToFill): Promise<void> {
  await sql`create temporary table filled as
    select n, person, tenant_of(person) as tenant, pseudonym('patient', person) as patient,
      person / ${sql.lit(peopleOfAClinician)} as clinician,
      ${sql.lit(`month-${monthOf(from)}-`)} || left(pseudonym('opening', n), 22) as opening,
      ${sql.lit(from)} + floor((n - ${sql.lit(serial)}) * ${sql.lit((to - from) / count)})::bigint as at
    from (
      select n, floor(random() * ${sql.lit(people)})::bigint as person
      from generate_series(${sql.lit(serial)}::bigint, ${sql.lit(serial + count - 1)}) as n
    ) as drawn`.execute(db);
  const week = sql`at - (at - 345600000) % 604800000`;
  await sql`insert into openings select opening, tenant, patient, 'patient-view', at, ${week} from filled`.execute(db);
  const isShown = sql`n % 100 < ${sql.lit(cardsOf100)}`;
  await sql`insert into opening_clinicians
    select opening, pseudonym(name, clinician), tenant, 'patient-view', at, case when ${isShown} then 1 else 0 end
    from filled, unnest(array['user', 'reference', 'register']) as name`.execute(db);
  const card = sql`overlay(overlay(md5('card' || n)::uuid::text placing '4' from 15) placing '8' from 20)`;
  await sql`insert into showings
    select ${card}, tenant, patient, ${sql`'["' || pseudonym('user', clinician) || '","' ||
      pseudonym('reference', clinician) || '","' || pseudonym('register', clinician) || '"]'`},
      'secure-base-patient-view', 'first-meeting', pseudonym('material', n), '[]', at, at, ${week}, '1'
    from filled where ${isShown}`.execute(db);
  await sql`insert into feedback
    select tenant, ${card}, 'secure-base-patient-view', 'overridden', 'not-now', at, at, '[]', null, 0
    from filled where ${isShown} and n % 2 = 0`.execute(db);
  await sql`drop table filled`.execute(db);
}
