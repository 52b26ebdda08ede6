import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { publicUrl } from '../support/client-tokens.ts';
import { createEhr, overridden } from '../support/ehr.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { endLoads, keepCalling, until } from '../support/load.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { keptAt, notOnce, shownCards } from '../support/stored-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-killed-'));
const key = '0123456789abcdef'.repeat(4);

afterEach(async () => {
  await endLoads();
  await endServices();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The service with a store in this file, as one EHR's. */
function createSite(file: string) {
  const ehr = createEhr();
  const url = `file:${join(folder, file)}`;
  const env = {
    PUBLIC_URL: publicUrl,
    TRUSTED_CLIENTS: ehr.clientsFile,
    STAFF_DIRECTORY: exampleStaffFile(),
    STORE_URL: url,
    PSEUDONYM_KEY: key,
    DEADLINE_MS: '2000',
    RATE_LIMIT_PER_SECOND: '0',
  };
  return { ehr, url, start: (change: Record<string, string> = {}) => startService({ ...env, ...change }) };
}

/** How a process ends on a signal: its exit code, or what killed it. */
function end({ child }: RunningService, signal: NodeJS.Signals) {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

test('kill -9 under load loses no feedback that was answered with 200, at any of three moments', async () => {
  const { ehr, url, start } = createSite('load.db');
  const cards = await shownCards(url, ehr.tenant, 5000);
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const service = await start();
    const load = keepCalling(8, 0, async () => {
      const card = cards.pop() ?? '';
      const { status } = await ehr.feedback(service.address, [overridden(card, 'not-now')]);
      return { card, status };
    });
    await until('feedback is answered', () => load.answers.length > 20);
    await wait(Math.random() * 300);
    expect(await end(service, 'SIGKILL')).toEqual([null, 'SIGKILL']);
    await load.end();
    // It was killed at work, and had refused nothing until then.
    expect(load.broken()).toBeGreaterThan(0);
    expect(load.answers.filter(({ status }) => status !== 200)).toEqual([]);
    acknowledged.push(...load.answers.map(({ card }) => card));
  }
  expect(notOnce(acknowledged, (await keptAt(url)).feedback)).toEqual(new Map());
}, 60_000);

test('killed and started again with the same file and key it knows what was shown and answered', async () => {
  const { ehr, url, start } = createSite('again.db');
  const first = await start();
  const [answered] = (await ehr.open(first.address, { patientId: 'answered' })).cards;
  const [open] = (await ehr.open(first.address, { patientId: 'open' })).cards;
  expect([answered?.source.topic?.code, open?.source.topic?.code]).toEqual(Array(2).fill('usual-clinician-left'));
  const { status } = await ehr.feedback(first.address, [overridden(answered?.uuid ?? '', 'not-now')]);
  expect(status).toBe(200);
  await until('both are written down', async () => (await keptAt(url)).shown.length === 2);
  const used = ehr.token();
  expect(await ehr.open(first.address, { patientId: 'used' }, used)).toMatchObject({ status: 200 });
  expect(await end(first, 'SIGKILL')).toEqual([null, 'SIGKILL']);

  const second = await start();
  expect(await ehr.open(second.address, { patientId: 'answered' })).toMatchObject({ status: 200, cards: [] });
  expect((await ehr.open(second.address, { patientId: 'open' })).cards).toMatchObject([{ uuid: open?.uuid }]);
  expect(await ehr.open(second.address, { patientId: 'used' }, used)).toMatchObject({ status: 401 });
  expect(await end(second, 'SIGTERM')).toEqual([0, null]);

  const stranger = await start({ PSEUDONYM_KEY: 'fedcba9876543210'.repeat(4) });
  const { cards } = await ehr.open(stranger.address, { patientId: 'answered' });
  expect(cards).toHaveLength(1);
  expect(cards[0]?.uuid).not.toBe(answered?.uuid);
}, 60_000);
