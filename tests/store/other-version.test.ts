import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-version-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a service whose store a newer version has upgraded is not ready, logs why once, and does not start again', async () => {
  const file = join(folder, 'newer.sqlite');
  const env = { STORE_URL: `file:${file}` };
  const site = await startApp({ env });
  expect((await site.get('/health/ready')).statusCode).toBe(200);
  const database = new DatabaseSync(file);
  database.exec(`insert into kysely_migration (name, timestamp) values ('0099-later', '2030-01-01')`);
  database.close();
  for (let time = 0; time < 2; time += 1) {
    const { statusCode, body } = await site.get('/health/ready');
    expect([statusCode, body.includes('store')]).toEqual([503, true]);
  }
  const logged = site.lines.filter((line) => line.includes('store-of-another-version'));
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain(
    'it has 0099-later, and this version knows no more than 0008-silent-showings; run the version that made it, or restore a backup from before its upgrade (docs/upgrade.md)',
  );
  await site.close();
  await expect(startApp({ env })).rejects.toThrow(
    /^STORE_URL: the store is newer than this version: it has 0099-later/,
  );
});

test('metrics report the age of the oldest row and of the last purge', async () => {
  const site = await startApp({ env: { STORE_URL: `file:${join(folder, 'metrics.sqlite')}` } });
  const value = async (name: string) =>
    Number(new RegExp(`^secure_base_store_${name} (\\S+)$`, 'm').exec(await site.metrics())?.[1]);
  await site.get('/health/ready');
  for (let tries = 0; tries < 200 && Number.isNaN(await value('since_purge_seconds')); tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  expect(await value('since_purge_seconds')).toBeGreaterThanOrEqual(0);
  expect(await value('since_purge_seconds')).toBeLessThan(60);
  expect(await value('oldest_row_seconds')).toBeNaN();
  await site.close();
});
