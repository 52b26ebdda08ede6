import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MemoryQuery } from '#src/memory/memory.ts';
import { type Engine, migrate } from '#src/store/engine.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { CardFeedback, OpeningRecord, OwnCardsQuery, ShownCard, Store } from '#src/store/store.ts';

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;
/** A Monday, 00:00 UTC. */
export const monday = Date.UTC(2026, 9, 5);

/** A unique pseudonym, so that tests sharing a database do not interfere. */
export const someone = () => randomUUID().replaceAll('-', '');

export const shown = (change: Partial<ShownCard> = {}): ShownCard => ({
  card: randomUUID(),
  suggestions: [randomUUID(), randomUUID()],
  code: 'first-meeting',
  material: someone(),
  ...change,
});

export const opening = (change: Partial<OpeningRecord> = {}): OpeningRecord => ({
  tenant: 'https://ehr.example.org a',
  patient: someone(),
  clinicians: [someone()],
  service: 'secure-base-patient-view',
  hook: 'patient-view',
  at: monday,
  visitMs: 12 * hour,
  shown: [],
  findings: [],
  held: [],
  client: 'https://ehr.example.org',
  unread: [],
  ...change,
});

export const answer = (change: Partial<CardFeedback> = {}): CardFeedback => ({
  tenant: 'https://ehr.example.org a',
  service: 'secure-base-patient-view',
  card: randomUUID(),
  outcome: 'overridden',
  reason: 'not-now',
  suggestions: [],
  at: monday + hour,
  received: monday + hour,
  comment: undefined,
  ...change,
});

/** Feedback on `count` unknown cards. */
const unknownAnswers = (tenant: string, count: number) => Array.from({ length: count }, () => answer({ tenant }));

export const queryFor = (opened: OpeningRecord, change: Partial<MemoryQuery> = {}): MemoryQuery => ({
  tenant: opened.tenant,
  patient: opened.patient,
  clinicians: opened.clinicians,
  hook: 'patient-view',
  since: monday - 30 * day,
  ...change,
});

export const batch = (...openings: OpeningRecord[]) => ({ id: randomUUID(), openings });

/** The allow-list of columns; adding one is a decision about what personal data is stored. */
const columns = {
  tokens: ['token', 'expires'],
  batches: ['batch', 'at'],
  openings: ['opening', 'tenant', 'patient', 'hook', 'at', 'week'],
  opening_clinicians: ['opening', 'clinician', 'tenant', 'hook', 'at', 'cards', 'silent_cards'],
  showings: ['card', 'tenant', 'patient', 'clinicians', 'service', 'code', 'material', 'suggestions']
    .concat('first_shown')
    .concat('last_shown', 'week', 'version'),
  silent_showings: ['card', 'tenant', 'patient', 'clinicians', 'service', 'code', 'material', 'suggestions']
    .concat('first_shown')
    .concat('last_shown', 'week', 'version'),
  feedback: ['tenant', 'card', 'service', 'outcome', 'reason', 'at', 'received', 'suggestions', 'comment'].concat(
    'waiting',
  ),
  tallies: ['week', 'code', 'rule', 'amount'],
  unread: ['week', 'client', 'part', 'why', 'openings'],
  jobs: ['job', 'at'],
  retirements: ['tenant', 'code', 'version', 'rule', 'at', 'woken'],
  erasures: ['person', 'at'],
  migration_hashes: ['migration', 'hash', 'works_from'],
};

/** The behaviour of every store; `url` returns one database, which may be opened twice if `shared`. */
export function storeSpec(url: () => string, shared: boolean): void {
  let store: Store;
  /** Another replica, if the database can be shared. */
  let other: Store;

  beforeAll(async () => {
    store = await openStore(url());
    other = shared ? await openStore(url()) : store;
  }, 30_000);

  afterAll(async () => {
    await store?.close();
    if (shared) await other?.close();
  });

  const record = async (...openings: OpeningRecord[]) => {
    await store.record(batch(...openings));
    return openings;
  };
  const read = async (query: MemoryQuery, from: Store = store) => ({
    showings: await from.readShowings(query),
    budget: await from.readBudget(query),
  });
  const outcomeOf = async (of: OpeningRecord) => (await store.readShowings(queryFor(of)))[0]?.outcome;

  describe('tokens', () => {
    test('a token can be used once, on either replica', async () => {
      const jti = randomUUID();
      expect(await store.useToken('https://ehr.example.org', jti, monday)).toBe(true);
      expect(await other.useToken('https://ehr.example.org', jti, monday)).toBe(false);
    });

    test('the same jti of another issuer is a different token', async () => {
      const jti = randomUUID();
      expect(await store.useToken('https://ehr.example.org', jti, monday)).toBe(true);
      expect(await store.useToken('https://other.example.org', jti, monday)).toBe(true);
    });

    test('exactly one of many concurrent uses succeeds', async () => {
      const jti = randomUUID();
      const uses = Array.from({ length: 20 }, (_, i) => (i % 2 ? store : other).useToken('issuer', jti, monday));
      expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
    });
  });

  describe('a shown card', () => {
    test('is returned for the patient, with the clinicians who saw it', async () => {
      const card = shown();
      const first = opening({ shown: [card] });
      await record(first);
      expect(await read(queryFor(first), other)).toEqual({
        showings: [
          {
            ...card,
            service: first.service,
            clinicians: first.clinicians,
            own: true,
            firstShown: monday,
            lastShown: monday,
            outcome: undefined,
          },
        ],
        budget: { openings: 1, cards: 1 },
      });
    });

    test('is returned to a colleague, marked as not their own', async () => {
      const first = opening({ shown: [shown()] });
      await record(first);
      const asked = await read(queryFor(first, { clinicians: [someone()] }));
      expect(asked.showings.map(({ own }) => own)).toEqual([false]);
      expect(asked.budget).toEqual({ openings: 0, cards: 0 });
    });

    test('belongs to a clinician who shares any pseudonym', async () => {
      const user = someone();
      const first = opening({ clinicians: [user, someone()], shown: [shown()] });
      await record(first);
      const asked = await read(queryFor(first, { clinicians: [someone(), user] }));
      expect(asked.showings.map(({ own }) => own)).toEqual([true]);
    });

    test('is not returned in another tenant', async () => {
      const first = opening({ shown: [shown()] });
      await record(first);
      const asked = await read(queryFor(first, { tenant: 'https://ehr.example.org b' }));
      expect(asked).toEqual({ showings: [], budget: { openings: 0, cards: 0 } });
    });

    test('keeps its first time when shown again, moves its last, and adds pseudonyms', async () => {
      const [card, known] = [shown(), someone()];
      const first = opening({ shown: [card] });
      await record(first);
      const clinicians = [...first.clinicians, known];
      await record({ ...first, at: monday + hour, clinicians });
      const { showings, budget } = await read(queryFor(first, { clinicians: [known] }));
      expect(showings).toMatchObject([{ firstShown: monday, lastShown: monday + hour, clinicians, own: true }]);
      expect(budget).toEqual({ openings: 1, cards: 1 });
    });

    test('is recorded once if its batch is retried', async () => {
      const first = opening({ shown: [shown()], findings: ['first-meeting'], at: monday - 70 * day });
      const once = batch(first);
      await store.record(once);
      await other.record(once);
      const week = { week: monday - 70 * day, code: 'first-meeting', findings: 1, shown: 1 };
      expect((await store.summary(0)).lines.filter((line) => line.week === week.week)).toMatchObject([week]);
    });

    test('counts as one visit if two replicas record it concurrently', async () => {
      const first = opening();
      await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? store : other).record(batch(first))));
      expect(await store.readBudget(queryFor(first))).toEqual({ openings: 1, cards: 0 });
    });
  });

  describe('the budget', () => {
    test('counts a chart once per visit, and again after it', async () => {
      const first = opening();
      await record(first, { ...first, at: monday + 11 * hour }, { ...first, at: monday + 12 * hour });
      expect((await store.readBudget(queryFor(first))).openings).toBe(2);
    });

    test('counts each chart, for this clinician, hook and period only', async () => {
      const clinicians = [someone()];
      const first = opening({ clinicians, shown: [shown()] });
      await record(
        first,
        opening({ clinicians }),
        opening({ clinicians, hook: 'order-sign' }),
        opening({ clinicians, at: monday - 31 * day, shown: [shown()] }),
        opening(),
      );
      expect(await store.readBudget(queryFor(first))).toEqual({ openings: 2, cards: 1 });
    });

    test('is zero for a user without a pseudonym', async () => {
      const first = opening({ clinicians: [], shown: [shown()] });
      await record(first);
      const { showings, budget } = await read(queryFor(first));
      expect({ own: showings[0]?.own, budget }).toEqual({ own: false, budget: { openings: 0, cards: 0 } });
    });
  });

  describe('a clinician’s own cards', () => {
    const own = async (of: OpeningRecord, change: Partial<OwnCardsQuery> = {}) => {
      const { tenant, clinicians } = of;
      const cards = await other.readOwnCards({ tenant, clinicians, since: monday - 30 * day, ...change });
      return cards.map(({ code }) => code).sort();
    };

    test('are those first shown to them since, under any pseudonym, about anyone and in every hook', async () => {
      const [user, number] = [someone(), someone()];
      const first = opening({ clinicians: [user, number], shown: [shown({ code: 'a' }), shown({ code: 'b' })] });
      await record(
        first,
        opening({ clinicians: [number], shown: [shown({ code: 'b' })], hook: 'order-sign' }),
        opening({ clinicians: [user], shown: [shown({ code: 'old' })], at: monday - 31 * day }),
        opening({ clinicians: [user], shown: [shown({ code: 'elsewhere' })], tenant: someone() }),
        opening({ shown: [shown({ code: 'of another clinician' })] }),
      );
      expect(await own(first)).toEqual(['a', 'b', 'b']);
      expect(await own(first, { since: monday })).toEqual([]);
    });

    test('are not those that a colleague was shown about the same person', async () => {
      const first = opening({ shown: [shown({ code: 'mine' })] });
      await record(first, { ...first, clinicians: [someone()], shown: [shown({ code: 'theirs' })] });
      expect(await own(first)).toEqual(['mine']);
    });

    test('include one that came late in a visit that began before', async () => {
      const first = opening({ shown: [] });
      await record(first, { ...first, at: monday + 11 * hour, shown: [shown({ code: 'late' })] });
      expect(await own(first, { since: monday + hour })).toEqual(['late']);
    });

    test('count once when shown again, and are gone with an erased person', async () => {
      const first = opening({ shown: [shown({ code: 'once' })] });
      await record(first, { ...first, at: monday + hour });
      expect(await own(first)).toEqual(['once']);
      await store.erase(first);
      expect(await own(first)).toEqual([]);
    });

    test('are none for a user without a pseudonym', async () => {
      const first = opening({ clinicians: [], shown: [shown()] });
      await record(first);
      expect(await own(first)).toEqual([]);
    });
  });

  describe('feedback', () => {
    const answered = async (...changes: Partial<CardFeedback>[]) => {
      const card = shown();
      const [of] = await record(opening({ shown: [card] }));
      for (const change of changes) await other.saveFeedback([answer({ card: card.card, ...change })]);
      return of ?? opening();
    };

    test('becomes the outcome of its card', async () => {
      expect(await outcomeOf(await answered({}))).toEqual({
        outcome: 'overridden',
        reason: 'not-now',
        at: monday + hour,
      });
    });

    test('may have no reason', async () => {
      const accepted = { outcome: 'accepted', reason: undefined } as const;
      expect(await outcomeOf(await answered(accepted))).toEqual({ ...accepted, at: monday + hour });
    });

    test('with the latest time wins, whatever the order of receipt', async () => {
      const late = { reason: 'facts-wrong', at: monday + 3 * hour };
      expect(await outcomeOf(await answered(late, { reason: 'not-now', at: monday + 2 * hour }))).toMatchObject(late);
      expect(await outcomeOf(await answered({ reason: 'not-now', at: monday + 2 * hour }, late))).toMatchObject(late);
    });

    test('received last wins between two of the same time', async () => {
      const of = await answered(
        { reason: 'other', received: monday + 3 * hour },
        { reason: 'not-now', received: monday + 2 * hour },
      );
      expect(await outcomeOf(of)).toMatchObject({ reason: 'other' });
    });

    test('on a card of another tenant has no effect, and is treated like that on an unknown card', async () => {
      const card = shown();
      const [of] = await record(opening({ shown: [card] }));
      const others = { tenant: someone() };
      expect(await store.saveFeedback([answer({ ...others, card: card.card })])).toBe('saved');
      expect(await store.saveFeedback([answer({ ...others, card: randomUUID() })])).toBe('saved');
      expect(await outcomeOf(of ?? opening())).toBeUndefined();
      // Both wait, so that the limit does not reveal which cards exist in another tenant.
      expect(await store.saveFeedback(unknownAnswers(others.tenant, 999))).toBe('no-room');
      expect(await store.saveFeedback(unknownAnswers(others.tenant, 998))).toBe('saved');
    });

    test('on a card of another service of the same tenant takes effect', async () => {
      expect(await outcomeOf(await answered({ service: 'secure-base-order-sign' }))).toBeDefined();
    });

    test('on one card is limited to the newest twenty, of which the latest time wins', async () => {
      const latest = { reason: 'facts-wrong', at: monday + 100 * hour };
      const others = Array.from({ length: 60 }, (_, i) => ({ reason: 'other', at: monday + i * hour }));
      const of = await answered(latest, ...others);
      expect(await outcomeOf(of)).toMatchObject(latest);
      const card = of.shown[0]?.card;
      await store.saveFeedback(others.map((one) => answer({ ...one, card: card ?? '', at: one.at + 1 })));
      expect(await outcomeOf(of)).toMatchObject(latest);
      expect(await store.erase(of)).toMatchObject({ answers: 20 });
    });

    test('waits for its card up to a thousand times per tenant; beyond that the call is rejected, and other tenants are unaffected', async () => {
      const [tenant, card] = [someone(), shown()];
      const [of] = await record(opening({ tenant, shown: [card] }));
      const waiting = unknownAnswers(tenant, 1000);
      expect(await store.saveFeedback(waiting.slice(0, 600))).toBe('saved');
      expect(await other.saveFeedback(waiting.slice(600))).toBe('saved');
      expect(await other.saveFeedback([answer({ tenant, card: card.card }), answer({ tenant })])).toBe('no-room');
      expect(await outcomeOf(of ?? opening())).toBeUndefined();
      expect(await store.saveFeedback(waiting.slice(0, 3))).toBe('saved');
      expect(await store.saveFeedback([answer({ tenant, card: card.card })])).toBe('saved');
      expect(await outcomeOf(of ?? opening())).toBeDefined();
      expect(await store.saveFeedback([answer({ tenant: someone() })])).toBe('saved');
      const come = waiting.slice(0, 5).map((one) => shown({ card: one.card }));
      await record(opening({ tenant, shown: come }));
      expect(await store.saveFeedback(unknownAnswers(tenant, 5))).toBe('saved');
    });

    test('on unknown cards from concurrent calls stays within the limit', async () => {
      const tenant = someone();
      const calls = Array.from({ length: 14 }, (_, i) =>
        (i % 2 ? store : other).saveFeedback(unknownAnswers(tenant, 100)),
      );
      const results = await Promise.all(calls);
      expect(results.filter((result) => result === 'saved')).toHaveLength(10);
    });

    test('may arrive before the card is recorded', async () => {
      const card = shown();
      await store.saveFeedback([answer({ card: card.card })]);
      const [of] = await record(opening({ shown: [card] }));
      expect(await outcomeOf(of ?? opening())).toMatchObject({ reason: 'not-now' });
    });

    test('on an unknown card with any id is saved, as is an empty list', async () => {
      await store.saveFeedback([answer(), answer({ card: 'x' }), answer({ card: `${'é"\''.repeat(21)}!` })]);
      await store.saveFeedback([]);
    });

    test('repeated, even within one call, is saved once', async () => {
      const [card, at] = [shown(), monday - 63 * day];
      await record(opening({ shown: [card], at }));
      const same = answer({ card: card.card });
      await store.saveFeedback([same, same]);
      await other.saveFeedback([{ ...same, received: same.received + 1 }]);
      const lines = (await store.summary(0)).lines.filter(({ week }) => week === at);
      expect(lines).toMatchObject([{ shown: 1, overridden: { 'not-now': 1 }, ignored: 0 }]);
    });

    test('with any text is saved', async () => {
      const text = 'a\0b\ud800"\'%s$1;\u202e😀';
      await store.saveFeedback([answer({ card: text, reason: text, comment: text, suggestions: [text] })]);
    });

    test('of thousands of items in one call is saved', async () => {
      const cards = Array.from({ length: 2500 }, () => shown());
      await record(opening({ shown: cards }));
      expect(await store.saveFeedback(cards.map(({ card }) => answer({ card })))).toBe('saved');
    });
  });

  describe('an erased person', () => {
    test('is gone from every row, while others stay', async () => {
      const code = someone();
      const of = opening({ shown: [shown({ code }), shown({ code })], findings: [code] });
      const [same, neighbour] = [{ ...of, tenant: someone(), shown: [shown()] }, opening({ shown: [shown()] })];
      await record(of, { ...of, hook: 'order-sign', shown: [] }, same, neighbour);
      await store.saveFeedback([answer({ card: of.shown[0]?.card ?? '' }), answer({ card: of.shown[1]?.card ?? '' })]);
      expect(await store.erase({ tenant: of.tenant, patient: of.patient })).toEqual({
        cards: 2,
        answers: 2,
        openings: 2,
      });
      expect(await read(queryFor(of), other)).toEqual({ showings: [], budget: { openings: 0, cards: 0 } });
      for (const { tenant, patient, clinicians } of [same, neighbour])
        expect(await store.readShowings({ tenant, patient, clinicians })).toHaveLength(1);
      const line = (await store.summary(0)).lines.find((one) => one.code === code);
      expect(line).toMatchObject({ findings: 3, shown: 0 });
      expect(await store.erase(of)).toEqual({ cards: 0, answers: 0, openings: 0 });
    });

    test('is not recreated by a concurrent batch', async () => {
      const all = Array.from({ length: 20 }, () => opening({ shown: [shown()] }));
      const recorded = all.map((one) => store.record(batch(one, { ...one, hook: 'order-sign', shown: [] })));
      await Promise.all([...recorded, ...all.map((one) => other.erase({ ...one, openedUpTo: monday }))]);
      const left = await Promise.all(all.map((one) => read(queryFor(one))));
      expect(left).toEqual(all.map(() => ({ showings: [], budget: { openings: 0, cards: 0 } })));
    });

    test('is not recreated by openings that a replica had queued, but by later ones', async () => {
      const before = opening({ shown: [shown()], findings: [someone()] });
      const after = { ...before, at: monday + 2, shown: [shown()] };
      await store.erase({ ...before, openedUpTo: monday + 1 });
      const bystander = opening({ shown: [shown()] });
      await other.record(batch(before, bystander, after));
      const { showings } = await read(queryFor(before));
      expect(showings.map(({ card }) => card)).toEqual(after.shown.map(({ card }) => card));
      expect(await store.readShowings(queryFor(bystander))).toHaveLength(1);
    });
  });

  describe('the summary', () => {
    test('counts findings, shown and held cards and feedback by week and code, without naming anyone', async () => {
      const at = monday + 700 * day;
      const cards = [shown(), shown(), shown(), shown(), shown({ code: 'continuity-low' })] as const;
      await record(
        ...cards.map((card) => opening({ at: at + 2 * day, shown: [card], findings: [card.code] })),
        opening({ at: at + 6 * day, findings: ['first-meeting'], held: [{ code: 'first-meeting', rule: 'not-now' }] }),
        opening({ at: at + 7 * day, findings: ['first-meeting'] }),
      );
      await store.saveFeedback([
        answer({ card: cards[0].card, outcome: 'accepted', reason: undefined }),
        answer({ card: cards[1].card, reason: 'facts-wrong' }),
        answer({ card: cards[2].card, reason: undefined }),
      ]);
      const none = { shown: 0, held: {}, accepted: 0, overridden: {}, ignored: 0 };
      expect(await other.summary(at)).toEqual({
        silent: [],
        weeks: [
          { week: at, openings: 6 },
          { week: at + 7 * day, openings: 1 },
        ],
        lines: [
          { ...none, week: at, code: 'continuity-low', findings: 1, shown: 1, ignored: 1 },
          {
            week: at,
            code: 'first-meeting',
            findings: 5,
            shown: 4,
            held: { 'not-now': 1 },
            accepted: 1,
            overridden: { 'facts-wrong': 1, '': 1 },
            ignored: 1,
          },
          { ...none, week: at + 7 * day, code: 'first-meeting', findings: 1 },
        ],
        clients: [{ client: 'https://ehr.example.org', openings: 7, unread: [] }],
      });
    });

    test('counts by client what could not be read, over both replicas, the most frequent first', async () => {
      const at = monday + 1050 * day;
      const late = { part: 'roles', why: 'timeout' };
      const refused = { part: 'roles', why: 'refused' };
      const missing = { part: 'activity', why: 'not-available' };
      const east = { client: 'https://east.example.org' };
      await record(opening({ at, unread: [late, missing] }), opening({ at: at + 7 * day, unread: [missing] }));
      await other.record(batch(opening({ at, unread: [missing, refused] }), opening({ at, ...east, unread: [late] })));
      await record(opening({ at, ...east }), opening({ at: at - 7 * day, ...east, unread: [refused] }));
      expect((await other.summary(at)).clients).toEqual([
        { ...east, openings: 2, unread: [{ ...late, openings: 1 }] },
        {
          client: 'https://ehr.example.org',
          openings: 3,
          unread: [
            { ...missing, openings: 3 },
            { ...refused, openings: 1 },
            { ...late, openings: 1 },
          ],
        },
      ]);
    });

    test('counts a batch that is sent again once, and no opening of a person who was erased meanwhile', async () => {
      const at = monday + 1750 * day;
      const one = opening({ at, client: 'https://again.example.org', unread: [{ part: 'roles', why: 'error' }] });
      const again = batch(one);
      await store.record(again);
      await other.record(again);
      await store.erase({ ...one, openedUpTo: at + day });
      await store.record(batch({ ...one, at: at + hour }));
      const { clients } = await store.summary(at);
      expect(clients).toEqual([
        { client: one.client, openings: 1, unread: [{ part: 'roles', why: 'error', openings: 1 }] },
      ]);
    });

    test('treats the name of an inherited property as an ordinary reason', async () => {
      const [card, at] = [shown(), monday + 1400 * day];
      await record(opening({ at, shown: [card] }));
      await store.saveFeedback([answer({ card: card.card, reason: 'constructor' })]);
      expect(Object.entries((await store.summary(at)).lines[0]?.overridden ?? {})).toEqual([['constructor', 1]]);
    });

    test('ends with a week, and with the answers that had arrived by then', async () => {
      const at = monday + 2100 * day;
      const week = 7 * day;
      const [early, late] = [shown({ code: 'y' }), shown({ code: 'y' })];
      const unread = [{ part: 'roles', why: 'timeout' }];
      await record(
        opening({ at, shown: [early], findings: ['y'], unread }),
        opening({ at: at + day, shown: [late], findings: ['y'], unread }),
        opening({ at: at + week, shown: [shown({ code: 'y' })], findings: ['y'], unread }),
      );
      await store.saveFeedback([
        answer({ card: early.card, reason: 'facts-wrong', received: at + 2 * week }),
        answer({ card: late.card, reason: 'facts-wrong', received: at + 2 * week + 1 }),
      ]);
      const end = { until: at + week, answeredFrom: at, answeredBefore: at + 2 * week + 1 };
      expect(await other.summary(at, end)).toMatchObject({
        weeks: [{ week: at, openings: 2 }],
        lines: [{ week: at, code: 'y', findings: 2, shown: 2, overridden: { 'facts-wrong': 1 }, ignored: 1 }],
        clients: [{ openings: 2 }],
      });
      expect((await other.summary(at)).lines).toMatchObject([{ shown: 2, ignored: 0 }, { shown: 1 }]);
      const counted = async (...range: [number?, typeof end?]) =>
        (await other.countAnswersByReason(['facts-wrong'], ...range)).filter(({ code }) => code === 'y');
      expect([await counted(at, end), await counted(at), await counted(at + week)]).toMatchObject([
        [{ cards: 1 }],
        [{ cards: 2 }],
        [],
      ]);
    });

    test('counts cards for review by their latest feedback and by the version that was shown', async () => {
      const cards = [shown({ code: 'x' }), shown({ code: 'x' }), shown({ code: 'x' }), shown({ code: 'x' })] as const;
      const [wrong, unkind, changed, accepted] = cards;
      await record(opening({ shown: cards }));
      await store.saveFeedback([
        answer({ card: wrong.card, reason: 'facts-wrong' }),
        answer({ card: unkind.card, reason: 'unkind-wording' }),
        answer({ card: changed.card, reason: 'facts-wrong' }),
        answer({ card: changed.card, reason: 'not-now', at: monday + 2 * hour }),
        answer({ card: accepted.card, outcome: 'accepted', reason: 'facts-wrong' }),
      ]);
      const lines = await store.countAnswersByReason(['facts-wrong', 'unkind-wording']);
      expect(lines.filter(({ code }) => code === 'x')).toEqual([
        { code: 'x', version: '', reason: 'facts-wrong', cards: 1 },
        { code: 'x', version: '', reason: 'unkind-wording', cards: 1 },
      ]);
      expect(await store.countAnswersByReason([])).toEqual([]);
    });
  });

  test('reports that it works', async () => {
    await store.check();
  });
}

/** Tests of the tables themselves; `url` returns a new database each time. */
export function tablesSpec(url: () => Promise<string>): void {
  const tablesOf = async ({ db }: Engine) => {
    // In PostgreSQL a month of openings is a table too.
    const tables = (await db.introspection.getTables()).filter(({ name }) => !/_(earlier|\d{4}_\d{2})$/.test(name));
    return Object.fromEntries(tables.map((table) => [table.name, table.columns.map(({ name }) => name).sort()]));
  };

  test('columns have only allow-listed names', async () => {
    const engine = await openEngine(await url());
    await migrate(engine, 'latest');
    const sorted = Object.entries(columns).map(([table, names]) => [table, [...names].sort()]);
    expect(await tablesOf(engine)).toEqual(Object.fromEntries(sorted));
    await engine.close();
  });

  test('every migration can be reverted and reapplied', async () => {
    const engine = await openEngine(await url());
    await migrate(engine, 'latest');
    await migrate(engine, 'none');
    expect(await tablesOf(engine)).toEqual({});
    await migrate(engine, 'latest');
    expect(Object.keys(await tablesOf(engine))).toHaveLength(Object.keys(columns).length);
    await engine.close();
  });

  test('several replicas can open a new database concurrently', async () => {
    const address = await url();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(address)));
    for (const store of stores) await store.check();
    await Promise.all(stores.map((store) => store.close()));
  }, 30_000);

  test('a closed store rejects', async () => {
    const store = await openStore(await url());
    await store.close();
    await expect(store.check()).rejects.toThrow();
  });
}
