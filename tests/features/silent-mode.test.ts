import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Statement } from '#src/admin/statement/statement.ts';
import type { Card } from '#src/cds/protocol.ts';
import type { AnsweredOpening } from '#src/cds/service.ts';
import { inFiveWeeks } from '../admin/in-five-weeks.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { prefetchOf } from '../support/chart.ts';
import { exampleCall, exampleHooks, staffFile } from '../support/example.ts';
import { lateProblems } from '../support/late-problems.ts';
import { tellingLives } from '../support/telling-lives.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-silent-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const token = 'administrator-of-alder-lane';
const service = '/cds-services/secure-base-patient-view';
const nothing = '{"cards":[]}';

interface Site extends TestApp {
  /** What each opening was, the latest last. */
  readonly openings: readonly (AnsweredOpening | undefined)[];
}

/** Dr Patel, who knows Mrs Holloway, left on 31 July 2026: `usual-clinician-left` is found in every chart. */
async function givenTheSurgery(env: Record<string, string> = {}): Promise<Site> {
  const openings: (AnsweredOpening | undefined)[] = [];
  const site = await startApp({
    env: { STAFF_DIRECTORY: staffFile(), ADMIN_TOKEN: token, ...env },
    onAnswered: ({ opening }) => void openings.push(opening),
  });
  closing.push(site.close);
  return { ...site, openings };
}

/** A site that starts again on the same store, each time with other settings. */
function onOneStore(name: string) {
  const same = { STORE_URL: `file:${join(folder, name)}`, PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };
  return {
    during: async (env: Record<string, string>, work: (site: Site) => Promise<void>) => {
      const site = await givenTheSurgery({ ...same, ...env });
      await work(site);
      closing.splice(0);
      await site.close();
    },
  };
}

interface Opening {
  readonly patient?: string;
  readonly prefetch?: object;
}

async function answerTo(site: TestApp, { patient = 'margaret-holloway', prefetch = {} }: Opening = {}) {
  const call = exampleCall({ hook: 'patient-view' });
  const body = { ...call, hookInstance: crypto.randomUUID(), prefetch: { ...call.prefetch, ...prefetch } };
  const answer = await site.post(service, JSON.stringify(body).replaceAll('margaret-holloway', patient));
  expect(answer.statusCode).toBe(200);
  return answer;
}
const cardsOf = async (site: TestApp, opening?: Opening): Promise<Card[]> =>
  (await answerTo(site, opening)).json().cards;
const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);
const silentIn = (site: Site) => (site.openings.at(-1)?.silent?.shown ?? []).map(({ code }) => code);
const silentHeldIn = (site: Site) =>
  (site.openings.at(-1)?.silent?.held ?? []).map(({ code, why }) => `${code}: ${why}`);

async function summaryOf(site: TestApp, accept = 'application/json') {
  await site.memory.flush(1000);
  return inFiveWeeks(() => site.get('/admin/summary', { authorization: `Bearer ${token}`, accept }));
}

const overridden = (card: string, reason: string) => ({
  feedback: [
    {
      card,
      outcome: 'overridden',
      overrideReason: { reason: { code: reason } },
      outcomeTimestamp: new Date().toISOString(),
    },
  ],
});

describe('A silent service', () => {
  test('answers every hook without a card and without a word, where the same service speaks', async () => {
    const [silent, speaking] = [await givenTheSurgery({ SILENT: 'true' }), await givenTheSurgery()];
    let cards = 0;
    for (const hook of exampleHooks) {
      const url = `/cds-services/${silent.services.find((one) => one.hook === hook)?.id}`;
      const answer = await silent.post(url, exampleCall({ hook }));
      expect([answer.statusCode, answer.body]).toEqual([200, nothing]);
      cards += (await speaking.post(url, exampleCall({ hook }))).json().cards.length;
    }
    expect(cards).toBeGreaterThanOrEqual(exampleHooks.length - 1);
  });

  test('gives no reason for it, where another service without cards does', async () => {
    const silent = await givenTheSurgery({ SILENT: 'true' });
    expect((await answerTo(silent)).body).toBe(nothing);
    const without = await givenTheSurgery({ MAX_CARDS: '0' });
    expect((await answerTo(without)).json().extension['org.secure-base.silence'].held).toHaveLength(1);
  });

  test.each([
    ['nor where nothing was ready in time', 'true', true],
    ['as another one does', 'false', false],
  ] as const)('%s', async (_, SILENT, isNothing) => {
    const { services } = await givenTheSurgery({ SILENT });
    const [first] = services;
    if (first === undefined) throw new Error('there is no service');
    const never = { ...first, call: () => new Promise<never>(() => {}) };
    const site = await startApp({ env: { DEADLINE_MS: '200' }, services: () => [never] });
    closing.push(site.close);
    expect((await answerTo(site)).body === nothing).toBe(isNothing);
  });

  test('refuses as always a call with too little to say anything', async () => {
    const site = await givenTheSurgery({ SILENT: 'true' });
    const call = { ...exampleCall({ hook: 'patient-view' }), prefetch: {} };
    expect((await site.post(service, call)).statusCode).toBe(412);
  });

  test('counts what it would have shown apart from what was shown, without naming anyone', async () => {
    const site = await givenTheSurgery({ SILENT: 'true' });
    for (let n = 0; n < 8; n += 1) expect((await answerTo(site, { patient: `person-${n}` })).body).toBe(nothing);
    const { periods, review }: Statement = (await summaryOf(site)).json();
    expect([periods.length, review]).toEqual([1, []]);
    expect(periods[0]).toMatchObject({ openings: 8, found: 0, shown: 0, detections: [], heldBy: [], review: [] });
    const found = { code: 'usual-clinician-left', found: 8, held: 0, wouldHaveShown: 8 };
    expect(periods[0]?.silent).toEqual({ detections: [found], heldBy: [] });
    const { body } = await summaryOf(site, 'text/html');
    expect(body).toContain('<th scope="row">Usual clinician has left</th><td class="number">8</td>');
    expect(body).not.toMatch(/person-|sam-khan|patel/i);
    const metrics = await site.metrics();
    expect(metrics).toContain(
      'secure_base_silent_cards_total{service="secure-base-patient-view",code="usual-clinician-left"} 8',
    );
    expect(metrics).not.toMatch(/^secure_base_(cards|held)_total\{/m);
    expect(site.audited.map(({ cards }) => cards)).toEqual(Array(8).fill([]));
  });

  test('a worker thread is silent too', async () => {
    const site = await givenTheSurgery({ SILENT: 'true', WORKERS: '1', DEADLINE_MS: '10000' });
    expect((await answerTo(site)).body).toBe(nothing);
    expect(silentIn(site)).toEqual(['usual-clinician-left']);
  });

  test('explains of every detection that it is off', async () => {
    const { context, prefetch = {} } = exampleCall({ hook: 'patient-view' });
    const rest = { server: undefined, fhirServer: undefined, tenant: 'open', signal: AbortSignal.timeout(10_000) };
    const outcomes = async (env: Record<string, string>) => {
      const [one] = (await givenTheSurgery(env)).services.filter(({ hook }) => hook === 'patient-view');
      const explained = await one?.explain({ ...rest, context: one.context.parse(context), prefetch });
      return explained?.map(({ code, outcome }) => [code, outcome]) ?? [];
    };
    const silent = await outcomes({ SILENT: 'true' });
    expect(new Set(silent.map(([, outcome]) => outcome))).toEqual(new Set(['off']));
    expect(silent.length).toBeGreaterThan(20);
    const others = await outcomes({ SILENT: 'true', SILENT_EXCEPT: 'usual-clinician-left' });
    expect(others.filter(([, outcome]) => outcome !== 'off')).toEqual([['usual-clinician-left', 'shown']]);
  });
});

describe('What would have been shown', () => {
  test('is one card throughout its visit, and quiet after it', async () => {
    const site = await givenTheSurgery({ SILENT: 'true' });
    for (let time = 0; time < 3; time += 1) await answerTo(site);
    const cards = site.openings.map((opening) => opening?.silent?.shown[0]?.card);
    expect([cards.length, new Set(cards).size]).toEqual([3, 1]);
    const short = await givenTheSurgery({ SILENT: 'true', SAME_VISIT_HOURS: '0' });
    await answerTo(short);
    expect(silentIn(short)).toEqual(['usual-clinician-left']);
    await answerTo(short);
    expect([silentIn(short), silentHeldIn(short)]).toEqual([[], ['usual-clinician-left: quiet-shown']]);
  });

  test.each([
    [{}],
    [{ SAME_VISIT_HOURS: '0' }],
  ])('does not quiet the real card once the service speaks (%j)', async (env) => {
    const { during } = onOneStore(`speaks${Object.keys(env).length}.sqlite`);
    let silent: string | undefined;
    await during({ ...env, SILENT: 'true' }, async (site) => {
      await answerTo(site);
      silent = site.openings[0]?.silent?.shown[0]?.card;
      expect(silent).toBeDefined();
    });
    await during(env, async (site) => {
      const [card] = await cardsOf(site);
      expect(card?.source.topic?.code).toBe('usual-clinician-left');
      expect(card?.uuid).not.toBe(silent);
      // The real one quiets as always.
      expect((await cardsOf(site)).map(({ uuid }) => uuid)).toEqual(Object.keys(env).length === 0 ? [card?.uuid] : []);
      const silentToo = { detections: [{ found: '<7' }] };
      expect((await summaryOf(site)).json().periods).toMatchObject([{ shown: '<7', silent: silentToo }]);
    });
  });

  test('is not kept quiet by real cards, but by what clinicians answered to them', async () => {
    const { during } = onOneStore('real-first.sqlite');
    const env = { SAME_VISIT_HOURS: '0' };
    const cards: Card[] = [];
    await during(env, async (site) => {
      for (const patient of ['one', 'two']) cards.push(...(await cardsOf(site, { patient })));
      expect(cards).toHaveLength(2);
      await site.post(`${service}/feedback`, overridden(cards[1]?.uuid ?? '', 'not-now'));
    });
    await during({ ...env, SILENT: 'true' }, async (site) => {
      await answerTo(site, { patient: 'one' });
      expect(silentIn(site)).toEqual(['usual-clinician-left']);
      await answerTo(site, { patient: 'two' });
      expect([silentIn(site), silentHeldIn(site)]).toEqual([[], ['usual-clinician-left: quiet-not-now']]);
    });
  });

  test('is recognised under the new key of the pseudonyms', async () => {
    const { during } = onOneStore('rotated.sqlite');
    const env = { SILENT: 'true', SAME_VISIT_HOURS: '0' };
    const rotated = { PSEUDONYM_KEY: 'fedcba9876543210'.repeat(4) };
    await during(env, async (site) => void (await answerTo(site)));
    await during({ ...env, ...rotated, PSEUDONYM_KEY_OLD: '0123456789abcdef'.repeat(4) }, async (site) => {
      await answerTo(site);
      expect(silentHeldIn(site)).toEqual(['usual-clinician-left: quiet-shown']);
    });
    await during({ ...env, ...rotated }, async (site) => {
      await answerTo(site);
      expect(silentIn(site)).toEqual(['usual-clinician-left']);
    });
  });

  test('uses up a budget of its own, and none of the real one', async () => {
    const { during } = onOneStore('budget.sqlite');
    const env = {
      DETECTIONS_OFF: 'usual-clinician-left,usual-clinician-leaving,trainee-changeover,first-meeting',
      CARDS_PER_100_OPENINGS: '4',
    };
    await during({ ...env, SILENT: 'true' }, async (site) => {
      for (let n = 0; n < 50; n += 1) await answerTo(site, { patient: `p${n}`, prefetch: n < 2 ? lateProblems : {} });
      await answerTo(site, { patient: 'next', prefetch: lateProblems });
      expect([silentIn(site), silentHeldIn(site)]).toEqual([[], ['late-presentation: budget']]);
    });
    await during(env, async (site) => {
      const charts = ['next', 'p0', 'p1'].map((patient) => ({ patient, prefetch: lateProblems }));
      for (const chart of charts.slice(0, 2))
        expect(codesOf(await cardsOf(site, chart))).toEqual(['late-presentation']);
      // Two real cards in 51 openings use up four in a hundred.
      expect(await cardsOf(site, charts[2])).toHaveLength(1);
      expect(await cardsOf(site, { patient: 'last', prefetch: lateProblems })).toEqual([]);
    });
  });

  test('can’t be answered: feedback that names it changes nothing', async () => {
    const { during } = onOneStore('answered.sqlite');
    await during({ SILENT: 'true' }, async (site) => {
      await answerTo(site);
      const card = site.openings[0]?.silent?.shown[0]?.card ?? '';
      expect((await site.post(`${service}/feedback`, overridden(card, 'facts-wrong'))).statusCode).toBe(200);
      await answerTo(site);
      expect(silentIn(site)).toEqual(['usual-clinician-left']);
      expect((await summaryOf(site)).json()).toMatchObject({ review: [], periods: [{ review: [], detections: [] }] });
    });
    await during({ SILENT: 'true' }, async (site) => {
      await answerTo(site);
      expect(silentIn(site)).toEqual(['usual-clinician-left']);
    });
    await during({}, async (site) => expect(await cardsOf(site)).toHaveLength(1));
  });
});

/** A call about somebody of whom a quiet pattern is found, and what it is made of. */
function whoseVisitsFellAway(): object {
  const life = tellingLives.find(({ name }) => name === 'owen-holt');
  if (life === undefined) throw new Error('nobody of this name');
  return {
    hook: 'patient-view',
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/dr-wren', patientId: life.patient },
    prefetch: prefetchOf(life.resources as readonly object[] as readonly Resource[]),
  };
}

describe('Where some detections speak', () => {
  const both = { prefetch: lateProblems };

  test('a card is shown as if the silent ones had no place, and they as if all spoke', async () => {
    const lower = await givenTheSurgery({ SILENT: 'true', SILENT_EXCEPT: 'late-presentation' });
    expect(codesOf(await cardsOf(lower, both))).toEqual(['late-presentation']);
    expect(silentIn(lower)).toEqual(['usual-clinician-left']);
    const upper = await givenTheSurgery({ SILENT: 'true', SILENT_EXCEPT: 'usual-clinician-left' });
    expect(codesOf(await cardsOf(upper, both))).toEqual(['usual-clinician-left']);
    expect([silentIn(upper), silentHeldIn(upper)]).toEqual([[], ['late-presentation: over-limit']]);
    const two = await givenTheSurgery({ SILENT: 'true', SILENT_EXCEPT: 'usual-clinician-left', MAX_CARDS: '2' });
    expect(codesOf(await cardsOf(two, both))).toEqual(['usual-clinician-left']);
    expect(silentIn(two)).toEqual(['late-presentation']);
  });

  test('a silent finding supersedes as always, and that is not named', async () => {
    const owen = whoseVisitsFellAway();
    const env = { AS_OF: '2026-11-24', STAFF_DIRECTORY: '' };
    const speaking = { SILENT: 'true', SILENT_EXCEPT: 'missed-appointments,late-presentation' };
    const site = await givenTheSurgery({ ...env, ...speaking });
    const { body } = await site.post(service, owen);
    expect(body).not.toMatch(/held|another-finding|quiet-pattern|missed-appointments/);
    expect(JSON.parse(body).cards).toEqual([]);
    expect(site.openings[0]?.held).toMatchObject([
      { code: 'missed-appointments', why: 'another-finding' },
      { code: 'late-presentation', why: 'another-finding' },
    ]);
    expect(silentIn(site)).toEqual(['quiet-pattern']);
    const alone = await givenTheSurgery({ ...env, ...speaking, DETECTIONS_OFF: 'quiet-pattern' });
    expect(codesOf((await alone.post(service, owen)).json().cards)).toEqual(['missed-appointments']);
  });

  test('what is held back of those is named, and nothing of the silent ones', async () => {
    const env = { SILENT: 'true', SILENT_EXCEPT: 'usual-clinician-left', MAX_CARDS: '0' };
    const site = await givenTheSurgery(env);
    const held = (await answerTo(site, both)).json().extension['org.secure-base.silence'].held;
    expect(held).toEqual([{ code: 'usual-clinician-left', why: 'over-limit' }]);
  });

  test('a detection that was silent before shows its first card as a new one', async () => {
    const { during } = onOneStore('one-by-one.sqlite');
    await during({ SILENT: 'true' }, async (site) => void (await answerTo(site)));
    await during({ SILENT: 'true', SILENT_EXCEPT: 'usual-clinician-left' }, async (site) => {
      expect(codesOf(await cardsOf(site))).toEqual(['usual-clinician-left']);
      expect(silentIn(site)).toEqual([]);
      const code = 'usual-clinician-left';
      expect((await summaryOf(site)).json().periods).toMatchObject([
        { detections: [{ code, shown: '<7' }], silent: { detections: [{ code, wouldHaveShown: '<7' }] } },
      ]);
    });
  });
});
