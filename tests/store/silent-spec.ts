import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rulesInForce } from '#src/cards/retirement.ts';
import { newOpeningId } from '#src/store/month.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { Decided } from '#src/store/retirement.ts';
import type { OpeningRecord, Outcomes, Store } from '#src/store/store.ts';
import { weekOf } from '#src/store/week.ts';
import { answer, batch, day, hour, monday, opening, queryFor, shown, someone } from './spec.ts';

const minute = 60_000;
const code = 'first-meeting';

/** What a store keeps of silent detections; `url` returns one database, which two replicas open. */
export function silentSpec(url: () => Promise<string>): void {
  let here: Store;
  let there: Store;
  const retired: Decided[] = [];
  const replica = (address: string) =>
    openStore(address, {
      rules: rulesInForce(0.15),
      versionsOf: () => new Map([[code, '1.aaaaaaaa']]),
      versions: ['1.aaaaaaaa'],
      onRetired: (one) => void retired.push(one),
    });
  beforeAll(async () => {
    address = await url();
    [here, there] = [await replica(address), await replica(address)];
  });
  afterAll(async () => {
    await Promise.all([here?.close(), there?.close()]);
  });

  let address: string;
  const record = async (...openings: OpeningRecord[]) => here.record(batch(...openings));
  const nothing: Outcomes = { shown: [], findings: [], held: [] };
  const silently = (change: Partial<Outcomes> = {}) => ({ ...nothing, shown: [shown()], ...change });
  const budgets = async (of: OpeningRecord) => ({
    real: await there.readBudget(queryFor(of)),
    silent: await there.readBudget(queryFor(of, { silent: true })),
  });

  test('what would have been shown is read apart from what was, on every replica', async () => {
    const card = shown();
    const one = opening({ silent: silently({ shown: [card] }) });
    await record(one);
    expect(await there.readShowings(queryFor(one))).toEqual([]);
    const { service, clinicians } = one;
    const times = { firstShown: monday, lastShown: monday };
    expect(await there.readSilentShowings(queryFor(one))).toEqual([
      { ...card, ...times, service, clinicians, own: true, outcome: undefined },
    ]);
    expect(await there.readSilentShowings(queryFor(opening()))).toEqual([]);
    expect(await there.readSilentShowings({ ...queryFor(one), tenant: 'another' })).toEqual([]);
    const real = opening({ shown: [card] });
    await record(real);
    expect(await there.readSilentShowings(queryFor(real))).toEqual([]);
    expect(await there.readShowings(queryFor(real))).toHaveLength(1);
  });

  test('it comes again in its visit as one showing, seen by whoever opened the chart', async () => {
    const [card, colleague] = [shown(), someone()];
    const one = opening({ silent: silently({ shown: [card] }) });
    await record(one);
    await record({ ...one, at: monday + hour, clinicians: [colleague] });
    expect(await there.readSilentShowings(queryFor(one))).toMatchObject([
      { firstShown: monday, lastShown: monday + hour, clinicians: [...one.clinicians, colleague] },
    ]);
  });

  test('its cards use up a budget of their own, and real ones the real one', async () => {
    const one = opening({ shown: [shown()], silent: silently({ shown: [shown(), shown()] }) });
    await record(one);
    await record({ ...one, at: monday + hour });
    expect(await budgets(one)).toEqual({ real: { openings: 1, cards: 1 }, silent: { openings: 1, cards: 2 } });
    await record({ ...one, patient: someone(), silent: undefined, shown: [shown()] });
    expect(await budgets(one)).toEqual({ real: { openings: 2, cards: 2 }, silent: { openings: 2, cards: 2 } });
  });

  test('a version that knows nothing of it writes into the months as before, and its openings count', async () => {
    const one = opening({ silent: silently() });
    await record(one);
    const { tenant, hook, at, clinicians } = one;
    const row = { opening: newOpeningId(at), tenant, hook, at: at + hour, cards: 1 };
    const engine = await openEngine(address);
    await engine.db
      .insertInto('opening_clinicians')
      .values({ ...row, clinician: clinicians[0] ?? '' })
      .execute();
    await engine.close();
    expect(await budgets(one)).toEqual({ real: { openings: 2, cards: 1 }, silent: { openings: 2, cards: 1 } });
  });

  test('the summary counts it apart, and nowhere as shown', async () => {
    const at = monday - 7 * day;
    const held = (rule: string) => [{ code, rule }];
    const silent = silently({ shown: [shown({ code })], findings: [code, 'known-team'], held: held('quiet-shown') });
    const real = { shown: [shown({ code })], findings: [code], held: held('budget') };
    await record(opening({ at, silent }), opening({ at, silent }), opening({ at, ...real }));
    const ofWeek = <L extends { readonly week: number }>(lines: readonly L[]) =>
      lines.filter(({ week }) => week === weekOf(at));
    const summary = await there.summary(at);
    const { weeks } = summary;
    expect(ofWeek(weeks)).toMatchObject([{ openings: 3 }]);
    expect(ofWeek(summary.lines)).toMatchObject([
      { code, findings: 1, shown: 1, held: { budget: 1 }, ignored: 1, accepted: 0 },
    ]);
    expect(ofWeek(summary.silent)).toEqual([
      { week: weekOf(at), code, findings: 2, shown: 1, held: { 'quiet-shown': 2 } },
      { week: weekOf(at), code: 'known-team', findings: 2, shown: 0, held: {} },
    ]);
  });

  test('its clinician’s own cards do not count it', async () => {
    const one = opening({ shown: [shown()], silent: silently() });
    await record(one);
    const { tenant, clinicians } = one;
    expect(await there.readOwnCards({ tenant, clinicians, since: monday - day })).toHaveLength(1);
  });

  test('feedback that names it is feedback on an unknown card, and is dropped a day later', async () => {
    const store = await openStore('memory:');
    const card = shown({ code });
    const one = opening({ silent: silently({ shown: [card] }) });
    await store.record(batch(one));
    await store.saveFeedback([answer({ card: card.card, reason: 'facts-wrong' })]);
    expect((await store.readSilentShowings(queryFor(one)))[0]?.outcome).toBeUndefined();
    expect(await store.countAnswersByReason(['facts-wrong'])).toEqual([]);
    const dropped: number[] = [];
    for (let hours = 24; hours <= 50; hours += 1)
      await store.purge(
        { now: monday + hours * hour, deleteBefore: 0, minIntervalMs: 5 * minute },
        { clockWentBack: () => {}, unmatchedFeedback: (count) => void dropped.push(count) },
      );
    expect(dropped).toEqual([1]);
    await store.close();
  });

  test.each([
    ['no answers to it retire a detection', true, 0],
    ['but those to real cards do', false, 1],
  ])('%s', async (_, isSilent, times) => {
    const cards = [shown({ code }), shown({ code }), shown({ code })];
    const tenant = someone();
    retired.length = 0;
    for (const card of cards)
      await record(opening({ tenant, ...(isSilent ? { silent: silently({ shown: [card] }) } : { shown: [card] }) }));
    await here.saveFeedback(cards.map(({ card }) => answer({ tenant, card, reason: 'unkind-wording' })));
    expect(retired).toHaveLength(times);
    expect(await there.readRetired(tenant)).toHaveLength(times);
  });

  test('it is erased with its person, and counted among the cards', async () => {
    const [one, other] = [opening({ silent: silently() }), opening({ silent: silently() })];
    await record(one, other);
    const { tenant, patient } = one;
    const erasure = { tenant, patient, openedUpTo: monday + day };
    expect(await here.erase(erasure)).toEqual({ cards: 1, answers: 0, openings: 1 });
    expect(await there.readSilentShowings(queryFor(one))).toEqual([]);
    expect(await there.readSilentShowings(queryFor(other))).toHaveLength(1);
    // Another replica may still have had to write it down.
    await there.record(batch({ ...one, at: monday + hour }));
    expect(await there.readSilentShowings(queryFor(one))).toEqual([]);
  });
}

/** How silent rows age; `url` returns a new database each time. */
export function silentUpkeepSpec(url: () => Promise<string>): void {
  test('a purge deletes what would have been shown by its age, and its age is that of the oldest row', async () => {
    const store = await openStore(await url());
    const keep = 400 * day;
    const now = monday + 3000 * day;
    const silent = { shown: [shown()], findings: [code], held: [] };
    const [old, young] = [
      opening({ at: now - keep - 8 * day, silent }),
      opening({ at: now - keep + hour, silent: { ...silent, shown: [shown()] } }),
    ];
    await store.record(batch(old, young));
    expect((await store.readUpkeep()).oldestRowAt).toBe(old.at);
    for (let ago = 25; ago >= 0; ago -= 1) {
      const at = now - ago * hour;
      await store.purge({ now: at, deleteBefore: at - keep, minIntervalMs: 5 * minute });
    }
    expect(await store.readSilentShowings(queryFor(old))).toEqual([]);
    expect(await store.readSilentShowings(queryFor(young))).toHaveLength(1);
    expect((await store.summary(0)).silent).toHaveLength(1);
    expect((await store.readUpkeep()).oldestRowAt).toBe(young.at);
    await store.close();
  });
}
