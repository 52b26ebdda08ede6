import { fileURLToPath } from 'node:url';
import { eachUse } from './each-use.ts';
import { type Engine, migrate } from './engine.ts';
import { createSqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** The schemes of a store's URL. */
export const storeUrl = /^(file:.|memory:$|postgres(ql)?:\/\/)/;

/**
 * A store at `file:PATH`, `memory:` or `postgres://…`. Its tables are brought to the latest form before its first use, and
 * while that fails so does every use: a database that is not there yet may come.
 * @throws where the file can't be used; each use rejects with OtherSchema where another version made the tables
 */
export async function openStore(url: string): Promise<Store> {
  const engine = await openEngine(url);
  let ready: Promise<void> | undefined;
  const migrated = () => {
    ready ??= migrate(engine, 'latest').catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  return eachUse(createSqlStore(engine), async (use) => {
    await migrated();
    return use();
  });
}

/** The database alone, as it is. */
export async function openEngine(url: string): Promise<Engine> {
  if (!storeUrl.test(url)) throw new Error('The store must be at file:…, memory: or postgres://…');
  if (url === 'memory:') return openSqlite(':memory:');
  if (url.startsWith('file:///')) return openSqlite(fileURLToPath(url));
  if (url.startsWith('file:')) return openSqlite(url.slice('file:'.length));
  // Its driver is not loaded where nobody needs it: a tenth of the memory of an idle process.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url);
}
