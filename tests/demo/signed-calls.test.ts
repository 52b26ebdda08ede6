import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HookResponse } from '#src/cds/protocol.ts';
import { explain, fireHook, type Practice, withTokens } from '../../demo/page/ehr.js';
import { bearer, clientsFile, ecKey, tokenFor } from '../support/client-tokens.ts';
import { freePort } from '../support/free-port.ts';
import { sendRaw } from '../support/raw-request.ts';
import { type OpenPractice, openPractice } from './open-practice.ts';

const ehr = 'https://ehr.example.org';
const view = '/cds-services/secure-base-patient-view';

describe('the demonstration where callers need a token', () => {
  const key = ecKey();
  let practice: OpenPractice;
  let open: OpenPractice;
  beforeAll(async () => {
    const port = await freePort();
    const fhirServers = [`http://127.0.0.1:${port}/demo/fhir`];
    const reach = { fhirServers, allowHttp: true, allowPrivateAddresses: true };
    const clients = [{ issuer: ehr, jwks: { keys: [key.jwk] }, origins: [ehr], ...reach }];
    const env = { PORT: port, FHIR_SERVERS: '', TRUSTED_CLIENTS: clientsFile(clients) };
    [practice, open] = await Promise.all([openPractice('2026-11-24', env), openPractice('2026-11-24')]);
  });
  afterAll(() => Promise.all([practice.close(), open.close()]));

  const getFrom =
    ({ url }: OpenPractice) =>
    (path: string, init?: RequestInit) =>
      fetch(`${url}/${path}`, init);
  const page = async (of: OpenPractice) => {
    const get = getFrom(of);
    const summary = (await (await get('demo/practice.json')).json()) as Practice;
    return { get: withTokens(get, summary), summary };
  };
  const opening = { userId: 'Practitioner/dr-wren', patientId: 'amina-khan' };
  const token = (path: string) => bearer(tokenFor(key, path, { claims: { iss: ehr, aud: `${practice.url}${path}` } }));
  const askForToken = (path: unknown, of = practice, headers = {}) =>
    getFrom(of)('demo/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ path }),
    });

  test.each([
    'prefetch',
    'server',
  ] as const)('the page’s own calls are signed and get their card by %s', async (way) => {
    const { get, summary } = await page(practice);
    expect(summary.areCallsSigned).toBe(true);
    const { status, response } = await fireHook({ get, practice: summary, ...opening, way });
    expect([status, response.cards?.length]).toEqual([200, 1]);
  });

  test('the page can answer a card, and show it again', async () => {
    const { get, summary } = await page(practice);
    const person = { userId: 'Practitioner/dr-wren', patientId: 'colin-reed', practice: summary, get };
    const { response, service } = await fireHook({ ...person, way: 'prefetch' });
    const feedback = [
      { card: response.cards?.[0]?.uuid, outcome: 'overridden', outcomeTimestamp: '2026-11-24T10:00:00Z' },
    ];
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    expect(
      (await get(`cds-services/${service}/feedback`, { ...json, body: JSON.stringify({ feedback }) })).status,
    ).toBe(200);
    const again = await fireHook({ ...person, way: 'prefetch' });
    expect(again.response.cards).toEqual([]);
    const held = (await explain(again.request, get)).filter(({ outcome }) => outcome === 'held');
    expect(held.map(({ reason }) => reason)).toContain('quiet-answered');
    await get('demo/show-again', { ...json, body: JSON.stringify({ patientId: 'colin-reed' }) });
    expect((await fireHook({ ...person, way: 'prefetch' })).response.cards).toHaveLength(1);
  });

  test('a call without a token is refused, whatever it asks', async () => {
    const { summary } = await page(practice);
    const get = getFrom(practice);
    expect((await get('cds-services')).status).toBe(401);
    expect((await get(view.slice(1), { method: 'POST' })).status).toBe(401);
    expect((await get(`${view.slice(1)}/feedback`, { method: 'POST' })).status).toBe(401);
    // The twin: the same page without its tokens.
    await expect(
      fireHook({ get, practice: { ...summary, areCallsSigned: false }, ...opening, way: 'server' }),
    ).rejects.toThrow();
  });

  test('a client of the file gets its card by its own token, also from the practice’s FHIR server', async () => {
    const answer = await fetch(`${practice.url}${view}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...token(view) },
      body: JSON.stringify({
        hook: 'patient-view',
        hookInstance: crypto.randomUUID(),
        fhirServer: `${practice.url}/demo/fhir`,
        context: opening,
      }),
    });
    expect([answer.status, ((await answer.json()) as HookResponse).cards.length]).toEqual([200, 1]);
  });

  test('a token of the page opens one path once', async () => {
    const authorization = bearer(((await (await askForToken('/cds-services')).json()) as { token: string }).token);
    const discover = (path: string) => fetch(`${practice.url}${path}`, { headers: authorization });
    expect((await discover(view)).status).toBe(401);
    expect((await discover('/cds-services')).status).toBe(200);
    expect((await discover('/cds-services')).status).toBe(401);
  });

  test.each([
    '/admin/summary',
    '/cds-services/x/y',
    'cds-services',
    '',
    7,
    undefined,
  ])('no token is signed for %j', async (path) => {
    expect((await askForToken(path)).status).toBe(400);
  });

  test('no page of another origin or host gets a token', async () => {
    const preflight = await getFrom(practice)('demo/token', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"path":"/cds-services"}' };
    expect((await getFrom(practice)('demo/token', form)).status).toBe(415);
    const { port } = new URL(practice.url);
    const rebound = 'GET /demo/practice.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    expect((await sendRaw(Number(port), rebound)).status).toBe(421);
  });

  test('where callers need no token there is none to be had, and the page asks for none', async () => {
    const { get, summary } = await page(open);
    expect(summary.areCallsSigned).toBe(false);
    expect((await askForToken('/cds-services', open)).status).toBe(404);
    expect((await fireHook({ get, practice: summary, ...opening, way: 'prefetch' })).status).toBe(200);
  });
});
