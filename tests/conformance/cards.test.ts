import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { Card } from '#src/cds/protocol.ts';
import { faultsOf } from '../cards/profiles.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { withoutUuids } from '../support/card-facts.ts';
import { exampleCall, staffFile } from '../support/example.ts';

const uuidV5 = /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const system = 'https://secure-base.org/fhir/CodeSystem';

describe('1.6 Response', () => {
  let cards: Card[];
  const sites: TestApp[] = [];
  const site = () => sites[0] as TestApp;
  const open = (of: TestApp, change: (text: string) => string = (text) => text) =>
    Promise.all(
      of.services.map(({ id, hook }) => of.post(`/cds-services/${id}`, change(JSON.stringify(exampleCall({ hook }))))),
    );

  // Three sites that differ in one thing: Dr Patel has left, stays, or is about to leave.
  beforeAll(async () => {
    for (const staff of [staffFile(), staffFile(''), staffFile('2026-11-15')])
      sites.push(await startApp({ env: { STAFF_DIRECTORY: staff, MAX_CARDS: '20' } }));
    const answers = (await Promise.all(sites.map((one) => open(one)))).flat();
    cards = answers.flatMap((answer) => answer.json().cards);
  });
  afterAll(() => Promise.all(sites.map((one) => one.close())));

  test('C1: success is 200 with a cards array; nothing to say is 200 and []', async () => {
    for (const answer of await open(site())) {
      expect(answer.statusCode).toBe(200);
      expect(Array.isArray(answer.json().cards)).toBe(true);
    }
    const silent = await startApp({ env: { MAX_CARDS: '0', STAFF_DIRECTORY: staffFile() } });
    for (const answer of await open(silent)) expect([answer.statusCode, answer.json().cards]).toEqual([200, []]);
    await silent.close();
    expect(new Set(cards.map(({ source }) => source.topic?.code)).size).toBeGreaterThan(2);
  });

  test('C2, C3: every other status carries an OperationOutcome with severity and code, and no stack', async () => {
    for (const service of site().services) {
      const url = `/cds-services/${service.id}`;
      const answers = [
        await site().post(url, '{'),
        await site().post('/cds-services/unknown', {}),
        await site().get(url),
        await site().post(url, { ...exampleCall(service), prefetch: {} }),
        await site().post(url, JSON.stringify('x'.repeat(11_000_000))),
        await site().post(url, 'hook=patient-view', { 'content-type': 'application/x-www-form-urlencoded' }),
        await site().get('/nowhere'),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 404, 405, 412, 413, 415, 404]);
      for (const answer of answers) {
        const { resourceType, issue } = answer.json();
        expect([resourceType, issue[0].severity, typeof issue[0].code]).toEqual([
          'OperationOutcome',
          'error',
          'string',
        ]);
        expect(answer.body).not.toMatch(/node_modules|\bat .*:\d+|Error:/);
      }
    }
  });

  test('C4: summary is one line of under 140 characters, with the longest names too', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff-Ñuñez-ДостоевскийО’Shaughnessy-👩‍⚕️';
    const answers = await open(site(), (call) =>
      call.replaceAll(/Holloway|Bright|Haddad|Bell|Margaret|Harold|Leila|Iris/g, long),
    );
    const named = answers.flatMap((answer) => answer.json().cards as Card[]);
    expect(named).toHaveLength((await open(site())).flatMap((answer) => answer.json().cards).length);
    for (const { summary } of [...cards, ...named]) {
      expect([...summary].length).toBeLessThan(140);
      expect(summary).toMatch(/^\S[^\n\r\t]*\S$/u);
    }
  });

  test('C5: indicator is info', () => {
    for (const { indicator } of cards) expect(indicator).toBe('info');
  });

  test('C6: source has a label, the detection’s page as absolute url, and its code as topic', async () => {
    for (const { source } of cards) {
      expect(source.label).toBe('Secure Base');
      expect(source.topic?.system).toBe(`${system}/detections`);
      expect(source.url).toBe(`http://127.0.0.1:8080/detections/${source.topic?.code}`);
      expect((await site().get(new URL(source.url ?? '').pathname)).statusCode).toBe(200);
    }
  });

  test('C7: detail is there, without HTML, and text of the record makes neither markup nor links', async () => {
    const hostile = '<img src=x onerror=alert(1)> [a](http://evil.example) *b* https://evil.example';
    const staff = JSON.stringify(hostile).slice(1, -1);
    const answers = await open(site(), (call) => call.replaceAll(/Holloway|Bright|Haddad|Bell/g, staff));
    for (const { detail = '' } of [...cards, ...answers.flatMap((answer) => answer.json().cards as Card[])]) {
      expect(detail.trim()).not.toBe('');
      expect(detail).not.toMatch(/<\/?[a-z!]/i);
      expect(detail).not.toMatch(/\]\(|https?:\/\//);
    }
  });

  test('C8, C9: selectionBehavior where, and only where, there are suggestions; at most one is recommended', () => {
    expect(cards.some(({ suggestions }) => suggestions)).toBe(true);
    expect(cards.some(({ suggestions }) => !suggestions)).toBe(true);
    for (const { suggestions, selectionBehavior } of cards) {
      expect(['at-most-one', 'any', undefined]).toContain(selectionBehavior);
      expect(selectionBehavior !== undefined).toBe(suggestions !== undefined);
      if (selectionBehavior === 'at-most-one')
        expect(suggestions?.filter(({ isRecommended }) => isRecommended).length).toBeLessThan(2);
      for (const { isRecommended } of suggestions ?? []) expect(isRecommended).toBe(false);
    }
  });

  test('C10, C11, C12, J3: suggestions have label and actions, actions type, description and a whole R4 resource', () => {
    const actions = cards.flatMap(({ suggestions = [] }) =>
      suggestions.flatMap(({ label, actions: all }) => {
        expect(label.trim()).not.toBe('');
        expect(all?.length).toBeGreaterThan(0);
        return all ?? [];
      }),
    );
    for (const { type, description, resource, resourceId } of actions) {
      expect(type).toBe('create');
      expect(description.trim()).not.toBe('');
      expect(resourceId).toBeUndefined();
      expect(faultsOf(resource as Resource)).toEqual([]);
    }
    expect(new Set(actions.map(({ resource }) => resource?.resourceType))).toEqual(
      new Set(['Task', 'Communication', 'CarePlan']),
    );
  });

  test('C13, C16, C18, C19: no deletes, links, actionSelectionBehavior or systemActions', async () => {
    for (const answer of await open(site())) expect(Object.keys(answer.json())).toEqual(['cards']);
    for (const card of cards) {
      expect(card).not.toHaveProperty('links');
      expect(JSON.stringify(card)).not.toContain('actionSelectionBehavior');
      expect(JSON.stringify(card)).not.toContain('"type":"delete"');
    }
  });

  test('C14: the override reasons, in their order, each with code, system and display', () => {
    for (const { overrideReasons = [] } of cards) {
      expect(overrideReasons.map(({ code }) => code)).toEqual([
        'already-known',
        'not-now',
        'not-right-for-this-person',
        'facts-wrong',
        'unkind-wording',
        'other',
      ]);
      for (const reason of overrideReasons) {
        expect(reason.system).toBe(`${system}/override-reasons`);
        expect(reason.display.trim()).not.toBe('');
      }
    }
  });

  test('C15: no links until there is a page of ours to open', () => {
    for (const card of cards) expect(Object.keys(card)).not.toContain('links');
  });

  test('C17: a card first shown, and its suggestions, have new UUIDs of version 4; coming back in the same visit it keeps them', async () => {
    const idsOf = (of: readonly Card[]) =>
      of.flatMap((card) => [card, ...(card.suggestions ?? [])]).map(({ uuid }) => uuid);
    const ids = idsOf(cards);
    for (const id of ids) expect(id).toMatch(uuidV5);
    expect(new Set(ids).size).toBe(ids.length);
    const again = (await Promise.all(sites.map((one) => open(one)))).flat();
    expect(idsOf(again.flatMap((answer) => answer.json().cards))).toEqual(ids);
    const elsewhere = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20' } });
    const others = idsOf((await open(elsewhere)).flatMap((answer) => answer.json().cards));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((id) => ids.includes(id))).toEqual([]);
    await elsewhere.close();
  });

  test('C20: extension values are objects under names in reverse DNS', () => {
    for (const { extension = {} } of cards) {
      expect(Object.keys(extension)).toEqual(['org.secure-base.evidence']);
      for (const value of Object.values(extension)) {
        expect(Array.isArray(value)).toBe(false);
        expect(Object.keys(value)).toEqual(expect.arrayContaining(['counted', 'facts']));
      }
    }
  });

  test('C20: a site can leave them out, and nothing else changes', async () => {
    const off = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20', EVIDENCE: 'off' } });
    const cardsOf = async (of: TestApp): Promise<Card[]> =>
      withoutUuids((await open(of)).flatMap((answer) => answer.json().cards));
    const [without, whole] = [await cardsOf(off), await cardsOf(site())];
    expect(whole.every((card) => 'extension' in card)).toBe(true);
    expect(without).toEqual(whole.map(({ extension, ...card }) => card));
    await off.close();
  });

  test('C21: every Coding has system and code', () => {
    for (const { source, overrideReasons = [] } of cards)
      for (const coding of [source.topic, ...overrideReasons])
        expect([coding?.system, coding?.code].every((part) => part?.trim())).toBe(true);
  });

  test('cards fit the schema that OpenAPI shows', () => {
    for (const card of cards) expect(Card.safeParse(card).error).toBeUndefined();
  });

  test('the standard number of cards is one, the first of the order', async () => {
    const one = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
    const [answer] = await open(one);
    expect(answer?.json().cards).toHaveLength(1);
    expect(answer?.json().cards[0].source.topic.code).toBe(cards[0]?.source.topic?.code);
    await one.close();
  });
});
