import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rulesInForce } from '#src/cards/retirement.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { Decided, Retiring } from '#src/store/retirement.ts';
import type { CardFeedback, Store } from '#src/store/store.ts';
import { answer, batch, day, hour, monday, opening, shown, someone } from './spec.ts';

const version = '1.aaaaaaaa';
const code = 'first-meeting';
const versions = new Map([
  [code, version],
  ['known-team', '1.bbbbbbbb'],
]);

/** These versions at every tenant. */
function released(of: ReadonlyMap<string, string>): Pick<Retiring, 'versionsOf' | 'versions'> {
  return { versionsOf: () => of, versions: [...of.values()] };
}

/** How a store learns to be silent about a detection; `url` returns one database, which two replicas open. */
export function retirementSpec(url: () => Promise<string>): void {
  let address: string;
  let [here, there]: Store[] = [];
  const opened: Store[] = [];
  const decided: Decided[] = [];
  let tenant: string;

  const replica = async (change: Partial<Retiring> = {}): Promise<Store> => {
    const onRetired = (one: Decided) => void decided.push(one);
    const store = await openStore(address, { rules: rulesInForce(0.15), ...released(versions), onRetired, ...change });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    address = await url();
    [here, there] = [await replica(), await replica()];
  });
  beforeEach(() => {
    tenant = someone();
    decided.length = 0;
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
  });

  /** Ids of so many new cards, each shown to someone about somebody else. */
  const show = async (
    count: number,
    at = monday,
    change: { code?: string; tenant?: string; by?: Store | undefined } = {},
  ) => {
    const openings = Array.from({ length: count }, () =>
      opening({ tenant: change.tenant ?? tenant, at, shown: [shown({ code: change.code ?? code })] }),
    );
    await (change.by ?? here)?.record(batch(...openings));
    return openings.flatMap((one) => one.shown.map(({ card }) => card));
  };
  const say = (cards: readonly string[], reason: string | undefined, change: Partial<CardFeedback> = {}, to = there) =>
    to?.saveFeedback(cards.map((card) => answer({ tenant, card, reason, ...change })));
  const retiredIn = async (name = tenant) => Promise.all([here, there].map((store) => store?.readRetired(name)));
  const silent = [[code], [code]];
  const speaking = [[], []];

  describe('of thirty cards', () => {
    test('nine answered so retire it, on every replica and in this tenant alone; eight do not', async () => {
      const cards = await show(30);
      await say(cards.slice(0, 8), 'facts-wrong');
      expect(await retiredIn()).toEqual(speaking);
      await say(cards.slice(8, 9), 'not-right-for-this-person');
      expect(await retiredIn()).toEqual(silent);
      expect(await retiredIn(someone())).toEqual(speaking);
      expect(decided).toEqual([{ tenant, code, rule: 'rejected', at: monday + hour, shown: 30, answered: 9 }]);
      expect((await here?.listRetirements())?.filter((one) => one.tenant === tenant)).toEqual([
        { tenant, code, rule: 'rejected', at: monday + hour },
      ]);
    });

    test('twenty-nine are too few; the thirtieth retires it when it is written down', async () => {
      await say(await show(29), 'facts-wrong');
      expect(await retiredIn()).toEqual(speaking);
      await show(1, monday + 2 * hour, { by: there });
      expect(await retiredIn()).toEqual(silent);
      expect(decided).toMatchObject([{ at: monday + 2 * hour, shown: 30, answered: 29 }]);
    });

    test.each(['already-known', 'not-now', 'other', undefined])('all answered %s do not', async (reason) => {
      await say(await show(30), reason);
      expect(await retiredIn()).toEqual(speaking);
    });

    test('all accepted do not, nor nine of three hundred', async () => {
      const cards = await show(30);
      await say(cards, undefined, { outcome: 'accepted' });
      await show(270);
      await say(cards.slice(0, 9), 'facts-wrong', { at: monday + 2 * hour });
      expect(await retiredIn()).toEqual(speaking);
    });

    test('those of another detection do not count', async () => {
      const cards = [...(await show(20)), ...(await show(10, monday, { code: 'known-team' }))];
      await say(cards, 'facts-wrong');
      expect(await retiredIn()).toEqual(speaking);
    });

    test('those shown sixty days ago do not count any more', async () => {
      const now = { at: monday + hour, received: monday + hour };
      const old = await show(1, now.received - 60 * day);
      const recent = await show(29, now.received - 60 * day + 1);
      await say([...old, ...recent], 'facts-wrong', now);
      expect(await retiredIn()).toEqual(speaking);
      await show(1, now.received);
      expect(await retiredIn()).toEqual(silent);
    });

    test('each counts once, by its latest answer', async () => {
      const [first = '', ...others] = await show(30);
      await say(others.slice(0, 7), 'facts-wrong');
      for (let n = 0; n < 10; n += 1) await say([first], 'facts-wrong', { at: monday + n * hour });
      await say(others.slice(7, 12), 'facts-wrong', { at: monday });
      expect(decided).toHaveLength(1);
      expect(decided[0]?.answered).toBe(13);
    });

    test('an answer that was taken back does not count', async () => {
      const cards = await show(30);
      await say(cards.slice(0, 8), 'facts-wrong');
      await say(cards.slice(0, 1), 'not-now', { at: monday + 2 * hour });
      await say(cards.slice(8, 9), 'facts-wrong');
      expect(await retiredIn()).toEqual(speaking);
      await say(cards.slice(0, 1), 'facts-wrong', { at: monday + 3 * hour });
      expect(await retiredIn()).toEqual(silent);
    });
  });

  describe('of unkind cards', () => {
    test('three in thirty days retire it, however many were shown; two do not', async () => {
      const cards = await show(500);
      await say(cards.slice(0, 2), 'unkind-wording');
      await say(cards.slice(0, 2), 'unkind-wording', { at: monday + 2 * hour });
      expect(await retiredIn()).toEqual(speaking);
      await say(cards.slice(2, 3), 'unkind-wording');
      expect(await retiredIn()).toEqual(silent);
      expect(decided).toMatchObject([{ rule: 'unkind', answered: 3 }]);
    });

    test('what was received thirty days ago does not count, whatever its own date is', async () => {
      const [one = '', two = '', three = '', four = ''] = await show(4, monday - 200 * day);
      const last = { received: monday + 30 * day };
      await say([one], 'unkind-wording', { at: monday + 29 * day, received: monday });
      await say([two], 'unkind-wording', { at: monday - 100 * day, received: monday + 1 });
      await say([three], 'unkind-wording', last);
      expect(await retiredIn()).toEqual(speaking);
      await say([four], 'unkind-wording', last);
      expect(await retiredIn()).toEqual(silent);
    });
  });

  describe('answers to cards that nobody was shown', () => {
    test('retire nothing, however many come', async () => {
      await show(30);
      for (const reason of ['facts-wrong', 'unkind-wording'])
        await say(
          Array.from({ length: 400 }, () => crypto.randomUUID()),
          reason,
        );
      expect(await retiredIn()).toEqual(speaking);
    });

    test('nor do those to cards of another tenant, there or here', async () => {
      const other = someone();
      const theirs = await show(30, monday, { tenant: other });
      await show(30);
      await say(theirs, 'unkind-wording');
      expect([await retiredIn(), await retiredIn(other)]).toEqual([speaking, speaking]);
    });

    test('count once the card is written down', async () => {
      const cards = Array.from({ length: 3 }, () => shown({ code }));
      await say(
        cards.map(({ card }) => card),
        'unkind-wording',
      );
      await show(100);
      await there?.record(batch(opening({ tenant, at: monday + hour, shown: cards })));
      expect(await retiredIn()).toEqual(silent);
    });
  });

  test('two replicas that decide at the same moment retire it once', async () => {
    const cards = await show(30);
    const calls = cards.map((card, n) => say([card], 'unkind-wording', {}, n % 2 ? here : there));
    await Promise.all([...calls, show(5, monday + hour), show(5, monday + hour, { by: there })]);
    expect(await retiredIn()).toEqual(silent);
    expect(decided).toHaveLength(1);
  });

  test('of thirty people who answer at the same moment the last retires it', async () => {
    const cards = await show(30);
    await Promise.all(cards.slice(0, 9).map((card, n) => say([card], 'facts-wrong', {}, n % 2 ? here : there)));
    expect(await retiredIn()).toEqual(silent);
  });

  describe('a detection that is retired', () => {
    const retire = async (at = monday) => {
      const cards = await show(3, at);
      await say(cards, 'unkind-wording', { at, received: at });
      return cards;
    };

    test('stays so when its days have passed', async () => {
      await retire();
      await show(100, monday + 90 * day);
      await say(await show(1, monday + 90 * day), 'facts-wrong', { received: monday + 90 * day });
      expect([await retiredIn(), decided.length]).toEqual([silent, 1]);
    });

    test('is woken once, and only cards first shown later count then', async () => {
      const cards = await show(40);
      await say(cards.slice(0, 3), 'unkind-wording');
      const at = monday + 2 * hour;
      expect(await here?.wake({ tenant, code, at })).toBe(true);
      expect(await there?.wake({ tenant, code, at: at + 1 })).toBe(false);
      expect(await retiredIn()).toEqual(speaking);
      await say(cards, 'unkind-wording', { at: at + hour, received: at + hour });
      expect(await retiredIn()).toEqual(speaking);
      const later = await show(29, at + 1);
      await say(later.slice(0, 2), 'unkind-wording', { received: at + hour });
      await say(later.slice(2, 20), 'facts-wrong', { received: at + hour });
      expect(await retiredIn()).toEqual(speaking);
      await show(1, at + 1);
      expect(await retiredIn()).toEqual(silent);
      expect(decided.map(({ rule, shown: cardsShown }) => [rule, cardsShown])).toEqual([
        ['unkind', 40],
        ['rejected', 30],
      ]);
    });

    test('is not woken in another tenant, nor one that was not retired', async () => {
      await retire();
      expect(await here?.wake({ tenant: someone(), code, at: monday })).toBe(false);
      expect(await here?.wake({ tenant, code: 'known-team', at: monday })).toBe(false);
      expect(await here?.wake({ tenant, code: 'no-detection', at: monday })).toBe(false);
      expect(await retiredIn()).toEqual(silent);
    });

    test('speaks again in another version, for which earlier cards do not count', async () => {
      const cards = await retire();
      const release = await replica(released(new Map([[code, '2.aaaaaaaa']])));
      expect(await release.readRetired(tenant)).toEqual([]);
      await say(cards, 'unkind-wording', { at: monday + 2 * hour }, release);
      expect(await release.readRetired(tenant)).toEqual([]);
      await say(await show(3, monday, { by: release }), 'unkind-wording', {}, release);
      expect(await release.readRetired(tenant)).toEqual([code]);
      expect(await retiredIn()).toEqual(silent);
    });

    test('is not silent where no rule is in force, and nothing is retired there', async () => {
      await retire();
      const off = await replica({ rules: rulesInForce(0) });
      expect([await off.readRetired(tenant), await off.listRetirements()]).toEqual([[], []]);
      tenant = someone();
      await say(await show(40, monday, { by: off }), 'unkind-wording', {}, off);
      expect([await retiredIn(), await off.readRetired(tenant)]).toEqual([speaking, []]);
    });

    test('stays so when a person is erased whose cards were answered', async () => {
      const openings = Array.from({ length: 3 }, () => opening({ tenant, shown: [shown({ code })] }));
      await here?.record(batch(...openings));
      await say(
        openings.flatMap((one) => one.shown.map(({ card }) => card)),
        'unkind-wording',
      );
      for (const { patient } of openings)
        expect(await here?.erase({ tenant, patient })).toMatchObject({ cards: 1, answers: 1 });
      expect(await retiredIn()).toEqual(silent);
    });

    test('stays so when its cards are deleted with age, unlike a former version', async () => {
      const now = monday + 1000 * day;
      await retire();
      const former = await replica(released(new Map([[code, '0.aaaaaaaa']])));
      const [old, young] = [tenant, someone()];
      await say(await show(3, monday, { by: former }), 'unkind-wording', {}, former);
      tenant = young;
      await say(await show(3, now, { by: former }), 'unkind-wording', { received: now }, former);
      for (let ago = 25; ago >= 0; ago -= 1)
        await here?.purge({ now: now - ago * hour, deleteBefore: now - (400 * 24 + ago) * hour, minIntervalMs: 0 });
      expect(await retiredIn(old)).toEqual(silent);
      expect([await former.readRetired(old), await former.readRetired(young)]).toEqual([[], [code]]);
    });

    test('is known without a person, a clinician or a card', async () => {
      await retire();
      const { db, close } = await openEngine(address);
      const { rows } = await sql`select * from retirements where tenant = ${tenant}`.execute(db);
      await close();
      expect(rows).toEqual([{ tenant, code, version, rule: 'unkind', at: monday, woken: null }]);
    });
  });
}
