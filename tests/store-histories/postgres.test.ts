import { afterAll, beforeAll } from '@jest/globals';
import { noEngine, testUnless } from '../containers/engine.ts';
import { type DatabaseServer, postgresServer } from './databases.ts';
import { replicaCount } from './generator.ts';
import { holdsForSomeHistories, replicaProcesses } from './time-limited-check.ts';

const replicas = replicaProcesses(replicaCount);
let server: DatabaseServer | undefined;

beforeAll(async () => {
  if (noEngine === undefined) server = await postgresServer(replicaCount);
}, 180_000);

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await server?.close();
}, 60_000);

testUnless(noEngine, 'random histories of three processes on one PostgreSQL break no invariant', 120_000, async () => {
  if (server !== undefined) await holdsForSomeHistories(replicas, server);
});
