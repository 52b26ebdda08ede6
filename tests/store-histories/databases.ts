import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { Client } from 'pg';
import { images } from '../containers/images.ts';
import { startProxy } from './proxy.ts';

/** One empty database that several replicas share. */
export interface Database {
  /** The URL for each replica. */
  readonly urls: readonly string[];
  /** The URL that no fault affects. */
  readonly direct: string;
  /** This replica cannot write until it is reconnected. */
  disconnect(replica: number): Promise<void>;
  reconnect(replica: number): Promise<void>;
  remove(): Promise<void>;
}

export interface DatabaseServer {
  create(): Promise<Database>;
  close(): Promise<void>;
}

/** SQLite files. They have no connection to break; instead another process holds the write lock. */
export function sqliteFiles(replicas: number): DatabaseServer {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-histories-'));
  return {
    create: async () => {
      const path = join(folder, `${randomUUID()}.db`);
      const locks: DatabaseSync[] = [];
      return {
        urls: Array.from({ length: replicas }, () => `file:${path}`),
        direct: `file:${path}`,
        disconnect: async () => {
          const lock = new DatabaseSync(path, { timeout: 2000 });
          locks.push(lock);
          // A second lock in one round waits for the first in vain, which serves as well.
          if (locks.length === 1) lock.exec('begin immediate');
        },
        reconnect: async () => locks.shift()?.close(),
        remove: async () => {
          for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
        },
      };
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
}

/** PostgreSQL in a container; each replica connects through its own proxy. */
export async function postgresServer(replicas: number): Promise<DatabaseServer> {
  const container = await new PostgreSqlContainer(images.postgres).withStartupTimeout(120_000).start();
  const server = new URL(container.getConnectionUri());
  const proxies = await Promise.all(
    Array.from({ length: replicas }, () => startProxy({ host: server.hostname, port: Number(server.port) })),
  );
  const addressOf = (name: string, port: number | string = server.port) => {
    const url = new URL(server);
    url.pathname = name;
    if (port !== server.port) url.host = `127.0.0.1:${port}`;
    return url.href;
  };
  const administer = async (statement: string) => {
    const client = new Client({ connectionString: server.href });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    create: async () => {
      const name = `h${randomUUID().replaceAll('-', '')}`;
      await administer(`create database ${name}`);
      return {
        urls: proxies.map(({ port }) => addressOf(name, port)),
        direct: addressOf(name),
        disconnect: async (replica) => proxies[replica]?.cut(),
        reconnect: async (replica) => proxies[replica]?.mend(),
        remove: () => administer(`drop database ${name} with (force)`),
      };
    },
    close: async () => {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await container.stop();
    },
  };
}
