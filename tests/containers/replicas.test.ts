import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { FeedbackItem } from '#src/cds/feedback.ts';
import type { Card } from '#src/cds/protocol.ts';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { openStore } from '#src/store/open-store.ts';
import { publicUrl } from '../support/client-tokens.ts';
import { accepted, createEhr, type Ehr, type Opened, overridden } from '../support/ehr.ts';
import { exampleResources } from '../support/example.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { endLoads, keepCalling, until } from '../support/load.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { keptAt, notOnce, shownCards } from '../support/stored-rows.ts';
import { untilToday } from '../support/today.ts';
import { noEngine } from './engine.ts';
import { type SharedStore, startSharedStore } from './shared-store.ts';

const minutes = 60_000;
const suite = noEngine === undefined ? describe : describe.skip;
const key = '0123456789abcdef'.repeat(4);
const doctors = { khan: 'Practitioner/sam-khan', evans: 'Practitioner/nia-evans' };
const noneLost = new Map();

const suggestionsOf = ({ suggestions = [] }: Card) => suggestions.map(({ uuid }) => uuid);

suite(`two replicas and one PostgreSQL${noEngine === undefined ? '' : ` (skipped: ${noEngine})`}`, () => {
  let store: SharedStore;
  let server: FhirServer;
  let ehr: Ehr;
  let [a, b]: RunningService[] = [];
  let cards: string[];

  const replica = (change: Record<string, string> = {}) =>
    startService({
      PUBLIC_URL: publicUrl,
      TRUSTED_CLIENTS: ehr.clientsFile,
      STAFF_DIRECTORY: staff,
      STORE_URL: store.url,
      PSEUDONYM_KEY: key,
      RATE_LIMIT_PER_SECOND: '0',
      // A busy machine that runs the tests is not what they are about.
      DEADLINE_MS: '2000',
      ...change,
    });
  const staff = exampleStaffFile(['zoe-marsh', 'ida-berg']);

  beforeAll(async () => {
    store = await startSharedStore(2 * minutes);
    server = await startFhirServer({ resources: JSON.parse(untilToday(JSON.stringify(exampleResources()))) });
    ehr = createEhr([server.base]);
    [a, b] = await Promise.all([replica(), replica()]);
    cards = await shownCards(store.url, ehr.tenant, 20_000);
  }, 4 * minutes);

  afterEach(endLoads);

  afterAll(async () => {
    await Promise.all([endServices(), server?.close(), store?.remove()]);
  }, minutes);

  const at = (one: RunningService | undefined) => one?.address ?? '';
  const patientOf = (id: string) => createPseudonyms(Buffer.from(key, 'hex')).patient(ehr.tenant, id);
  /** Opens a chart and gives its card, of which there must be one. */
  const cardAt = async (
    one: RunningService | undefined,
    patientId: string,
    change: { userId?: string; usual?: string } = {},
    code = 'usual-clinician-left',
  ) => {
    const opened = await ehr.open(at(one), { patientId, ...change });
    expect({ ...opened, cards: opened.cards.map(({ source }) => source.topic?.code) }).toMatchObject({
      status: 200,
      cards: [code],
    });
    return opened.cards[0] as Card;
  };
  /** A card that is written down, so that every replica knows of it. */
  const keptCardAt = async (...given: Parameters<typeof cardAt>) => {
    const card = await cardAt(...given);
    await until('the card is written down', async () => (await keptAt(store.url)).shown.includes(card.uuid));
    return card;
  };
  const silentAt = async (one: RunningService | undefined, patientId: string, userId = doctors.khan) =>
    expect(await ehr.open(at(one), { patientId, userId })).toMatchObject({ status: 200, cards: [] });
  const told = async (one: RunningService | undefined, item: FeedbackItem) =>
    expect((await ehr.feedback(at(one), [item])).status).toBe(200);
  const opening = (one: RunningService | undefined) => () => ehr.open(at(one), { patientId: randomUUID() });
  const sendingFeedback = (one: RunningService | undefined) => async () => {
    const card = cards.pop() ?? '';
    const answer = await ehr.feedback(at(one), [overridden(card, 'not-now')]);
    return { card, status: answer.status, retryAfter: answer.headers.get('retry-after') };
  };
  /** How one ends on a signal: its exit code, or what killed it. */
  const end = async (one: RunningService | undefined, signal: NodeJS.Signals) => {
    if (one === undefined) throw new Error('it never ran');
    const ended = once(one.child, 'exit');
    one.child.kill(signal);
    return ended;
  };
  const readiness = async (one: RunningService | undefined) => (await fetch(`${at(one)}/health/ready`)).status;
  const metric = async (one: RunningService | undefined, name: string) =>
    Number(new RegExp(`^secure_base_${name} (\\S+)$`, 'm').exec((await one?.metrics()) ?? '')?.[1]);
  const withoutCard = (answers: readonly Opened[]) =>
    answers.filter(({ status, cards }) => status !== 200 || cards.length !== 1);
  const acknowledged = (answers: readonly { card: string; status: number }[]) =>
    answers.filter(({ status }) => status === 200).map(({ card }) => card);
  const patients = (answers: readonly Opened[]) => answers.map(({ patientId }) => patientOf(patientId));
  const allWrittenDown = (one: RunningService | undefined) =>
    until('all is written down', async () => (await metric(one, 'store_waiting')) === 0);

  test('the same card comes back from either within the visit, and ‘not now’ said to one silences both', async () => {
    const card = await keptCardAt(a, 'not-now');
    expect((await cardAt(b, 'not-now')).uuid).toBe(card.uuid);
    await told(b, overridden(card.uuid, 'not-now'));
    await silentAt(a, 'not-now');
    await silentAt(b, 'not-now');
    expect((await cardAt(a, 'not-now', { userId: doctors.evans })).uuid).not.toBe(card.uuid);
  });

  test('‘not right for this person’ said to one silences every clinician at the other', async () => {
    const [card, other] = [
      await keptCardAt(a, 'not-right'),
      await keptCardAt(b, 'not-right', { userId: doctors.evans }),
    ];
    expect(other.uuid).not.toBe(card.uuid);
    await told(a, overridden(card.uuid, 'not-right-for-this-person'));
    await silentAt(b, 'not-right', doctors.evans);
    await silentAt(b, 'not-right');
    await cardAt(b, 'not-right-twin', { userId: doctors.evans });
  });

  test('what was accepted at one is silent at the other until someone else is the one who knows the person', async () => {
    const marsh = { patientId: 'accepted', usual: 'zoe-marsh' };
    const card = await keptCardAt(a, marsh.patientId, marsh, 'first-meeting');
    const again = await cardAt(b, marsh.patientId, marsh, 'first-meeting');
    expect(suggestionsOf(card)).toHaveLength(1);
    expect([again.uuid, suggestionsOf(again)]).toEqual([card.uuid, suggestionsOf(card)]);
    await told(b, accepted(card));
    for (const one of [a, b]) expect(await ehr.open(at(one), marsh)).toMatchObject({ status: 200, cards: [] });
    const next = await cardAt(a, marsh.patientId, { usual: 'ida-berg' }, 'first-meeting');
    expect(next.uuid).not.toBe(card.uuid);
  });

  test('a token that was used at one is refused by the other, for calls and for feedback', async () => {
    const token = ehr.token();
    const chart = { patientId: 'replayed' };
    expect((await ehr.open(at(a), chart, token)).status).toBe(200);
    expect((await ehr.open(at(b), chart, token)).status).toBe(401);
    expect((await ehr.open(at(b), chart)).status).toBe(200);
    const forFeedback = ehr.token('feedback');
    const [first, second] = [overridden(randomUUID(), 'not-now'), overridden(randomUUID(), 'not-now')];
    expect((await ehr.feedback(at(b), [first], forFeedback)).status).toBe(200);
    expect((await ehr.feedback(at(a), [second], forFeedback)).status).toBe(401);
    const { feedback } = await keptAt(store.url);
    expect([feedback.includes(first.card), feedback.includes(second.card)]).toEqual([true, false]);
  });

  test(
    'kill -9 of one under load loses no feedback that it answered with 200, and the other goes on',
    async () => {
      const [feedback, hooks] = [keepCalling(8, 0, sendingFeedback(a)), keepCalling(2, 10, opening(b))];
      await until('both are at work', () => feedback.answers.length > 200 && hooks.answers.length > 20);
      await wait(Math.random() * 300);
      const before = hooks.answers.length;
      expect(await end(a, 'SIGKILL')).toEqual([null, 'SIGKILL']);
      await until('the other goes on', () => hooks.answers.length > before + 50);
      await Promise.all([feedback.end(), hooks.end()]);
      expect(feedback.broken()).toBeGreaterThan(0);
      expect(feedback.answers.filter(({ status }) => status !== 200)).toEqual([]);
      expect([withoutCard(hooks.answers), hooks.broken()]).toEqual([[], 0]);
      await allWrittenDown(b);
      const kept = await keptAt(store.url);
      expect(notOnce(acknowledged(feedback.answers), kept.feedback)).toEqual(noneLost);
      expect(notOnce(patients(hooks.answers), kept.openings)).toEqual(noneLost);
      a = await replica();
      expect(await readiness(a)).toBe(200);
    },
    minutes,
  );

  test(
    'PostgreSQL stopped for 20 seconds: calls go on, and nothing acknowledged is lost',
    async () => {
      const [feedback, hooks] = [keepCalling(2, 20, sendingFeedback(a)), keepCalling(3, 20, opening(b))];
      await until('both are at work', () => feedback.answers.length > 20 && hooks.answers.length > 20);
      await store.stop();
      const [answeredBefore, keptBefore] = [hooks.answers.length, acknowledged(feedback.answers).length];
      const token = ehr.token();
      expect((await ehr.open(at(b), { patientId: randomUUID() }, token)).status).toBe(200);
      await wait(18_000);
      expect((await ehr.open(at(b), { patientId: randomUUID() }, token)).status).toBe(401);
      expect([await readiness(a), await readiness(b)]).toEqual([503, 503]);
      expect(await metric(b, 'store_failing')).toBe(1);
      expect(await metric(b, 'store_lag_seconds')).toBeGreaterThan(15);
      expect(await metric(b, 'store_waiting')).toBeGreaterThan(50);
      expect(await metric(b, 'token_checked_alone_total')).toBeGreaterThan(50);
      expect(await metric(b, 'store_unread_total')).toBeGreaterThan(50);
      const duringOutage = hooks.answers.length - answeredBefore;
      await store.start();
      await until('both are ready', async () => (await readiness(a)) === 200 && (await readiness(b)) === 200);
      await until('feedback is kept again', () => acknowledged(feedback.answers).length > keptBefore + 20);
      await Promise.all([feedback.end(), hooks.end()]);
      expect(duringOutage).toBeGreaterThan(100);
      expect([withoutCard(hooks.answers), hooks.broken()]).toEqual([[], 0]);
      const refused = feedback.answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter(({ status, retryAfter }) => status !== 503 || !(Number(retryAfter) > 0))).toEqual([]);
      expect(feedback.broken()).toBe(0);
      await allWrittenDown(b);
      expect([await metric(b, 'store_failing'), await metric(b, 'store_dropped')]).toEqual([0, 0]);
      const kept = await keptAt(store.url);
      expect(notOnce(acknowledged(feedback.answers), kept.feedback)).toEqual(noneLost);
      expect(notOnce(patients(hooks.answers), kept.openings)).toEqual(noneLost);
    },
    2 * minutes,
  );

  test(
    'PostgreSQL that hangs for eight seconds: calls go on, and nothing acknowledged is lost',
    async () => {
      const [feedback, hooks] = [keepCalling(2, 20, sendingFeedback(a)), keepCalling(3, 20, opening(b))];
      await until('both are at work', () => feedback.answers.length > 20 && hooks.answers.length > 20);
      const hurried = await replica({ DEADLINE_MS: '500' });
      const inTime = () => ehr.open(at(hurried), { patientId: randomUUID() });
      await inTime();
      await store.freeze();
      const [answeredBefore, keptBefore] = [hooks.answers.length, acknowledged(feedback.answers).length];
      const times: number[] = [];
      for (let call = 0; call < 7; call++) times.push((await inTime()).ms);
      await wait(4000);
      const duringOutage = hooks.answers.slice(answeredBefore);
      expect(await readiness(b)).toBe(503);
      await store.thaw();
      await until('both are ready', async () => (await readiness(a)) === 200 && (await readiness(b)) === 200);
      await until('feedback is kept again', () => acknowledged(feedback.answers).length > keptBefore + 20);
      await Promise.all([feedback.end(), hooks.end()]);
      // The deadline holds although each token is looked up; most of them, since others work on this machine as well.
      expect(times.toSorted((x, y) => x - y)[3]).toBeLessThan(750);
      expect(duringOutage.length).toBeGreaterThan(10);
      expect([withoutCard(hooks.answers), hooks.broken()]).toEqual([[], 0]);
      await allWrittenDown(b);
      await until('no transaction is left open', async () => (await store.forgottenTransactions()) === 0, 3000);
      const kept = await keptAt(store.url);
      expect(notOnce(acknowledged(feedback.answers), kept.feedback)).toEqual(noneLost);
      expect(notOnce(patients(hooks.answers), kept.openings)).toEqual(noneLost);
    },
    2 * minutes,
  );

  test(
    'a transaction that began while PostgreSQL hung swallows nothing that is written after it',
    async () => {
      const [one, other] = await Promise.all([openStore(store.url), openStore(store.url)]);
      await Promise.all([one.check(), other.check()]);
      const { tenant } = ehr;
      const item = { tenant, service: 's', card: randomUUID(), outcome: 'accepted', reason: undefined } as const;
      await store.freeze();
      const kept = one.saveFeedback([{ ...item, suggestions: [], at: 1, received: 1, comment: undefined }]);
      await expect(kept).rejects.toThrow();
      await store.thaw();
      const jti = randomUUID();
      expect(await one.useToken('ehr', jti, Date.now() + minutes)).toBe(true);
      expect(await other.useToken('ehr', jti, Date.now() + minutes)).toBe(false);
      await until('no transaction is left open', async () => (await store.forgottenTransactions()) === 0, 3000);
      await Promise.all([one.close(), other.close()]);
    },
    minutes,
  );

  test(
    'one that starts before PostgreSQL answers calls, is not ready, and becomes ready when it comes',
    async () => {
      const url = await store.another('late');
      await store.stop();
      const late = await replica({ STORE_URL: url });
      expect(await readiness(late)).toBe(503);
      const { uuid } = await cardAt(late, 'early');
      expect((await ehr.feedback(late.address, [overridden(uuid, 'not-now')])).status).toBe(503);
      expect(await readiness(late)).toBe(503);
      await store.start();
      await until('it is ready', async () => (await readiness(late)) === 200);
      await allWrittenDown(late);
      await told(late, overridden(uuid, 'not-now'));
      await silentAt(late, 'early');
      const { openings, shown, feedback } = await keptAt(url);
      expect([openings, shown, feedback]).toEqual([[patientOf('early')], [uuid], [uuid]]);
      expect(await end(late, 'SIGTERM')).toEqual([0, null]);
    },
    minutes,
  );

  test(
    'SIGTERM under load: what is in flight is answered and written down, and it ends with 0',
    async () => {
      const leaving = await replica({ DEADLINE_MS: '5000' });
      const [feedback, hooks] = [keepCalling(4, 5, sendingFeedback(leaving)), keepCalling(2, 5, opening(leaving))];
      await until('it is at work', () => feedback.answers.length > 20 && hooks.answers.length > 20);
      const release = server.hold();
      const inFlight = Array.from({ length: 3 }, (_, number) =>
        ehr.open(leaving.address, {
          patientId: 'margaret-holloway',
          userId: `Practitioner/in-flight-${number}`,
          fhirServer: server.base,
        }),
      );
      await until('they are reading', () => readers() >= 3);
      const told = performance.now();
      const ended = end(leaving, 'SIGTERM');
      await wait(200);
      release();
      const finished = await Promise.all(inFlight);
      expect(await ended).toEqual([0, null]);
      expect(performance.now() - told).toBeLessThan(10_000);
      await Promise.all([feedback.end(), hooks.end()]);
      expect([...withoutCard(finished), ...withoutCard(hooks.answers)]).toEqual([]);
      const kept = await keptAt(store.url);
      expect(kept.openings.filter((patient) => patient === patientOf('margaret-holloway'))).toHaveLength(3);
      expect(notOnce(patients(hooks.answers), kept.openings)).toEqual(noneLost);
      expect(notOnce(acknowledged(feedback.answers), kept.feedback)).toEqual(noneLost);
      expect(
        notOnce(
          [...hooks.answers, ...finished].flatMap(({ cards }) => cards.map(({ uuid }) => uuid)),
          kept.shown,
        ),
      ).toEqual(noneLost);
    },
    minutes,
  );

  /** How many calls ask the FHIR server for the patient. */
  const readers = () => server.requests.filter(({ type }) => type === 'Patient').length;
});
