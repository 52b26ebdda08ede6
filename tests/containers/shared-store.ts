import { once } from 'node:events';
import { createServer } from 'node:net';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { sql } from 'kysely';
import { getContainerRuntimeClient } from 'testcontainers';
import { openEngine } from '#src/store/open-store.ts';
import { images } from './images.ts';

/** PostgreSQL in a container that keeps its port when it is stopped and started again. */
export interface SharedStore {
  readonly url: string;
  /** The URL of another, empty database in it. */
  another(name: string): Promise<string>;
  /** Stops it as an operator does; connections are closed. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Connections stay and nobody answers, as when its machine hangs. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** How many of the service's connections are in a transaction in which nothing happens. */
  forgottenTransactions(): Promise<number>;
  remove(): Promise<void>;
}

export async function startSharedStore(startupMs: number): Promise<SharedStore> {
  const started = await new PostgreSqlContainer(images.postgres)
    // Docker kills a check that takes longer, and PostgreSQL, as process 1 of its container, takes the death of a child that
    // it does not know for a crash and ends every connection: while it is frozen no check may run out of time.
    .withHealthCheck({
      test: ['CMD-SHELL', 'PGPASSWORD=test pg_isready --host localhost --username test --dbname test'],
      interval: 250,
      timeout: 60_000,
      retries: 1000,
    })
    .withExposedPorts({ container: 5432, host: await freePort() })
    .withStartupTimeout(startupMs)
    .start();
  const url = started.getConnectionUri();
  const container = (await getContainerRuntimeClient()).container.getById(started.getId());
  return {
    url,
    another: async (name) => {
      await run(url, (db) => sql.raw(`create database ${name}`).execute(db));
      return url.replace(/\/[^/]*$/, `/${name}`);
    },
    stop: async () => void (await container.stop({ t: 10 })),
    start: async () => void (await container.start()),
    freeze: async () => void (await container.pause()),
    thaw: async () => void (await container.unpause()),
    forgottenTransactions: async () => {
      const { rows } = await run(url, (db) =>
        sql<{ count: number }>`select count(*) as count from pg_stat_activity
          where application_name = 'secure-base' and state like 'idle in transaction%'`.execute(db),
      );
      return Number(rows[0]?.count);
    },
    remove: async () => void (await started.stop()),
  };
}

type Db = Awaited<ReturnType<typeof openEngine>>['db'];

async function run<T>(url: string, statement: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = await openEngine(url);
  try {
    return await statement(db);
  } finally {
    await close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
