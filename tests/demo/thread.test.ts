import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cookieBrowser } from '../smart/cookie-browser.ts';
import { clientsFile, ecKey } from '../support/client-tokens.ts';
import { freePort } from '../support/free-port.ts';
import { type OpenPractice, openPractice } from './open-practice.ts';

/** What the page does when a link of its is opened: it begins a launch, and opens the app's address with it. */
async function openApp({ url }: OpenPractice, context: object, headers: Record<string, string> = {}) {
  const summary = (await (await fetch(`${url}/demo/practice.json`)).json()) as Record<string, string>;
  const answer = await fetch(`${url}/demo/launch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(context),
  });
  if (!answer.ok) return { status: answer.status, page: undefined };
  const { launch } = (await answer.json()) as { launch: string };
  const query = new URLSearchParams({ iss: String(summary.fhirServer), launch });
  return { status: answer.status, page: await cookieBrowser().open(`${summary.thread}?${query}`) };
}

const opening = { userId: 'Practitioner/dr-wren', patientId: 'amina-khan' };

describe.each([
  ['where callers need no token', async () => ({})],
  [
    'where callers need a token',
    async () => ({
      FHIR_SERVERS: '',
      TRUSTED_CLIENTS: clientsFile([{ issuer: 'https://ehr.example.org', jwks: { keys: [ecKey().jwk] } }]),
    }),
  ],
  ['below a path prefix', async (port: string) => ({ PUBLIC_URL: `http://127.0.0.1:${port}/cds` })],
])('the demonstration’s EHR, %s', (_, envFor) => {
  let practice: OpenPractice;
  beforeAll(async () => {
    const port = await freePort();
    practice = await openPractice('2026-11-24', { PORT: port, ...(await envFor(port)) });
  });
  afterAll(() => practice.close());

  test('launches the thread of care by the true flow', async () => {
    const { page } = await openApp(practice, opening);
    expect([page?.status, page?.url]).toEqual([200, expect.stringMatching(/\/thread\?of=[\w-]{36}$/)]);
    expect(page?.headers.get('content-security-policy')).toContain(`frame-ancestors ${new URL(practice.url).origin}`);
  });

  test('launches for its own page alone, and for ids alone', async () => {
    expect((await openApp(practice, opening, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await openApp(practice, opening, { origin: new URL(practice.url).origin })).status).toBe(200);
    expect((await openApp(practice, { ...opening, patientId: 'a/b' })).status).toBe(400);
    expect((await openApp(practice, { ...opening, userId: 'Patient/x' })).status).toBe(400);
  });
});

test('a page that was opened is a line of the audit, under the pseudonyms of the hook’s line', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'audit.log');
  const practice = await openPractice('2026-11-24', { PORT: await freePort(), AUDIT_LOG: file });
  await fetch(`${practice.url}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ hook: 'patient-view', hookInstance: crypto.randomUUID(), fhirServer: `${practice.url}/demo/fhir` },
      context: opening,
    }),
  });
  await openApp(practice, opening);
  await cookieBrowser().open(`${practice.url}/thread`);
  await practice.close();
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [hook, page, ...others] = lines;
  expect(others).toEqual([]);
  const { patient, clinician, tenant } = hook;
  expect(page).toEqual({
    ...{ audit: 1, time: expect.any(String), kind: 'page', service: 'thread', outcome: 'answered', status: 200 },
    ...{ tenant, patient, clinician, ms: expect.any(Number) },
  });
  expect(patient).toMatch(/^[\w-]{43}$/);
});

test('an ephemeral port, which nobody knows in advance, has no thread to open', async () => {
  const practice = await openPractice('2026-11-24');
  const summary = (await (await fetch(`${practice.url}/demo/practice.json`)).json()) as object;
  expect(Object.keys(summary)).not.toContain('thread');
  expect((await fetch(`${practice.url}/demo/launch`, { method: 'POST' })).status).toBe(404);
  await practice.close();
});
