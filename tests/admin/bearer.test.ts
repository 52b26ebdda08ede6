import { afterEach, expect, jest, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';

const token = 'administrator-of-alder-lane';

let site: TestApp;
afterEach(async () => {
  jest.restoreAllMocks();
  await site.close();
});

const ask = (authorization?: string, remoteAddress = '192.0.2.1') =>
  site.app.inject({
    url: '/admin/summary',
    remoteAddress,
    headers: authorization === undefined ? {} : { authorization },
  });
const stopClock = (later = 0) => {
  const at = Date.now() + later;
  jest.spyOn(Date, 'now').mockImplementation(() => at);
};

test('five wrong tokens a minute of one address are 401, more are 429, and the right one is let in all the same', async () => {
  site = await startApp({ env: { ADMIN_TOKEN: token } });
  stopClock();
  const statuses: number[] = [];
  for (let time = 0; time < 8; time++) statuses.push((await ask(`Bearer guess-${time}`)).statusCode);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  const throttled = await ask('Bearer guess');
  expect(Number(throttled.headers['retry-after'])).toBeGreaterThan(0);
  expect(throttled.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] });
  expect((await ask(`Bearer ${token}`)).statusCode).toBe(200);
  expect((await ask('Bearer guess', '192.0.2.2')).statusCode).toBe(401);
  stopClock(61_000);
  expect((await ask('Bearer guess')).statusCode).toBe(401);
});

test('right tokens are not counted', async () => {
  site = await startApp({ env: { ADMIN_TOKEN: token } });
  for (let time = 0; time < 20; time++) expect((await ask(`Bearer ${token}`)).statusCode).toBe(200);
  expect((await ask('Bearer guess')).statusCode).toBe(401);
});

test('each refusal is counted, and logged until they are too many, without the token', async () => {
  site = await startApp({ env: { ADMIN_TOKEN: token, LOG_LEVEL: 'info' } });
  await ask();
  for (let time = 0; time < 7; time++) await ask(`Bearer marker-${time}`);
  const logged = site.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'admin-refused');
  expect(logged.map(({ reason }) => reason)).toEqual(['no-token', ...Array(4).fill('wrong-token')]);
  const metrics = await site.metrics();
  for (const [reason, count] of [
    ['no-token', 1],
    ['wrong-token', 4],
    ['too-many-failures', 3],
  ])
    expect(metrics).toContain(`refused_admin_total{reason="${reason}"} ${count}\n`);
  expect(site.lines.join() + metrics).not.toContain('marker');
});
