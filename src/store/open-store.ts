import { fileURLToPath } from 'node:url';
import { type Engine, migrate } from './engine.ts';
import { retireNothing } from './retirement.ts';
import { createSqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';
import { wrapStore } from './wrap-store.ts';

export const storeUrlPattern = /^(file:.|memory:$|postgres(ql)?:\/\/)/;

/**
 * Opens a store at `file:PATH`, `memory:` or `postgres://…`. It is migrated before its first use; if that fails, the
 * use rejects and the next one tries again, because the database may not be up yet.
 * @throws if the file cannot be used; each use rejects with IncompatibleSchema if another version made the tables
 */
export async function openStore(url: string, retiring = retireNothing): Promise<Store> {
  const engine = await openEngine(url);
  let ready: Promise<void> | undefined;
  const ensureMigrated = () => {
    ready ??= migrate(engine, 'latest').catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  return wrapStore(createSqlStore(engine, retiring), async (use) => {
    await ensureMigrated();
    return use();
  });
}

/** Opens the database without migrating it. */
export async function openEngine(url: string): Promise<Engine> {
  if (!storeUrlPattern.test(url)) throw new Error('The store must be at file:…, memory: or postgres://…');
  if (url === 'memory:') return openSqlite(':memory:');
  if (url.startsWith('file:///')) return openSqlite(fileURLToPath(url));
  if (url.startsWith('file:')) return openSqlite(url.slice('file:'.length));
  // Load the driver on demand: it takes a tenth of an idle process's memory.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url);
}
