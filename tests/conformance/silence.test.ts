import { afterEach, describe, expect, test } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { HookResponse } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { bearer, ecKey, issuer, publicUrl, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { type ExampleCall, exampleCall, staffFile } from '../support/example.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** The example's surgery, which Dr Patel has left: a card in patient-view. */
async function givenTheSurgery(env: Record<string, string> = {}): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), ...env } });
  closing.push(site.close);
  return site;
}
const noCards = { MAX_CARDS: '0' };
const exampleWith = (more: object = {}): ExampleCall => {
  const call = exampleCall({ hook: 'patient-view' });
  return { ...call, hookInstance: crypto.randomUUID(), context: { ...call.context, ...more } };
};
/** The extension; undefined where there is none. Whatever else an answer has fails. */
function silenceIn(answer: LightMyRequestResponse) {
  expect(answer.statusCode).toBe(200);
  const { cards, extension } = HookResponse.strict().parse(answer.json());
  return { cards: cards.length, silence: extension?.['org.secure-base.silence'] };
}
const left = { code: 'usual-clinician-left', why: 'over-limit' };
const activity = { part: 'activity', why: 'not-available' };

describe('An answer without cards', () => {
  test('names what is held back and what could not be read; one with cards has no extension', async () => {
    const silent = await givenTheSurgery(noCards);
    const named = silenceIn(await silent.post(serviceUrl, exampleWith()));
    expect(named.silence).toEqual({ unread: expect.arrayContaining([activity]), held: [left] });
    const site = await givenTheSurgery();
    expect(silenceIn(await site.post(serviceUrl, exampleWith()))).toEqual({ cards: 1, silence: undefined });
  });

  test('is held back by an answer that was given before, and says which', async () => {
    const site = await givenTheSurgery();
    const [card] = (await site.post(serviceUrl, exampleWith())).json().cards;
    const item = { card: card.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() };
    await site.post(`${serviceUrl}/feedback`, {
      feedback: [{ ...item, overrideReason: { reason: { code: 'not-now' } } }],
    });
    const { silence } = silenceIn(await site.post(serviceUrl, exampleWith()));
    expect(silence?.held).toEqual([{ code: 'usual-clinician-left', why: 'quiet-not-now' }]);
  });

  test('has no extension where no chart was looked at', async () => {
    const site = await givenTheSurgery();
    const call = exampleCall({ hook: 'order-sign' });
    const draftOrders = { resourceType: 'Bundle', entry: [] };
    const answer = await site.post('/cds-services/secure-base-order-sign', {
      ...call,
      context: { ...call.context, draftOrders },
    });
    expect(answer.json()).toEqual({ cards: [] });
  });

  test('leaves out an empty part', async () => {
    const site = await givenTheSurgery({ DETECTIONS_OFF: 'usual-clinician-left', MAX_CARDS: '0' });
    const call = exampleCall({ hook: 'patient-view' });
    const prefetch = { ...call.prefetch, encounters: { resourceType: 'Bundle', type: 'searchset', total: 0 } };
    const answer = await site.post(serviceUrl, { ...call, prefetch });
    expect(Object.keys(silenceIn(answer).silence ?? {})).toEqual(['unread']);
  });
});

test('the extension is in the OpenAPI description', async () => {
  const site = await givenTheSurgery();
  const { paths } = (await site.get('/openapi.json')).json();
  const { schema } = paths[serviceUrl].post.responses['200'].content['application/json'];
  const { unread, held } = schema.properties.extension.properties['org.secure-base.silence'].properties;
  expect([Object.keys(unread.items.properties), Object.keys(held.items.properties)]).toEqual([
    ['part', 'why'],
    ['code', 'why'],
  ]);
});

describe('Who learns why there are no cards', () => {
  test.each([
    'Patient/margaret-holloway',
    'RelatedPerson/daughter',
    'https://ehr.example.org/fhir/Patient/margaret-holloway',
  ])('not %s', async (userId) => {
    const site = await givenTheSurgery(noCards);
    expect((await site.post(serviceUrl, exampleWith({ userId }))).json()).toEqual({ cards: [] });
    const clinician = await site.post(serviceUrl, exampleWith({ userId: 'Practitioner/sam-khan' }));
    expect(silenceIn(clinician).silence).toBeDefined();
  });

  test('an authenticated client, and nobody without a token', async () => {
    const key = ecKey();
    const clients = [{ issuer, jwks: { keys: [key.jwk] } }];
    const site = await givenTheSurgery({ ...trusting(clients), ...noCards });
    expect((await site.post(serviceUrl, exampleWith())).json()).not.toHaveProperty('extension');
    const answer = await site.post(serviceUrl, exampleWith(), bearer(tokenFor(key, serviceUrl)));
    expect(silenceIn(answer).silence?.held).toEqual([left]);
  });

  test('on loopback everybody, on an open service that others can reach nobody', async () => {
    const open = { PUBLIC_URL: publicUrl, OPEN_ACCESS: 'true', PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };
    const closed = { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '', ...noCards };
    const host = { host: new URL(publicUrl).host };
    const reachable = await givenTheSurgery({ ...closed, ...open });
    expect((await reachable.post(serviceUrl, exampleWith(), host)).json()).toEqual({ cards: [] });
    const loopback = await givenTheSurgery(closed);
    expect(silenceIn(await loopback.post(serviceUrl, exampleWith())).silence).toBeDefined();
  });
});

describe('Where nothing is ready at the deadline', () => {
  const late = async (userId: string) => {
    const site = await startApp({
      env: { DEADLINE_MS: '200' },
      services: () => [{ ...(services[0] as (typeof services)[0]), call: () => new Promise(() => {}) }],
    });
    closing.push(site.close);
    return silenceIn(await site.post(serviceUrl, exampleWith({ userId })));
  };
  let services: TestApp['services'];

  test('the whole of the record is named as unread; to the person nothing is', async () => {
    ({ services } = await givenTheSurgery());
    const all = { unread: [{ part: 'all', why: 'timeout' }] };
    for (const userId of ['Practitioner/sam-khan', 'sam-khan', 'Group/patients'])
      expect(await late(userId)).toEqual({ cards: 0, silence: all });
    for (const userId of ['Patient/margaret-holloway', 'https://ehr.example.org/RelatedPerson/7'])
      expect(await late(userId)).toEqual({ cards: 0, silence: undefined });
  });
});
