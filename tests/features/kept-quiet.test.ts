import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { lateProblems } from '../support/late-problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-quiet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Lets the clock of the process go on. */
function whenTimeGoesOn(ms: number): void {
  const at = Date.now() + ms;
  jest.spyOn(Date, 'now').mockImplementation(() => at);
}

const service = '/cds-services/secure-base-patient-view';
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const key = '0123456789abcdef'.repeat(4);
const departures = 'usual-clinician-left,usual-clinician-leaving,trainee-changeover,first-meeting';

/** Dr Patel, who knows Mrs Holloway, left on 31 July 2026 unless the staff file says otherwise. */
async function givenTheSurgery(env: Record<string, string> = {}): Promise<TestApp> {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), ...env } });
  closing.push(site.close);
  return site;
}

interface Opening {
  readonly by?: string;
  readonly patient?: string;
  readonly prefetch?: object;
  readonly fhirServer?: string;
}

async function whenTheChartIsOpened(
  site: TestApp,
  { by, patient, prefetch, fhirServer }: Opening = {},
): Promise<Card[]> {
  const call = exampleCall({ hook: 'patient-view' });
  const body = {
    ...call,
    hookInstance: crypto.randomUUID(),
    context: { ...call.context, ...(by && { userId: by }) },
    prefetch: { ...call.prefetch, ...prefetch },
    ...(fhirServer && { fhirServer }),
  };
  const text = JSON.stringify(body).replaceAll('margaret-holloway', patient ?? 'margaret-holloway');
  const answer = await site.post(service, text);
  expect(answer.statusCode).toBe(200);
  return answer.json().cards;
}

async function whenItIsAnswered(site: TestApp, card: Card | undefined, answer: object, at = Date.now()) {
  const feedback = [{ card: card?.uuid, outcomeTimestamp: new Date(at).toISOString(), ...answer }];
  expect((await site.post(`${service}/feedback`, { feedback })).statusCode).toBe(200);
}

const overridden = (code?: string) => ({
  outcome: 'overridden',
  ...(code !== undefined && { overrideReason: { reason: { code } } }),
});
const accepted = (card: Card | undefined) => ({
  outcome: 'accepted',
  acceptedSuggestions: (card?.suggestions ?? []).map(({ uuid }) => ({ id: uuid })),
});
const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);

describe('A card that was shown', () => {
  test('comes back as itself at every opening of the visit, with the same suggestions', async () => {
    const site = await givenTheSurgery({ STAFF_DIRECTORY: staffFile('') });
    const first = await whenTheChartIsOpened(site);
    expect(codesOf(first)).toEqual(['first-meeting']);
    expect(first[0]?.suggestions).toHaveLength(1);
    for (let time = 0; time < 3; time += 1) expect(await whenTheChartIsOpened(site)).toEqual(first);
  });

  test('is another one for another clinician', async () => {
    const site = await givenTheSurgery();
    const [mine] = await whenTheChartIsOpened(site);
    const [theirs] = await whenTheChartIsOpened(site, { by: 'Practitioner/noor-aziz' });
    expect([mine, theirs].map((card) => card?.source.topic?.code)).toEqual([
      'usual-clinician-left',
      'usual-clinician-left',
    ]);
    expect(theirs?.uuid).not.toBe(mine?.uuid);
  });

  test('is one card with one UUID where its chart is opened three times at once at two replicas', async () => {
    const env = { STORE_URL: `file:${join(folder, 'shared.sqlite')}`, PSEUDONYM_KEY: key };
    const sites = [await givenTheSurgery(env), await givenTheSurgery(env)];
    const opened = await Promise.all([...sites, ...sites, ...sites].map((site) => whenTheChartIsOpened(site)));
    expect(opened.map(codesOf)).toEqual(Array(6).fill(['usual-clinician-left']));
    expect(new Set(opened.map(([card]) => card?.uuid)).size).toBe(1);
    const [card] = opened.flat();
    await Promise.all(sites.map((site) => site.memory.flush(1000)));
    for (const site of sites) expect((await whenTheChartIsOpened(site))[0]?.uuid).toBe(card?.uuid);
    await whenItIsAnswered(sites[0] as TestApp, card, overridden('not-now'));
    for (const site of sites) expect(await whenTheChartIsOpened(site)).toEqual([]);
  });

  test('is not shown after its visit', async () => {
    const site = await givenTheSurgery({ SAME_VISIT_HOURS: '0' });
    expect(await whenTheChartIsOpened(site)).toHaveLength(1);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    expect(await site.metrics()).toContain('held_total{code="usual-clinician-left",why="quiet-shown"} 1');
  });

  test('is shown after its visit where a site wants no quiet for that', async () => {
    const site = await givenTheSurgery({ SAME_VISIT_HOURS: '0', QUIET_SHOWN_DAYS: '0' });
    const [first] = await whenTheChartIsOpened(site);
    const [second] = await whenTheChartIsOpened(site);
    expect(second?.uuid).toBeDefined();
    expect(second?.uuid).not.toBe(first?.uuid);
  });

  test('to a role is known to have been shown to its practitioner', async () => {
    const site = await givenTheSurgery();
    const [first] = await whenTheChartIsOpened(site, { by: 'PractitionerRole/role-sam-khan' });
    const [second] = await whenTheChartIsOpened(site, { by: 'Practitioner/sam-khan' });
    expect(second).toEqual(first);
  });
});

test('a user whose role can’t be read in time is still the one who was shown the card', async () => {
  const server = await startFhirServer({ resources: exampleResources() });
  const site = await givenTheSurgery({ DETECTIONS_OFF: departures, STAFF_DIRECTORY: '' });
  closing.push(server.close);
  const as = { by: 'PractitionerRole/role-sam-khan', prefetch: lateProblems, fhirServer: server.base };
  const [first] = await whenTheChartIsOpened(site, as);
  expect(first?.source.topic?.code).toBe('late-presentation');
  server.fail('PractitionerRole', { status: 500 });
  expect((await whenTheChartIsOpened(site, as))[0]?.uuid).toBe(first?.uuid);
  server.fail('PractitionerRole');
  expect((await whenTheChartIsOpened(site, { ...as, by: 'Practitioner/sam-khan' }))[0]?.uuid).toBe(first?.uuid);
  expect((await whenTheChartIsOpened(site, { ...as, by: 'Practitioner/noor-aziz' }))[0]?.uuid).not.toBe(first?.uuid);
});

describe('An answer', () => {
  test.each([
    ['not-now', 30],
    ['already-known', 180],
    ['not-right-for-this-person', 365],
    [undefined, 90],
  ] as const)('%s keeps the card quiet for its days, then it is a new one', async (reason, days) => {
    const site = await givenTheSurgery();
    const [first] = await whenTheChartIsOpened(site);
    // Also by a clock that is years behind.
    await whenItIsAnswered(site, first, overridden(reason), Date.now() - (reason === 'not-now' ? 3000 * day : 0));
    whenTimeGoesOn(days * day - hour);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    whenTimeGoesOn(2 * hour);
    const [second] = await whenTheChartIsOpened(site);
    expect(second?.source.topic?.code).toBe('usual-clinician-left');
    expect(second?.uuid).not.toBe(first?.uuid);
  });

  test('not now is for the one who said it; not right for this person is for all', async () => {
    const site = await givenTheSurgery();
    const colleague = { by: 'Practitioner/noor-aziz' };
    const [first] = await whenTheChartIsOpened(site);
    await whenItIsAnswered(site, first, overridden('not-now'));
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    const [theirs] = await whenTheChartIsOpened(site, colleague);
    expect(theirs).toBeDefined();
    await whenItIsAnswered(site, theirs, overridden('not-right-for-this-person'));
    expect(await whenTheChartIsOpened(site, { by: 'Practitioner/someone-else' })).toEqual([]);
  });

  test('is about one person only', async () => {
    const site = await givenTheSurgery();
    const [first] = await whenTheChartIsOpened(site);
    await whenItIsAnswered(site, first, overridden('facts-wrong'));
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    expect(await whenTheChartIsOpened(site, { patient: 'someone-else' })).toHaveLength(1);
  });

  test('an accepted card stays away until the day of leaving is another', async () => {
    const file = staffFile('2026-10-25');
    const site = await givenTheSurgery({ STAFF_DIRECTORY: file });
    const [leaving] = await whenTheChartIsOpened(site);
    expect(leaving?.source.topic?.code).toBe('usual-clinician-leaving');
    await whenItIsAnswered(site, leaving, accepted(leaving), Date.now() - 1000 * day);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    writeFileSync(file, readFileSync(staffFile('2026-10-26'), 'utf8'));
    // The file is looked at every two seconds.
    for (let wait = 0; wait < 100 && (await whenTheChartIsOpened(site)).length === 0; wait += 1)
      await new Promise((done) => setTimeout(done, 100));
    const [again] = await whenTheChartIsOpened(site);
    expect(again?.summary).toContain('26 October');
  }, 20_000);

  test('that comes to another replica before the card is recorded is obeyed once it is', async () => {
    const env = { STORE_URL: `file:${join(folder, 'early.sqlite')}`, PSEUDONYM_KEY: key };
    const [here, there] = [await givenTheSurgery(env), await givenTheSurgery(env)];
    const [card] = await whenTheChartIsOpened(here);
    await whenItIsAnswered(there, card, overridden('not-now'));
    await here.memory.flush(1000);
    for (const site of [there, here]) expect(await whenTheChartIsOpened(site)).toEqual([]);
  });

  test('given while a clock was ahead holds when it is right again', async () => {
    const site = await givenTheSurgery();
    whenTimeGoesOn(500 * day);
    const [first] = await whenTheChartIsOpened(site);
    await whenItIsAnswered(site, first, overridden('not-now'));
    jest.restoreAllMocks();
    expect(await whenTheChartIsOpened(site)).toEqual([]);
  });

  test('the latest one holds, in whatever order they come', async () => {
    const site = await givenTheSurgery();
    const [first] = await whenTheChartIsOpened(site);
    await whenItIsAnswered(site, first, overridden('not-now'), Date.now() - hour);
    await whenItIsAnswered(site, first, overridden('already-known'), Date.now() - 2 * hour);
    whenTimeGoesOn(31 * day);
    expect(await whenTheChartIsOpened(site)).toHaveLength(1);
    await whenItIsAnswered(site, first, overridden('already-known'), Date.now() - 31 * day);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
  });

  test('a clock that is ahead does not outdo what is said later', async () => {
    const site = await givenTheSurgery();
    const [first] = await whenTheChartIsOpened(site);
    await whenItIsAnswered(site, first, overridden('not-now'), Date.now() + 5000 * day);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    await whenItIsAnswered(site, first, overridden('facts-wrong'), Date.now());
    await whenItIsAnswered(site, first, overridden('facts-wrong'), Date.now());
    expect(await site.metrics()).toMatch(/feedback_total\{[^}]*reason="facts-wrong"\} 2/);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
  });
});

describe('A clinician’s budget', () => {
  /** Fifty charts, of which two had a card. */
  async function afterFiftyCharts(env: Record<string, string> = {}) {
    const site = await givenTheSurgery({ DETECTIONS_OFF: departures, CARDS_PER_100_OPENINGS: '4', ...env });
    const counts: number[] = [];
    for (let n = 0; n < 50; n += 1)
      counts.push((await whenTheChartIsOpened(site, { patient: `p${n}`, prefetch: n < 2 ? lateProblems : {} })).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    return site;
  }

  test('two cards in fifty charts use up four in a hundred: the next is held back, and it is told', async () => {
    const site = await afterFiftyCharts();
    expect(await whenTheChartIsOpened(site, { patient: 'next', prefetch: lateProblems })).toEqual([]);
    expect(await site.metrics()).toContain('held_total{code="late-presentation",why="budget"} 1');
    const colleague = { by: 'Practitioner/noor-aziz', patient: 'next', prefetch: lateProblems };
    expect(codesOf(await whenTheChartIsOpened(site, colleague))).toEqual(['late-presentation']);
  });

  test('what was shown before it was used up comes back', async () => {
    const site = await afterFiftyCharts();
    expect(codesOf(await whenTheChartIsOpened(site, { patient: 'p0', prefetch: lateProblems }))).toEqual([
      'late-presentation',
    ]);
  });

  test('0 is no limit', async () => {
    const site = await afterFiftyCharts({ CARDS_PER_100_OPENINGS: '0' });
    expect(await whenTheChartIsOpened(site, { patient: 'next', prefetch: lateProblems })).toHaveLength(1);
  });
});

describe('When the key of the pseudonyms is replaced', () => {
  const newKey = 'fedcba9876543210'.repeat(4);
  /** What a site does under the first key, and then the site as it is with the new one beside it, or without. */
  async function afterRotation(
    file: string,
    before: (site: TestApp) => Promise<void>,
    env: Record<string, string> = {},
    rotated: Record<string, string> = { PSEUDONYM_KEY_OLD: key },
  ) {
    const STORE_URL = `file:${join(folder, file)}`;
    const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), ...env, STORE_URL, PSEUDONYM_KEY: key } });
    await before(site);
    await site.close();
    return givenTheSurgery({ ...env, STORE_URL, PSEUDONYM_KEY: newKey, ...rotated });
  }

  test('an answer that was given under the old one keeps its card quiet, for as long as before', async () => {
    const answered = async (site: TestApp) => {
      const [card] = await whenTheChartIsOpened(site);
      await whenItIsAnswered(site, card, overridden('not-now'));
    };
    const site = await afterRotation('answered.sqlite', answered);
    expect(await whenTheChartIsOpened(site)).toEqual([]);
    expect(await whenTheChartIsOpened(site, { by: 'Practitioner/noor-aziz' })).toHaveLength(1);
    whenTimeGoesOn(31 * day);
    expect(await whenTheChartIsOpened(site)).toHaveLength(1);
    jest.restoreAllMocks();
    const forgetful = await afterRotation('forgetful.sqlite', answered, {}, {});
    expect(await whenTheChartIsOpened(forgetful)).toHaveLength(1);
  });

  test('a card that was shown under the old one comes back as itself', async () => {
    const shown: Card[] = [];
    const site = await afterRotation('shown.sqlite', async (old) => {
      shown.push(...(await whenTheChartIsOpened(old)));
    });
    expect(await whenTheChartIsOpened(site)).toEqual(shown);
    await site.memory.flush(1000);
    expect(await whenTheChartIsOpened(site)).toEqual(shown);
    await whenItIsAnswered(site, shown[0], overridden('not-now'));
    expect(await whenTheChartIsOpened(site)).toEqual([]);
  });

  test('a clinician’s budget goes on', async () => {
    const env = { DETECTIONS_OFF: departures, CARDS_PER_100_OPENINGS: '4' };
    const fiftyCharts = async (site: TestApp) => {
      for (let n = 0; n < 50; n += 1)
        await whenTheChartIsOpened(site, { patient: `p${n}`, prefetch: n < 2 ? lateProblems : {} });
    };
    const site = await afterRotation('budget.sqlite', fiftyCharts, env);
    expect(await whenTheChartIsOpened(site, { patient: 'next', prefetch: lateProblems })).toEqual([]);
    expect(await site.metrics()).toContain('held_total{code="late-presentation",why="budget"} 1');
  });
});
