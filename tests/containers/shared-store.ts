import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { openEngine } from '#src/store/open-store.ts';
import { until } from '../support/load.ts';
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
  const port = await freePort();
  // Not PostgreSqlContainer: that one has a health check, which runs a command in the container again and again, and one
  // that has just begun when its container is frozen can keep Docker from ever thawing it.
  const started = await new GenericContainer(images.postgres)
    .withEnvironment({ POSTGRES_USER: 'test', POSTGRES_PASSWORD: 'test' })
    .withExposedPorts({ container: 5432, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(startupMs)
    .start();
  const url = `postgres://test:test@${started.getHost()}:${port}/test`;
  await until('PostgreSQL answers', () => answers(url), startupMs);
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

async function answers(url: string): Promise<boolean> {
  try {
    await run(url, (db) => sql`select 1`.execute(db));
    return true;
  } catch {
    return false;
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
