import { fileURLToPath } from 'node:url';
import { type Engine, migrate } from './engine.ts';
import { createSqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** The schemes of a store's URL. */
export const storeUrl = /^(file:.|memory:$|postgres(ql)?:\/\/)/;

/**
 * A store at `file:PATH`, `memory:` or `postgres://…`. Its tables are brought to the latest form before its first use, and
 * while that fails so does every use: a database that is not there yet may come.
 * @throws where the file can't be used
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
  return onceReady(createSqlStore(engine), migrated);
}

function onceReady(store: Store, ready: () => Promise<void>): Store {
  const after =
    <A extends unknown[], R>(method: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await ready();
      return method(...given);
    };
  return {
    useToken: after(store.useToken),
    showingsOf: after(store.showingsOf),
    budgetOf: after(store.budgetOf),
    record: after(store.record),
    feedback: after(store.feedback),
    summary: after(store.summary),
    answeredWith: after(store.answeredWith),
    purge: after(store.purge),
    forget: after(store.forget),
    check: after(store.check),
    close: store.close,
  };
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
