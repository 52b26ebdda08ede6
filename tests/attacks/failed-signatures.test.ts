import { afterEach, expect, jest, test } from '@jest/globals';
import { createSignatureGuard } from '#src/cds/failed-signatures.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { bearer, ecKey, issuer, tokenFor, trusting } from '../support/client-tokens.ts';

afterEach(() => void jest.restoreAllMocks());

/** Stops the clock by which failures are counted, so many ms from now. */
function stopClock(later = 0): void {
  const at = performance.now() + later;
  jest.spyOn(performance, 'now').mockImplementation(() => at);
}

/** A guard, and how many signatures it had verified. */
function guarded() {
  const guard = createSignatureGuard();
  let verified = 0;
  const check = (address: string, isGood: boolean, of = issuer) =>
    guard.check(address, of, async () => {
      verified += 1;
      await new Promise((done) => setImmediate(done));
      return isGood;
    });
  const fail = (address: string, times: number, of = issuer) =>
    Promise.all(Array.from({ length: times }, () => check(address, false, of)));
  return { check, fail, verified: () => verified };
}

test('of one address at most 50 wrong signatures a second are verified, however many come at once', async () => {
  stopClock();
  const { check, fail, verified } = guarded();
  const answers = await fail('192.0.2.1', 1000);
  expect(verified()).toBeLessThan(60);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(1000 - verified());
  expect(await check('192.0.2.1', true)).toBeUndefined();
  stopClock(1100);
  expect(await check('192.0.2.1', true)).toBe(true);
});

test('good signatures are not limited, nor those from other addresses during an attack', async () => {
  stopClock();
  const { check, fail } = guarded();
  const many = await Promise.all(Array.from({ length: 1000 }, () => check('192.0.2.2', true)));
  expect(new Set(many)).toEqual(new Set([true]));
  await fail('192.0.2.1', 1000);
  expect([await check('192.0.2.2', true), await check('192.0.2.3', true)]).toEqual([true, true]);
});

test('an address from which good tokens come may be a proxy: one caller behind it does not lock out the rest at once', async () => {
  stopClock();
  const { check, fail, verified } = guarded();
  await check('192.0.2.1', true);
  await fail('192.0.2.1', 150);
  expect(await check('192.0.2.1', true)).toBe(true);
  await fail('192.0.2.1', 1000);
  expect(verified()).toBeLessThan(220);
});

test('an attack on one issuer from many addresses gets one failure of each, and locks out nobody else', async () => {
  stopClock();
  const { check, fail, verified } = guarded();
  await check('192.0.2.1', true);
  for (let host = 0; host < 200; host++) for (let time = 0; time < 60; time++) await fail(`198.51.100.${host}`, 1);
  expect(verified()).toBe(1 + 4 * 50 + 196);
  for (const address of ['192.0.2.1', '192.0.2.2']) expect(await check(address, true)).toBe(true);
  // The first failure of a second is verified, whoever sends it; more only for another issuer.
  expect(await check('192.0.2.3', false)).toBe(false);
  expect(await check('192.0.2.3', false)).toBeUndefined();
  expect(await check('192.0.2.3', true, 'https://other.example.org')).toBe(true);
});

test('whoever is refused unread sees the same as whoever is refused for a signature or an unknown issuer', async () => {
  const key = ecKey();
  const site: TestApp = await startApp({ env: trusting([{ issuer, jwks: { keys: [key.jwk] } }]) });
  const discover = (from: typeof key, iss: string, remoteAddress = '192.0.2.1') =>
    site.app.inject({
      url: '/cds-services',
      remoteAddress,
      headers: bearer(tokenFor(from, '/cds-services', { claims: { iss } })),
    });
  stopClock();
  const forger = ecKey(key.kid);
  const answers = [await discover(forger, 'https://unknown.example.org')];
  for (let time = 0; time < 60; time++) answers.push(await discover(forger, issuer));
  const seen = answers.map(({ statusCode, body, headers: { date, ...headers } }) => [statusCode, body, headers]);
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(seen[0]?.[0]).toBe(401);
  const reasons = site.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'client-refused');
  expect(reasons.filter(({ reason }) => reason === 'signature')).toHaveLength(50);
  expect(reasons).toHaveLength(51);
  expect(await site.metrics()).toContain('refused_client_total{reason="too-many-failures"} 10\n');
  expect((await discover(key, issuer, '192.0.2.2')).statusCode).toBe(200);
  await site.close();
});
