import { fileURLToPath } from 'node:url';
import { type Engine, migrate } from './engine.ts';
import { openPostgres } from './postgres.ts';
import { createSqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** The schemes of a store's URL. */
export const storeUrl = /^(file:.|memory:$|postgres(ql)?:\/\/)/;

/**
 * Opens a store at `file:PATH`, `memory:` or `postgres://…`, with its tables brought to the latest form.
 * @throws where it can't be reached
 */
export async function openStore(url: string): Promise<Store> {
  const engine = await openEngine(url);
  try {
    await migrate(engine, 'latest');
  } catch (error) {
    await engine.close();
    throw error;
  }
  return createSqlStore(engine);
}

/** The database alone, as it is. */
export async function openEngine(url: string): Promise<Engine> {
  if (!storeUrl.test(url)) throw new Error('The store must be at file:…, memory: or postgres://…');
  if (url === 'memory:') return openSqlite(':memory:');
  if (url.startsWith('file:///')) return openSqlite(fileURLToPath(url));
  return url.startsWith('file:') ? openSqlite(url.slice('file:'.length)) : openPostgres(url);
}
