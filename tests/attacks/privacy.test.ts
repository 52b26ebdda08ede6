import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { type Fault, type FhirServer, startFhirServer } from '../support/fhir-server.ts';

const url = '/cds-services/secure-base-patient-view';
/** Each stands for something that must stay inside: names, ids, tokens, comments. */
const markers = [
  'margaret',
  'holloway',
  'ayla-patel',
  'sam-khan',
  '1951-04-17',
  'visit-1',
  'xqtoken',
  'xqcomment',
  'xqscope',
  'xqinstance',
  'xquser',
];
const authorization = {
  access_token: 'xqtoken-1',
  token_type: 'Bearer',
  expires_in: 60,
  scope: 'xqscope',
  subject: 'xquser',
};
const faults: Fault[] = [
  { status: 500 },
  { status: 401 },
  { status: 404 },
  { truncated: true },
  { cut: true },
  { empty: true },
  { outcome: 'instead' },
  { body: '{"resourceType":"xquser"}' },
  { redirect: 'http://127.0.0.1:9/xquser' },
  { delayMs: 600 },
];

let site: TestApp;
let server: FhirServer;
beforeAll(async () => {
  site = await startApp({ env: { DEADLINE_MS: '250', STAFF_DIRECTORY: staffFile(), LOG_LEVEL: 'debug' } });
  server = await startFhirServer({ resources: exampleResources() });
});
afterAll(() => Promise.all([site.close(), server.close()]));

/** Which markers are in a text. */
const leaks = (text: string) => markers.filter((marker) => text.toLowerCase().includes(marker));

test('no name, id, token or comment reaches the log or the metrics, whatever fails', async () => {
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const body = { ...call, fhirServer: server.base, fhirAuthorization: authorization };
  const answers = [await site.post(url, body), await site.post(url, { ...body, prefetch })];
  const types = [...new Set(server.requests.map(({ type }) => type))];
  expect(types.length).toBeGreaterThan(3);
  for (const type of types)
    for (const fault of faults) {
      server.fail(type, fault);
      answers.push(await site.post(url, body));
      server.fail(type);
    }
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 412]));
  expect(site.lines.length).toBeGreaterThan(answers.length - 1);
  expect(leaks(site.lines.join('\n'))).toEqual([]);
  expect(leaks(await site.metrics())).toEqual([]);
  for (const answer of answers) if (answer.statusCode !== 200) expect(leaks(answer.body)).toEqual([]);
}, 60_000);

test('nor does anything of the context of another hook', async () => {
  const hidden = ['harold', 'bright', 'leila', 'haddad', 'iris', 'mary-poole', 'nia-evans', 'slot-1', 'xqodd'];
  for (const { id, hook } of site.services) {
    const call = exampleCall({ hook });
    const odd = {
      resourceType: 'Bundle',
      entry: [{ resource: { resourceType: 'Appointment', id: 'xqodd', start: 'xqodd' } }],
    };
    for (const appointments of [call.context.appointments, odd, 'xqodd'])
      await site.post(`/cds-services/${id}`, { ...call, context: { ...call.context, appointments } });
  }
  const said = `${site.lines.join('\n')}${await site.metrics()}`.toLowerCase();
  expect(hidden.filter((one) => said.includes(one))).toEqual([]);
});

test('a refused request repeats nothing of what was sent', async () => {
  const { context, ...call } = exampleCall({ hook: 'patient-view' });
  const feedback = { card: 'xqinstance', outcome: 'xqcomment', outcomeTimestamp: 'xqcomment' };
  const bodies: [string, unknown][] = [
    [url, { ...call, hookInstance: 'xqinstance', context }],
    [url, { ...call, context: { ...context, patientId: 'margaret holloway' } }],
    [url, { ...call, context, fhirServer: 'xquser' }],
    [
      url,
      { ...call, context, fhirServer: server.base, fhirAuthorization: { ...authorization, token_type: 'xqtoken' } },
    ],
    [url, `{"xquser": ${JSON.stringify(call)}`],
    [`${url}/feedback`, { feedback: [feedback] }],
    ['/cds-services/margaret-holloway', {}],
    ['/margaret?patient=holloway', {}],
  ];
  for (const [address, body] of bodies) {
    const answer = await site.post(address, body);
    expect([address, answer.statusCode >= 400]).toEqual([address, true]);
    expect([address, leaks(answer.body)]).toEqual([address, []]);
  }
  expect(leaks(site.lines.join('\n'))).toEqual([]);
  expect(leaks(await site.metrics())).toEqual([]);
});

test('a comment in feedback stays inside', async () => {
  const answer = await site.post(`${url}/feedback`, { feedback: [remark()] });
  expect([answer.statusCode, leaks(answer.body)]).toEqual([200, []]);
  expect(leaks(site.lines.join('\n') + (await site.metrics()))).toEqual([]);
});

describe('the store and the audit', () => {
  /** Everything that a site has put on the disk, after a chart was opened, its card shown and answered with a remark. */
  async function kept(env: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
    const own = await startApp({
      env: { STORE_URL: `file:${join(folder, 'store.sqlite')}`, STAFF_DIRECTORY: staffFile(), ...env },
    });
    const call = exampleCall({ hook: 'patient-view' });
    const headers = { authorization: 'Bearer xqtoken.xqtoken.xqtoken' };
    const context = { ...call.context, encounterId: 'visit-1' };
    const shown = await own.post(
      url,
      { ...call, context, fhirAuthorization: authorization, fhirServer: server.base },
      headers,
    );
    const [card] = shown.json().cards;
    expect(card).toBeDefined();
    const items = [
      remark(card.uuid),
      remark('xquser'),
      { ...remark(card.uuid), overrideReason: { reason: { code: 'xqscope' } } },
    ];
    expect((await own.post(`${url}/feedback`, { feedback: items }, headers)).statusCode).toBe(200);
    await own.close();
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    return { disk: files.join(''), audit: JSON.stringify(own.audited), uuid: card.uuid as string, own };
  }

  test('hold the card’s id and pseudonyms, and nothing of a person, a token or a remark', async () => {
    const { disk, audit, uuid, own } = await kept({});
    expect(disk).toContain(uuid);
    expect(disk).toContain('usual-clinician-left');
    expect(leaks(disk)).toEqual([]);
    expect(own.audited).toMatchObject([
      { audit: 1, kind: 'hook', tenant: 'open', hook: 'patient-view', status: 200, cards: ['usual-clinician-left'] },
      { audit: 1, kind: 'feedback', tenant: 'open', status: 200 },
    ]);
    expect(leaks(audit + own.lines.join('\n'))).toEqual([]);
  });

  test('a remark is kept where a site asks for that', async () => {
    const { disk, audit, own } = await kept({ KEEP_COMMENTS: 'true' });
    expect(leaks(disk)).toEqual(['xqcomment']);
    expect(leaks(audit + own.lines.join('\n'))).toEqual([]);
  });
});

function remark(card = 'c') {
  return {
    card,
    outcome: 'overridden',
    overrideReason: { userComment: 'xqcomment' },
    outcomeTimestamp: new Date().toISOString(),
  };
}
