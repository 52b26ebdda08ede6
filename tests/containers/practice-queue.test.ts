import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import { parseDay } from '#src/history/calendar.ts';
import { writePractice } from '../../scripts/practice-export/write-practice.ts';
import { until } from '../support/load.ts';
import { filesIn, newFolder, practice } from '../support/practice-command.ts';
import { describeWithPostgres } from './describe-with-postgres.ts';
import { dropImageOfThis, imageOfThis } from './this-image.ts';

const minutes = 60_000;
const asOf = '2026-11-30';
/** A role that owns its own schema and may read nothing else. */
const role =
  'create role practice login password $$practice$$; create schema secure_base_practice authorization practice';

describeWithPostgres('a run over two workers', (database) => {
  let image: string;
  let db: pg.Client;
  /** Mounted into all containers. */
  const shared = newFolder();
  const started: StartedTestContainer[] = [];
  const env = { PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };

  /** A container of the image that runs one of the commands for a whole practice. */
  const container = (args: readonly string[]) =>
    new GenericContainer(image)
      .withBindMounts([{ source: shared, target: '/shared', mode: 'rw' }])
      .withEnvironment({
        ...env,
        STORE_URL: `postgres://practice:practice@${database().getIpAddress('bridge')}:5432/${database().getDatabase()}`,
      })
      .withCommand(['practice', ...args, '--work', '/shared/work']);

  const startWorker = async () => {
    const worker = await container(['worker', '--workers', '1'])
      .withWaitStrategy(Wait.forLogMessage('Waiting for people'))
      .start();
    started.push(worker);
    return worker;
  };

  const activeJobs = async () => {
    const { rows } = await db.query("select id from secure_base_practice.job where state = 'active'");
    return rows.length;
  };
  const doneShards = async () => {
    const { rows } = await db.query('select count(*)::int as done from secure_base_practice.shard_result');
    return rows[0].done;
  };

  beforeAll(async () => {
    image = await imageOfThis();
    db = new pg.Client({ connectionString: database().getConnectionUri() });
    // The database is ended before its connections are.
    db.on('error', () => {});
    await db.connect();
    await db.query(role);
    writePractice(join(shared, 'export'), { people: 200, asOf: parseDay(asOf) ?? 0 });
    // The image runs as another user than this test.
    for (const folder of ['out', 'work']) mkdirSync(join(shared, folder));
    for (const folder of ['.', 'export', 'out', 'work']) chmodSync(join(shared, folder), 0o777);
  }, 5 * minutes);
  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop().catch(() => {})));
    await db.end();
    await dropImageOfThis();
  }, 2 * minutes);

  test(
    'one of which is killed in the middle, gives what one machine gives, within a minute of it',
    async () => {
      const alone = newFolder();
      const flags = ['--as-of', asOf, '--shards', '12'];
      expect(
        await practice(
          ['replay', join(shared, 'export'), '--out', join(alone, 'replay'), '--work', newFolder(), ...flags],
          env,
        ),
      ).toMatchObject({ code: 0 });

      const [first] = [await startWorker(), await startWorker()];
      const run = await container(['replay', '/shared/export', '--out', '/shared/out/replay', '--queue', ...flags])
        .withWaitStrategy(Wait.forLogMessage('Reading people'))
        .start();
      started.push(run);
      const { dockerode } = (await getContainerRuntimeClient()).container;
      const worker = dockerode.getContainer(first?.getId() ?? '');
      await until('the workers are in the middle', async () => (await doneShards()) >= 1 && (await activeJobs()) >= 2);
      // What it was doing stays undone while the other does all the rest.
      await worker.pause();
      await until(
        'only what the first worker had is left',
        async () => (await activeJobs()) <= 2 && (await doneShards()) >= 9,
      );
      const { rows: before } = await db.query("select id from secure_base_practice.job where state = 'active'");
      expect(before.length).toBeGreaterThan(0);
      const killed = Date.now();
      await worker.kill({ signal: 'SIGKILL' });
      await until(
        'everything is done',
        async () => (await dockerode.getContainer(run.getId()).inspect()).State.Status === 'exited',
      );
      // pg-boss fails a job whose heartbeat is missing, and the other worker takes it.
      expect(Date.now() - killed).toBeLessThan(minutes);
      expect((await dockerode.getContainer(run.getId()).inspect()).State.ExitCode).toBe(0);
      expect(filesIn(join(shared, 'out', 'replay'))).toEqual(filesIn(join(alone, 'replay')));
    },
    5 * minutes,
  );

  test('nothing of it is left, in the database or in the work folder', async () => {
    expect(await doneShards()).toBe(0);
    const { rows } = await db.query('select name, state from secure_base_practice.job');
    expect(rows).toEqual([]);
    expect(filesIn(join(shared, 'work'))).toEqual({});
  });
});
