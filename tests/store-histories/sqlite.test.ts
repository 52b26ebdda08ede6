import { afterAll, test } from '@jest/globals';
import { sqliteFiles } from './databases.ts';
import { replicaCount } from './generator.ts';
import { holdsForSomeHistories, replicaProcesses } from './time-limited-check.ts';

const server = sqliteFiles(replicaCount);
const replicas = replicaProcesses(replicaCount);

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await server.close();
});

test('random histories of three processes on one SQLite file break no invariant', async () => {
  await holdsForSomeHistories(replicas, server);
}, 120_000);
