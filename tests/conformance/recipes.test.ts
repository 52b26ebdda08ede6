import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silenceExtension } from '#src/cds/silence.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';

/** What docs/integrate.md says of EHRs by what they can do, on the example of a chart whose usual doctor has left. */
const url = '/cds-services/secure-base-patient-view';
const { prefetch = {}, ...bare } = exampleCall({ hook: 'patient-view' });

let withList: TestApp;
let withoutList: TestApp;
let server: FhirServer;
let paging: FhirServer;
beforeAll(async () => {
  const local = { DEMO: 'on' };
  withList = await startApp({ env: { ...local, STAFF_DIRECTORY: staffFile() } });
  withoutList = await startApp({ env: local });
  server = await startFhirServer({ resources: exampleResources() });
  paging = await startFhirServer({ resources: exampleResources(), pageSize: 5 });
});
afterAll(() => Promise.all([withList, withoutList, server, paging].map((one) => one.close())));

interface Asked {
  readonly status: number;
  /** Codes of the cards. */
  readonly cards: readonly string[];
  /** Parts that could not be read, where there is no card. */
  readonly unread: readonly string[];
}

async function ask(site: TestApp, call: object): Promise<Asked> {
  const answer = await site.post(url, { ...bare, hookInstance: crypto.randomUUID(), ...call });
  const { cards = [], extension } = answer.json();
  const unread = extension?.[silenceExtension]?.unread ?? [];
  return {
    status: answer.statusCode,
    cards: cards.map(({ source }: { source: { topic: { code: string } } }) => source.topic.code),
    unread: unread.map(({ part, why }: { part: string; why: string }) => `${part} ${why}`),
  };
}

const left = { status: 200, cards: ['usual-clinician-left'], unread: [] };

test('prefetch and a server: nothing is lost', async () => {
  expect(await ask(withoutList, { prefetch, fhirServer: server.base })).toEqual(left);
});

test('prefetch alone, with a list of staff: the same card', async () => {
  expect(await ask(withList, { prefetch })).toEqual(left);
});

test('prefetch alone, without a list: nobody knows who has left', async () => {
  const { status, cards, unread } = await ask(withoutList, { prefetch });
  expect([status, cards.includes('usual-clinician-left')]).toEqual([200, false]);
  if (cards.length === 0) expect(unread).toContain('roles not-available');
  expect(withoutList.lines.join()).toContain('staff-unknown');
});

test('a server alone: the same card', async () => {
  expect(await ask(withoutList, { fhirServer: server.base })).toEqual(left);
});

test('neither: 412', async () => {
  expect((await ask(withList, {})).status).toBe(412);
});

test('some templates only: the others are read from the server, else their parts are missing', async () => {
  const { encounters: _, ...some } = prefetch;
  expect(await ask(withoutList, { prefetch: some, fhirServer: server.base })).toEqual(left);
  const { cards, unread } = await ask(withList, { prefetch: some });
  expect([cards, unread]).toEqual([[], expect.arrayContaining(['contacts not-available'])]);
});

test('pages with `next`: followed on a server; in a prefetch alone its part is incomplete', async () => {
  expect(await ask(withoutList, { fhirServer: paging.base })).toEqual(left);
  expect(paging.requests.length).toBeGreaterThan(server.requests.length / 2);
  const link = [{ relation: 'next', url: `${server.base}/Encounter?page=2` }];
  const cut = { ...prefetch, encounters: { ...(prefetch.encounters as object), link } };
  const { cards, unread } = await ask(withList, { prefetch: cut });
  expect([cards, unread]).toEqual([[], expect.arrayContaining(['contacts incomplete'])]);
  expect(await ask(withoutList, { prefetch: cut, fhirServer: server.base })).toEqual(left);
});

test('a `total` above the entries, without `next`: incomplete too', async () => {
  const cut = { ...prefetch, encounters: { ...(prefetch.encounters as object), total: 1000 } };
  expect((await ask(withList, { prefetch: cut })).unread).toContain('contacts incomplete');
});
