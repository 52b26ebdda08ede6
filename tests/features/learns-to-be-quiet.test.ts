import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ecKey, issuer, serviceUrl as service, tokenFor, trusting } from '../support/client-tokens.ts';
import { type ExampleCall, exampleCall } from '../support/example.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { withLateRepeat } from '../support/late-repeat.ts';
import { untilToday } from '../support/today.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-retired-'));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newStore = () => ({ STORE_URL: `file:${join(folder, `${stores++}.sqlite`)}` });

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const administrator = 'administrator-of-alder-lane';
const ec = ecKey();
/** One EHR of two practices. */
const client = { issuer, jwks: { keys: [ec.jwk] }, tenants: ['alder-lane', 'birch-road'] };
const usual = {
  ...trusting([client]),
  ADMIN_TOKEN: administrator,
  CARDS_PER_100_OPENINGS: '0',
  RATE_LIMIT_PER_SECOND: '0',
};
const alderLane = JSON.stringify([issuer, 'alder-lane']);

/** Dr Patel, who knew everyone, has left two months ago. */
async function givenAReplica(env: Record<string, string> = newStore()): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: exampleStaffFile(), ...usual, ...env } });
  closing.push(site.close);
  return site;
}

function callAs(site: TestApp, tenant: string, path: string, body: unknown) {
  const token = tokenFor(ec, path, { claims: { tenant } });
  return site.post(path, body, { authorization: `Bearer ${token}` });
}

/** The first card when someone's chart is opened; people are numbered. */
async function whenAChartIsOpened(site: TestApp, person: number, tenant = 'alder-lane'): Promise<Card | undefined> {
  const call = JSON.stringify(exampleCall({ hook: 'patient-view' }));
  const text = untilToday(call.replaceAll('margaret-holloway', `p-${person}`));
  const answer = await callAs(site, tenant, service, text);
  expect(answer.statusCode).toBe(200);
  return answer.json().cards[0];
}

async function whenChartsAreOpened(site: TestApp, from: number, to: number): Promise<Card[]> {
  const cards: Card[] = [];
  for (let person = from; person <= to; person += 1) {
    const card = await whenAChartIsOpened(site, person);
    if (card !== undefined) cards.push(card);
  }
  await site.memory.flush(1000);
  return cards;
}

async function whenAnswered(site: TestApp, cards: readonly { uuid: string }[], code: string) {
  const outcomeTimestamp = new Date().toISOString();
  const feedback = cards.map(({ uuid }) => ({
    card: uuid,
    outcome: 'overridden',
    overrideReason: { reason: { code } },
    outcomeTimestamp,
  }));
  expect((await callAs(site, 'alder-lane', `${service}/feedback`, { feedback })).statusCode).toBe(200);
}

const whenWoken = (site: TestApp, code: string, tenant: unknown = alderLane) =>
  site.post(`/admin/detections/${code}/wake`, { tenant }, { authorization: `Bearer ${administrator}` });

/** Whether there is no card for someone of whom something was found that is retired. */
async function isSilent(site: TestApp, person: number): Promise<boolean> {
  const held = async () => Number(/why="retired"\} (\d+)/.exec(await site.metrics())?.[1] ?? 0);
  const before = await held();
  const card = await whenAChartIsOpened(site, person);
  return card === undefined && (await held()) === before + 1;
}

const codeOf = (card: Card | undefined) => card?.source.topic?.code;
const left = 'usual-clinician-left';

describe('Of some thirty cards of a detection, nine or ten are answered ‘the facts are wrong’', () => {
  test('and the next is not shown, at either replica, in that practice alone, also after a restart', async () => {
    const env = newStore();
    const [here, there] = [await givenAReplica(env), await givenAReplica(env)];
    const cards = [...(await whenChartsAreOpened(here, 1, 15)), ...(await whenChartsAreOpened(there, 16, 30))];
    expect(cards.map(codeOf)).toEqual(Array(30).fill(left));
    await whenAnswered(here, cards.slice(0, 8), 'facts-wrong');
    expect(codeOf(await whenAChartIsOpened(there, 31))).toBe(left);
    await there.memory.flush(1000);
    // Of thirty-one, nine are not surely over 15 %; ten are.
    await whenAnswered(there, cards.slice(8, 10), 'facts-wrong');

    for (const site of [here, there]) {
      expect(await isSilent(site, 32)).toBe(true);
      expect(codeOf(await whenAChartIsOpened(site, 33, 'birch-road'))).toBe(left);
      // What was shown in this visit does not come back.
      expect(await isSilent(site, 30)).toBe(true);
    }
    const restarted = await givenAReplica(env);
    expect(await isSilent(restarted, 34)).toBe(true);
    const lines = [here, there, restarted].flatMap(({ lines: logged }) =>
      logged.filter((one) => one.includes('detection-')),
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        level: 40,
        event: 'detection-retired',
        tenant: alderLane,
        code: left,
        rule: 'rejected',
        cards: 31,
        answered: 10,
      },
    ]);
    expect(lines.join()).not.toMatch(/p-\d/);
  });

  test('and it is shown where nothing is to be retired', async () => {
    const site = await givenAReplica({ ...newStore(), RETIRE_ABOVE: '0' });
    await whenAnswered(site, await whenChartsAreOpened(site, 1, 30), 'unkind-wording');
    expect(codeOf(await whenAChartIsOpened(site, 31))).toBe(left);
  });
});

describe('Three cards are answered ‘the wording is unkind’', () => {
  async function givenARetiredDetection(env?: Record<string, string>) {
    const site = await givenAReplica(env);
    const cards = await whenChartsAreOpened(site, 1, 4);
    await whenAnswered(site, cards.slice(0, 3), 'unkind-wording');
    expect(await isSilent(site, 5)).toBe(true);
    return { site, cards };
  }

  test('and the detection is silent until it is woken; then only what is shown later counts', async () => {
    const { site, cards } = await givenARetiredDetection();
    expect((await whenWoken(site, left)).json()).toEqual({ woken: true });
    expect(codeOf(await whenAChartIsOpened(site, 6))).toBe(left);
    await whenAnswered(site, cards, 'unkind-wording');
    expect(codeOf(await whenAChartIsOpened(site, 7))).toBe(left);
    await site.memory.flush(1000);
    await whenAnswered(site, await whenChartsAreOpened(site, 8, 10), 'unkind-wording');
    expect(await isSilent(site, 11)).toBe(true);
  });

  test('and while the store can’t be read it stays silent', async () => {
    const { site } = await givenARetiredDetection();
    await site.memory.store.close();
    expect(await isSilent(site, 6)).toBe(true);
  });

  test('and nothing that rests on it is said', async () => {
    const site = await givenAReplica({ ...newStore(), MAX_CARDS: '20' });
    const leaves = async () => {
      const { status, cards } = await opensAtDischarge(site, 'iris-bell');
      expect(status).toBe(200);
      return cards.map(codeOf);
    };
    expect(await leaves()).toContain('next-contact');
    for (const person of ['a', 'b', 'c']) {
      const { cards } = await opensLate(site, person);
      await site.memory.flush(1000);
      await whenAnswered(
        site,
        cards.filter((card) => codeOf(card) === 'medicine-not-collected'),
        'unkind-wording',
      );
    }
    expect(await leaves()).not.toContain('next-contact');
    expect(await site.metrics()).toContain('secure_base_held_total{code="next-contact",why="rests-on-a-no"} 1');
  });
});

describe('A client sends bad answers for cards that nobody was shown', () => {
  test('and nothing is retired, however many there are', async () => {
    const site = await givenAReplica();
    await whenChartsAreOpened(site, 1, 30);
    for (let call = 0; call < 8; call += 1) {
      const unknown = Array.from({ length: 100 }, () => ({ uuid: crypto.randomUUID() }));
      await whenAnswered(site, unknown, call % 2 ? 'unkind-wording' : 'facts-wrong');
    }
    expect(codeOf(await whenAChartIsOpened(site, 31))).toBe(left);
  });

  test('or one bad answer to one card again and again, and nothing is retired either', async () => {
    const site = await givenAReplica();
    const [card] = await whenChartsAreOpened(site, 1, 30);
    for (let call = 0; call < 30; call += 1) await whenAnswered(site, card ? [card] : [], 'unkind-wording');
    expect(codeOf(await whenAChartIsOpened(site, 31))).toBe(left);
  });
});

/** Mrs Bell, or someone like her, whose repeat ran out on 26 August. */
function ofLateRepeat(person: string): ExampleCall {
  const call = JSON.stringify(withLateRepeat(exampleCall({ hook: 'encounter-discharge' })));
  return JSON.parse(untilToday(call.replaceAll('iris-bell', person)));
}

async function opensLate(site: TestApp, person: string): Promise<{ status: number; cards: Card[] }> {
  return opens(site, 'patient-view', person);
}

async function opensAtDischarge(site: TestApp, person: string): Promise<{ status: number; cards: Card[] }> {
  return opens(site, 'encounter-discharge', person);
}

async function opens(site: TestApp, hook: string, person: string): Promise<{ status: number; cards: Card[] }> {
  const body = { ...ofLateRepeat(person), hook, hookInstance: crypto.randomUUID() };
  const answer = await callAs(site, 'alder-lane', `/cds-services/secure-base-${hook}`, body);
  return { status: answer.statusCode, cards: answer.json().cards };
}
