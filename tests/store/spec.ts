import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MemoryQuery } from '#src/memory/memory.ts';
import { type Engine, migrate } from '#src/store/engine.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { Answer, OpeningRecord, ShownCard, Store } from '#src/store/store.ts';

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;
/** A Monday, 00:00 UTC. */
export const monday = Date.UTC(2026, 9, 5);

/** A fresh pseudonym-like text, so that tests that share a database don't meet. */
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
  visit: 12 * hour,
  shown: [],
  found: [],
  held: [],
  ...change,
});

export const answer = (change: Partial<Answer> = {}): Answer => ({
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

/** Answers to as many cards that nobody knows. */
const unknownAnswers = (tenant: string, count: number) => Array.from({ length: count }, () => answer({ tenant }));

export const question = (about: OpeningRecord, change: Partial<MemoryQuery> = {}): MemoryQuery => ({
  tenant: about.tenant,
  patient: about.patient,
  clinicians: about.clinicians,
  hook: 'patient-view',
  since: monday - 30 * day,
  ...change,
});

export const batch = (...openings: OpeningRecord[]) => ({ id: randomUUID(), openings });

/** The words that a column may be called by; a new one is a decision about what is remembered. */
const columns = {
  tokens: ['token', 'expires'],
  batches: ['batch', 'at'],
  openings: ['opening', 'tenant', 'patient', 'hook', 'at', 'week'],
  opening_clinicians: ['opening', 'clinician', 'tenant', 'hook', 'at', 'cards'],
  showings: ['card', 'tenant', 'patient', 'clinicians', 'service', 'code', 'material', 'suggestions']
    .concat('first_shown')
    .concat('last_shown', 'week'),
  feedback: ['tenant', 'card', 'service', 'outcome', 'reason', 'at', 'received', 'suggestions', 'comment'].concat(
    'waiting',
  ),
  tallies: ['week', 'code', 'rule', 'amount'],
  jobs: ['job', 'at'],
  erasures: ['person', 'at'],
  migration_hashes: ['migration', 'hash', 'works_from'],
};

/** What every store does; `url` gives one database, which may be opened more than once where `shared`. */
export function storeSpec(url: () => string, shared: boolean): void {
  let store: Store;
  /** Another replica, where there can be one. */
  let other: Store;

  beforeAll(async () => {
    store = await openStore(url());
    other = shared ? await openStore(url()) : store;
  }, 30_000);

  afterAll(async () => {
    await store?.close();
    if (shared) await other?.close();
  });

  const kept = async (...openings: OpeningRecord[]) => {
    await store.record(batch(...openings));
    return openings;
  };
  const told = async (asked: MemoryQuery, by: Store = store) => ({
    showings: await by.showingsOf(asked),
    budget: await by.budgetOf(asked),
  });
  const outcomeOf = async (of: OpeningRecord) => (await store.showingsOf(question(of)))[0]?.outcome;

  describe('tokens', () => {
    test('a token is used once, on either replica', async () => {
      const jti = randomUUID();
      expect(await store.useToken('https://ehr.example.org', jti, monday)).toBe(true);
      expect(await other.useToken('https://ehr.example.org', jti, monday)).toBe(false);
    });

    test('the same jti of another issuer is another token', async () => {
      const jti = randomUUID();
      expect(await store.useToken('https://ehr.example.org', jti, monday)).toBe(true);
      expect(await store.useToken('https://other.example.org', jti, monday)).toBe(true);
    });

    test('of many uses in one moment exactly one succeeds', async () => {
      const jti = randomUUID();
      const uses = Array.from({ length: 20 }, (_, i) => (i % 2 ? store : other).useToken('issuer', jti, monday));
      expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
    });
  });

  describe('what was shown', () => {
    test('is remembered about the person, with who saw it', async () => {
      const card = shown();
      const first = opening({ shown: [card] });
      await kept(first);
      expect(await told(question(first), other)).toEqual({
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

    test('to a colleague is told too, and marked', async () => {
      const first = opening({ shown: [shown()] });
      await kept(first);
      const asked = await told(question(first, { clinicians: [someone()] }));
      expect(asked.showings.map(({ own }) => own)).toEqual([false]);
      expect(asked.budget).toEqual({ openings: 0, cards: 0 });
    });

    test('any pseudonym in common means the same clinician', async () => {
      const user = someone();
      const first = opening({ clinicians: [user, someone()], shown: [shown()] });
      await kept(first);
      const asked = await told(question(first, { clinicians: [someone(), user] }));
      expect(asked.showings.map(({ own }) => own)).toEqual([true]);
    });

    test('in another tenant is not told', async () => {
      const first = opening({ shown: [shown()] });
      await kept(first);
      const asked = await told(question(first, { tenant: 'https://ehr.example.org b' }));
      expect(asked).toEqual({ showings: [], budget: { openings: 0, cards: 0 } });
    });

    test('shown again keeps its first time and moves its last, and learns who the clinician is', async () => {
      const [card, known] = [shown(), someone()];
      const first = opening({ shown: [card] });
      await kept(first);
      const clinicians = [...first.clinicians, known];
      await kept({ ...first, at: monday + hour, clinicians });
      const { showings, budget } = await told(question(first, { clinicians: [known] }));
      expect(showings).toMatchObject([{ firstShown: monday, lastShown: monday + hour, clinicians, own: true }]);
      expect(budget).toEqual({ openings: 1, cards: 1 });
    });

    test('the same batch again changes nothing', async () => {
      const first = opening({ shown: [shown()], found: ['first-meeting'], at: monday - 70 * day });
      const once = batch(first);
      await store.record(once);
      await other.record(once);
      const week = { week: monday - 70 * day, code: 'first-meeting', findings: 1, shown: 1 };
      expect((await store.summary(0)).lines.filter((line) => line.week === week.week)).toMatchObject([week]);
    });

    test('two replicas that record at once count one visit', async () => {
      const first = opening();
      await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? store : other).record(batch(first))));
      expect(await store.budgetOf(question(first))).toEqual({ openings: 1, cards: 0 });
    });
  });

  describe('the budget', () => {
    test('counts a chart once a visit, and again after it', async () => {
      const first = opening();
      await kept(first, { ...first, at: monday + 11 * hour }, { ...first, at: monday + 12 * hour });
      expect((await store.budgetOf(question(first))).openings).toBe(2);
    });

    test('counts each chart, and only that clinician, that hook and that time', async () => {
      const clinicians = [someone()];
      const first = opening({ clinicians, shown: [shown()] });
      await kept(
        first,
        opening({ clinicians }),
        opening({ clinicians, hook: 'order-sign' }),
        opening({ clinicians, at: monday - 31 * day, shown: [shown()] }),
        opening(),
      );
      expect(await store.budgetOf(question(first))).toEqual({ openings: 2, cards: 1 });
    });

    test('a call whose user has no pseudonym has none', async () => {
      const first = opening({ clinicians: [], shown: [shown()] });
      await kept(first);
      const { showings, budget } = await told(question(first));
      expect({ own: showings[0]?.own, budget }).toEqual({ own: false, budget: { openings: 0, cards: 0 } });
    });
  });

  describe('feedback', () => {
    const answered = async (...changes: Partial<Answer>[]) => {
      const card = shown();
      const [of] = await kept(opening({ shown: [card] }));
      for (const change of changes) await other.feedback([answer({ card: card.card, ...change })]);
      return of ?? opening();
    };

    test('becomes the outcome of the card', async () => {
      expect(await outcomeOf(await answered({}))).toEqual({
        outcome: 'overridden',
        reason: 'not-now',
        at: monday + hour,
      });
    });

    test('without a reason has none', async () => {
      const accepted = { outcome: 'accepted', reason: undefined } as const;
      expect(await outcomeOf(await answered(accepted))).toEqual({ ...accepted, at: monday + hour });
    });

    test('of several the latest time wins, whatever came last', async () => {
      const late = { reason: 'facts-wrong', at: monday + 3 * hour };
      expect(await outcomeOf(await answered(late, { reason: 'not-now', at: monday + 2 * hour }))).toMatchObject(late);
      expect(await outcomeOf(await answered({ reason: 'not-now', at: monday + 2 * hour }, late))).toMatchObject(late);
    });

    test('of two at one time the one that was received last wins', async () => {
      const of = await answered(
        { reason: 'other', received: monday + 3 * hour },
        { reason: 'not-now', received: monday + 2 * hour },
      );
      expect(await outcomeOf(of)).toMatchObject({ reason: 'other' });
    });

    test('of a card of another tenant is without effect, and answered as that of an unknown card', async () => {
      const card = shown();
      const [of] = await kept(opening({ shown: [card] }));
      const others = { tenant: someone() };
      expect(await store.feedback([answer({ ...others, card: card.card })])).toBe('kept');
      expect(await store.feedback([answer({ ...others, card: randomUUID() })])).toBe('kept');
      expect(await outcomeOf(of ?? opening())).toBeUndefined();
      // Both wait, so that nobody learns from where the room ends which cards there are elsewhere.
      expect(await store.feedback(unknownAnswers(others.tenant, 999))).toBe('no-room');
      expect(await store.feedback(unknownAnswers(others.tenant, 998))).toBe('kept');
    });

    test('of a card of another service of the same tenant is obeyed', async () => {
      expect(await outcomeOf(await answered({ service: 'secure-base-order-sign' }))).toBeDefined();
    });

    test('of one card is kept twenty times, of which the latest time wins still', async () => {
      const latest = { reason: 'facts-wrong', at: monday + 100 * hour };
      const others = Array.from({ length: 60 }, (_, i) => ({ reason: 'other', at: monday + i * hour }));
      const of = await answered(latest, ...others);
      expect(await outcomeOf(of)).toMatchObject(latest);
      const card = of.shown[0]?.card;
      await store.feedback(others.map((one) => answer({ ...one, card: card ?? '', at: one.at + 1 })));
      expect(await outcomeOf(of)).toMatchObject(latest);
      expect(await store.forget(of)).toMatchObject({ answers: 20 });
    });

    test('may wait for its card a thousand times in a tenant; then nothing of a call is kept, and others go on', async () => {
      const [tenant, card] = [someone(), shown()];
      const [of] = await kept(opening({ tenant, shown: [card] }));
      const waiting = unknownAnswers(tenant, 1000);
      expect(await store.feedback(waiting.slice(0, 600))).toBe('kept');
      expect(await other.feedback(waiting.slice(600))).toBe('kept');
      expect(await other.feedback([answer({ tenant, card: card.card }), answer({ tenant })])).toBe('no-room');
      expect(await outcomeOf(of ?? opening())).toBeUndefined();
      expect(await store.feedback(waiting.slice(0, 3))).toBe('kept');
      expect(await store.feedback([answer({ tenant, card: card.card })])).toBe('kept');
      expect(await outcomeOf(of ?? opening())).toBeDefined();
      expect(await store.feedback([answer({ tenant: someone() })])).toBe('kept');
      const come = waiting.slice(0, 5).map((one) => shown({ card: one.card }));
      await kept(opening({ tenant, shown: come }));
      expect(await store.feedback(unknownAnswers(tenant, 5))).toBe('kept');
    });

    test('of unknown cards from many calls at once keeps to the thousand', async () => {
      const tenant = someone();
      const calls = Array.from({ length: 14 }, (_, i) => (i % 2 ? store : other).feedback(unknownAnswers(tenant, 100)));
      const results = await Promise.all(calls);
      expect(results.filter((result) => result === 'kept')).toHaveLength(10);
    });

    test('may arrive before the card is recorded', async () => {
      const card = shown();
      await store.feedback([answer({ card: card.card })]);
      const [of] = await kept(opening({ shown: [card] }));
      expect(await outcomeOf(of ?? opening())).toMatchObject({ reason: 'not-now' });
    });

    test('of an unknown card, in whatever words, is kept; an empty list too', async () => {
      await store.feedback([answer(), answer({ card: 'x' }), answer({ card: `${'é"\''.repeat(21)}!` })]);
      await store.feedback([]);
    });

    test('the same again, or twice in one call, is one answer', async () => {
      const [card, at] = [shown(), monday - 63 * day];
      await kept(opening({ shown: [card], at }));
      const same = answer({ card: card.card });
      await store.feedback([same, same]);
      await other.feedback([{ ...same, received: same.received + 1 }]);
      const lines = (await store.summary(0)).lines.filter(({ week }) => week === at);
      expect(lines).toMatchObject([{ shown: 1, overridden: { 'not-now': 1 }, ignored: 0 }]);
    });

    test('of any text at all is kept', async () => {
      const text = 'a\0b\ud800"\'%s$1;\u202e😀';
      await store.feedback([answer({ card: text, reason: text, comment: text, suggestions: [text] })]);
    });

    test('thousands of answers in one call are kept', async () => {
      const cards = Array.from({ length: 2500 }, () => shown());
      await kept(opening({ shown: cards }));
      expect(await store.feedback(cards.map(({ card }) => answer({ card })))).toBe('kept');
    });
  });

  describe('a person who is forgotten', () => {
    test('is in no row any more, and others are in theirs', async () => {
      const code = someone();
      const of = opening({ shown: [shown({ code }), shown({ code })], found: [code] });
      const [same, neighbour] = [{ ...of, tenant: someone(), shown: [shown()] }, opening({ shown: [shown()] })];
      await kept(of, { ...of, hook: 'order-sign', shown: [] }, same, neighbour);
      await store.feedback([answer({ card: of.shown[0]?.card ?? '' }), answer({ card: of.shown[1]?.card ?? '' })]);
      expect(await store.forget({ tenant: of.tenant, patient: of.patient })).toEqual({
        cards: 2,
        answers: 2,
        openings: 2,
      });
      expect(await told(question(of), other)).toEqual({ showings: [], budget: { openings: 0, cards: 0 } });
      for (const { tenant, patient, clinicians } of [same, neighbour])
        expect(await store.showingsOf({ tenant, patient, clinicians })).toHaveLength(1);
      const line = (await store.summary(0)).lines.find((one) => one.code === code);
      expect(line).toMatchObject({ findings: 3, shown: 0 });
      expect(await store.forget(of)).toEqual({ cards: 0, answers: 0, openings: 0 });
    });

    test('is not brought back by what is being recorded at the same moment', async () => {
      const all = Array.from({ length: 20 }, () => opening({ shown: [shown()] }));
      const recorded = all.map((one) => store.record(batch(one, { ...one, hook: 'order-sign', shown: [] })));
      await Promise.all([...recorded, ...all.map((one) => other.forget({ ...one, openedUntil: monday }))]);
      const left = await Promise.all(all.map((one) => told(question(one))));
      expect(left).toEqual(all.map(() => ({ showings: [], budget: { openings: 0, cards: 0 } })));
    });

    test('is not brought back by what a replica still had to write down, and is known again from then on', async () => {
      const before = opening({ shown: [shown()], found: [someone()] });
      const after = { ...before, at: monday + 2, shown: [shown()] };
      await store.forget({ ...before, openedUntil: monday + 1 });
      const bystander = opening({ shown: [shown()] });
      await other.record(batch(before, bystander, after));
      const { showings } = await told(question(before));
      expect(showings.map(({ card }) => card)).toEqual(after.shown.map(({ card }) => card));
      expect(await store.showingsOf(question(bystander))).toHaveLength(1);
    });
  });

  describe('the summary', () => {
    test('tells by week and code what was found, shown, held and answered, and nobody', async () => {
      const at = monday + 700 * day;
      const cards = [shown(), shown(), shown(), shown(), shown({ code: 'continuity-low' })] as const;
      await kept(
        ...cards.map((card) => opening({ at: at + 2 * day, shown: [card], found: [card.code] })),
        opening({ at: at + 6 * day, found: ['first-meeting'], held: [{ code: 'first-meeting', rule: 'not-now' }] }),
        opening({ at: at + 7 * day, found: ['first-meeting'] }),
      );
      await store.feedback([
        answer({ card: cards[0].card, outcome: 'accepted', reason: undefined }),
        answer({ card: cards[1].card, reason: 'facts-wrong' }),
        answer({ card: cards[2].card, reason: undefined }),
      ]);
      const none = { shown: 0, held: {}, accepted: 0, overridden: {}, ignored: 0 };
      expect(await other.summary(at)).toEqual({
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
      });
    });

    test('a reason that every object inherits is a reason like others', async () => {
      const [card, at] = [shown(), monday + 1400 * day];
      await kept(opening({ at, shown: [card] }));
      await store.feedback([answer({ card: card.card, reason: 'constructor' })]);
      expect(Object.entries((await store.summary(at)).lines[0]?.overridden ?? {})).toEqual([['constructor', 1]]);
    });

    test('the review list counts cards by their last answer', async () => {
      const [wrong, unkind, changed] = [shown({ code: 'x' }), shown({ code: 'x' }), shown({ code: 'x' })];
      await kept(opening({ shown: [wrong, unkind, changed] }));
      await store.feedback([
        answer({ card: wrong.card, reason: 'facts-wrong' }),
        answer({ card: unkind.card, reason: 'unkind-wording' }),
        answer({ card: changed.card, reason: 'facts-wrong' }),
        answer({ card: changed.card, reason: 'not-now', at: monday + 2 * hour }),
      ]);
      const lines = await store.answeredWith(['facts-wrong', 'unkind-wording']);
      expect(lines.filter(({ code }) => code === 'x')).toEqual([
        { code: 'x', reason: 'facts-wrong', cards: 1 },
        { code: 'x', reason: 'unkind-wording', cards: 1 },
      ]);
      expect(await store.answeredWith([])).toEqual([]);
    });
  });

  test('it says that it works', async () => {
    await store.check();
  });
}

/** What holds for the tables themselves; `url` gives a database of its own each time. */
export function tablesSpec(url: () => Promise<string>): void {
  const tablesOf = async ({ db }: Engine) => {
    const tables = await db.introspection.getTables();
    return Object.fromEntries(tables.map((table) => [table.name, table.columns.map(({ name }) => name).sort()]));
  };

  test('columns have only the names on a closed list', async () => {
    const engine = await openEngine(await url());
    await migrate(engine, 'latest');
    const sorted = Object.entries(columns).map(([table, names]) => [table, [...names].sort()]);
    expect(await tablesOf(engine)).toEqual(Object.fromEntries(sorted));
    await engine.close();
  });

  test('every migration can be undone and done again', async () => {
    const engine = await openEngine(await url());
    await migrate(engine, 'latest');
    await migrate(engine, 'none');
    expect(await tablesOf(engine)).toEqual({});
    await migrate(engine, 'latest');
    expect(Object.keys(await tablesOf(engine))).toHaveLength(Object.keys(columns).length);
    await engine.close();
  });

  test('several replicas may open a new database at once', async () => {
    const address = await url();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(address)));
    for (const store of stores) await store.check();
    await Promise.all(stores.map((store) => store.close()));
  }, 30_000);

  test('a closed store says so', async () => {
    const store = await openStore(await url());
    await store.close();
    await expect(store.check()).rejects.toThrow();
  });
}
