import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { PostgreSqlContainer, type StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { Network, type StartedNetwork, type StartedTestContainer } from 'testcontainers';
import { operateCommands } from '../operate/commands.ts';
import { noEngine, testUnless } from './engine.ts';
import { images } from './images.ts';
import { allRecorded, openChart, sayNotNow, serviceContainer } from './service-container.ts';
import { dropImageOfThis, imageOfThis } from './this-image.ts';

const minutes = 60_000;
const secrets = { PSEUDONYM_KEY: '0123456789abcdef'.repeat(4), ADMIN_TOKEN: 'fedcba9876543210'.repeat(4) };

let image = '';

beforeAll(async () => {
  if (noEngine === undefined) image = await imageOfThis();
}, 10 * minutes);

afterAll(async () => {
  if (noEngine === undefined) await dropImageOfThis();
}, minutes);

/** Opens this person's chart, which shows a card, and says ‘not now’. */
async function setAside(one: StartedTestContainer, patientId: string): Promise<void> {
  const [card] = await openChart(one, patientId);
  if (card === undefined) throw new Error('the chart shows no card');
  await allRecorded(one);
  expect(await sayNotNow(one, card)).toBe(200);
  expect(await openChart(one, patientId)).toEqual([]);
}

/** What the restored store must say: who was set aside before the backup is quiet, and nobody else is. */
async function expectRestored(one: StartedTestContainer): Promise<void> {
  expect(await openChart(one, 'before-the-backup')).toEqual([]);
  expect((await openChart(one, 'after-the-backup')).length).toBe(1);
}

describe('the commands of docs/operate.md, with SQLite', () => {
  const name = `secure-base-test-${randomUUID()}`;
  const names = {
    container: name,
    volume: name,
    image: '',
    backup: join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'store.backup'),
  };
  const run = async (block: string) => {
    const env = { ...process.env, ...secrets, ...names, image };
    return (await promisify(execFile)('sh', ['-euc', block], { env })).stdout;
  };
  const start = async () => (await serviceContainer(image, { volume: name, env: secrets })).withName(name).start();

  afterAll(async () => {
    if (noEngine !== undefined) return;
    await run('docker rm --force "$container-drill" && docker volume rm --force "$volume" "$volume-drill"');
  }, minutes);

  testUnless(
    noEngine,
    'a backup while it runs; the machine is lost; what was restored is quiet',
    4 * minutes,
    async () => {
      const first = await start();
      await setAside(first, 'before-the-backup');
      await run(operateCommands('backup-sqlite'));
      await setAside(first, 'after-the-backup');
      await first.stop();
      await run('docker volume rm "$volume"');
      await run(operateCommands('restore-sqlite'));
      await using second = await start();
      await expectRestored(second);
    },
  );

  testUnless(noEngine, 'a restore over a newer store leaves nothing of it', 4 * minutes, async () => {
    const first = await start();
    await setAside(first, 'after-the-backup');
    // Killed, so that its write-ahead log is still there.
    await run('docker kill "$container" && docker rm "$container"');
    const left = await run('docker run --rm --volume "$volume:/data" "$image" ls /data');
    expect(left).toContain('secure-base.sqlite-wal');
    await run(operateCommands('restore-sqlite'));
    await using second = await start();
    await expectRestored(second);
  });

  testUnless(noEngine, 'the drill counts what was backed up, and leaves nothing behind', 2 * minutes, async () => {
    const output = await run(operateCommands('drill-sqlite'));
    expect(output).toMatch(/^200 \[\{"code":"usual-clinician-left","cards":1\}\]$/m);
    expect(await run('docker ps --all --quiet --filter "name=$container-drill"')).toBe('');
    expect(await run('docker volume ls --quiet --filter "name=$volume-drill"')).toBe('');
  });
});

describe('the commands of docs/operate.md, with PostgreSQL', () => {
  let network: StartedNetwork;
  let database: StartedPostgreSqlContainer;

  beforeAll(async () => {
    if (noEngine !== undefined) return;
    network = await new Network().start();
    database = await new PostgreSqlContainer(images.postgres)
      .withNetwork(network)
      .withNetworkAliases('store')
      .withDatabase('secure_base')
      .start();
  }, 4 * minutes);

  afterAll(async () => {
    await database?.stop();
    await network?.stop();
  }, minutes);

  const urlOf = (name: string, host = 'store') =>
    `postgres://${database.getUsername()}:${database.getPassword()}@${host}/${name}`;
  const start = async (name: string) =>
    (await serviceContainer(image, { env: { STORE_URL: urlOf(name) } })).withNetwork(network).start();
  /** Runs a block where `pg_dump` is as old as the server: in its container. */
  const run = async (block: string) => {
    const env = {
      STORE_URL: urlOf('secure_base', 'localhost'),
      RESTORED_URL: urlOf('secure_base_restored', 'localhost'),
      backup: '/tmp/store.backup',
    };
    const { exitCode, output } = await database.exec(['sh', '-euc', block], { env });
    expect([exitCode, output]).toEqual([0, expect.any(String)]);
  };

  testUnless(
    noEngine,
    'a dump while it runs; the database is lost; what was restored is quiet',
    4 * minutes,
    async () => {
      const first = await start('secure_base');
      await setAside(first, 'before-the-backup');
      await run(operateCommands('backup-postgres'));
      await setAside(first, 'after-the-backup');
      await first.stop();
      await run('psql "$STORE_URL" --command="drop schema public cascade"');
      await run(operateCommands('restore-postgres'));
      await using second = await start('secure_base_restored');
      await expectRestored(second);
    },
  );
});
