import type { Kysely } from 'kysely';
import type { Retirement, Retiring } from '../retirement.ts';
import type { Tables } from '../tables.ts';

/** A reader of the codes that are retired in a tenant, compiled once: each hook call with a finding runs it. */
export function createRetiredReader(
  db: Kysely<Tables>,
  retiring: Retiring,
): (tenant: string) => Promise<readonly string[]> {
  if (retiring.rules.length === 0) return async () => [];
  const query = inForce(db).select(['tenant', 'code', 'version']).where('tenant', '=', '').compile();
  return async (tenant) => {
    const { rows } = await db.executeQuery<Pick<Tables['retirements'], 'tenant' | 'code' | 'version'>>({
      ...query,
      parameters: [tenant],
    });
    return rows.filter((row) => isCurrent(row, retiring)).map(({ code }) => code);
  };
}

/** Every detection of this release that is retired somewhere, ordered by code and tenant. */
export async function listRetirements(db: Kysely<Tables>, retiring: Retiring): Promise<readonly Retirement[]> {
  if (retiring.rules.length === 0) return [];
  const rows = await inForce(db).selectAll().orderBy('code').orderBy('tenant').execute();
  return rows
    .filter((row) => isCurrent(row, retiring))
    .map(({ tenant, code, rule, at }) => ({ tenant, code, rule, at }));
}

/** False if it was not retired. */
export async function wake(
  db: Kysely<Tables>,
  { tenant, code, at }: Omit<Retirement, 'rule'>,
  { versionsOf }: Retiring,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('retirements')
    .set({ woken: at })
    .where('tenant', '=', tenant)
    .where('code', '=', code)
    .where('version', '=', versionsOf(tenant).get(code) ?? '')
    .where('woken', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Deletes rows of versions other than this release's that last changed before an instant. Returns how many. */
export async function deleteFormerVersions(
  db: Kysely<Tables>,
  before: number,
  { versions }: Retiring,
): Promise<number> {
  if (versions.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom('retirements')
    .where('version', 'not in', versions)
    .where(({ eb, fn }) => eb(fn.coalesce('woken', 'at'), '<', before))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function inForce(db: Kysely<Tables>) {
  return db.selectFrom('retirements').where('woken', 'is', null);
}

function isCurrent(
  { tenant, code, version }: Pick<Tables['retirements'], 'tenant' | 'code' | 'version'>,
  { versionsOf }: Retiring,
): boolean {
  return versionsOf(tenant).get(code) === version;
}
