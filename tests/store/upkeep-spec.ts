import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Engine, migrate } from '#src/store/engine.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import { IncompatibleSchema } from '#src/store/schema.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { answer, batch, day, hour, monday, opening, queryFor, shown } from './spec.ts';

const minute = 60_000;
const keep = 400 * day;

/** Tests of purging and migrating a store; `url` returns a new database each time. */
export function upkeepSpec(url: () => Promise<string>): void {
  /** Runs work on a new store, with direct access to its database. */
  const withStore = async (work: (store: Store, engine: Engine, address: string) => Promise<void>) => {
    const address = await url();
    const store = await openStore(address);
    await store.check();
    const engine = await openEngine(address);
    try {
      await work(store, engine, address);
    } finally {
      await Promise.all([store.close(), engine.close()]);
    }
  };
  const purgeAt = (store: Store, now: number, minIntervalMs = 5 * minute) =>
    store.purge({ now, deleteBefore: now - keep, minIntervalMs });
  /** Purges hourly for more than a day, as a running service does. */
  const runUntil = async (store: Store, now: number) => {
    for (let ago = 25; ago > 0; ago -= 1) await purgeAt(store, now - ago * hour);
  };
  const isKept = async (store: Store, about: OpeningRecord) => (await store.readShowings(queryFor(about))).length === 1;
  const countOf = async ({ db }: Engine, table: string) =>
    (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)).rows[0]?.count;

  describe('a purge', () => {
    test('deletes only older rows, on one replica, and not again too soon', () =>
      withStore(async (store, _, address) => {
        const other = await openStore(address);
        const now = monday + 3000 * day;
        await runUntil(store, now);
        const [old, young] = [
          opening({ at: now - keep - hour, shown: [shown()] }),
          opening({ at: now - keep + hour, shown: [shown()] }),
        ];
        const lastWeek = opening({ at: now - keep - 7 * day, unread: [{ part: 'roles', why: 'error' }] });
        await store.record(batch(old, young, lastWeek));
        const [expired, live] = [randomUUID(), randomUUID()];
        await store.useToken('issuer', expired, now - 1);
        await store.useToken('issuer', live, now + 1);
        const purges = [purgeAt(store, now), purgeAt(other, now)];
        expect((await Promise.all(purges)).sort()).toEqual([false, true]);
        expect([await isKept(store, old), await isKept(store, young)]).toEqual([false, true]);
        // Counts are deleted with the last day of their week.
        expect((await store.summary(0)).clients).toEqual([{ client: old.client, openings: 2, unread: [] }]);
        expect(await store.readBudget(queryFor(old, { since: 0 }))).toEqual({ openings: 0, cards: 0 });
        expect(await store.useToken('issuer', expired, now)).toBe(true);
        expect(await store.useToken('issuer', live, now)).toBe(false);
        expect(await purgeAt(other, now + 5 * minute - 1)).toBe(false);
        expect(await purgeAt(other, now + 5 * minute)).toBe(true);
        await other.close();
      }));

    test('of thousands of rows runs in chunks, without blocking concurrent writes until the end', () =>
      withStore(async (store, engine, address) => {
        const other = await openStore(address);
        await other.check();
        await runUntil(store, monday);
        for (let start = 0; start < 8; start += 1) {
          const rows = Array.from({ length: 1000 }, () => ({ token: randomUUID(), expires: 1 }));
          await engine.db.insertInto('tokens').values(rows).execute();
        }
        const purging = { done: false };
        const purge = purgeAt(store, monday).then(() => {
          purging.done = true;
        });
        await other.useToken('issuer', 'meanwhile', monday + day);
        expect(purging.done).toBe(false);
        await purge;
        expect(await countOf(engine, 'tokens')).toBe(1);
        await other.close();
      }));

    test('by a clock that is temporarily ahead deletes nothing that a correct clock would keep', () =>
      withStore(async (store) => {
        const today = opening({ shown: [shown()] });
        await store.record(batch(today));
        await store.useToken('issuer', 'live', monday + 2 * day);
        await runUntil(store, monday);
        const ahead = monday + 500 * day;
        for (let after = 0; after < day; after += hour) {
          expect(await purgeAt(store, ahead + after)).toBe(true);
          await store.record(batch(opening({ at: ahead + after })));
        }
        expect(await isKept(store, today)).toBe(true);
        expect(await store.useToken('issuer', 'live', monday + 2 * day)).toBe(false);
      }));

    test('continues at once after the clock went back, and reports that it had been ahead', () =>
      withStore(async (store) => {
        const fired: string[] = [];
        const events = { clockWentBack: () => fired.push('went back'), unmatchedFeedback: () => {} };
        await purgeAt(store, monday + 500 * day);
        const purge = (now: number) =>
          store.purge({ now, deleteBefore: now - keep, minIntervalMs: 5 * minute }, events);
        expect(await purge(monday)).toBe(true);
        expect(await purge(monday + minute)).toBe(false);
        expect(await purge(monday + 5 * minute)).toBe(true);
        expect(fired).toEqual(['went back']);
        expect(await store.readUpkeep()).toMatchObject({ lastPurgeAt: monday + 5 * minute });
      }));

    test('trusts the clock within a day after a long pause', () =>
      withStore(async (store) => {
        const old = opening({ shown: [shown()] });
        await store.record(batch(old));
        await runUntil(store, monday);
        const later = monday + keep + 30 * day;
        expect(await purgeAt(store, later)).toBe(true);
        expect(await isKept(store, old)).toBe(true);
        await purgeAt(store, later + day, day);
        expect(await isKept(store, old)).toBe(false);
      }));

    test('reports the oldest row', () =>
      withStore(async (store) => {
        expect(await store.readUpkeep()).toEqual({ oldestRowAt: undefined, lastPurgeAt: undefined });
        await store.record(batch(opening({ at: monday + day }), opening({ at: monday, shown: [shown()] })));
        expect(await store.readUpkeep()).toEqual({ oldestRowAt: monday, lastPurgeAt: undefined });
        await store.saveFeedback([answer({ received: monday - day })]);
        expect((await store.readUpkeep()).oldestRowAt).toBe(monday - day);
      }));

    test('drops and counts feedback whose card did not arrive within a day, and keeps the rest', () =>
      withStore(async (store, engine) => {
        let dropped = 0;
        const unmatchedFeedback = (count: number) => {
          dropped += count;
        };
        const events = { clockWentBack: () => {}, unmatchedFeedback };
        const purge = (now: number) => store.purge({ now, deleteBefore: now - keep, minIntervalMs: 0 }, events);
        await runUntil(store, monday + day);
        const [late, never] = [shown(), answer({ received: monday })];
        await store.saveFeedback([answer({ card: late.card, received: monday }), never]);
        await purge(monday + day);
        expect([await countOf(engine, 'feedback'), dropped]).toEqual([2, 0]);
        const of = opening({ shown: [late] });
        await store.record(batch(of));
        await purge(monday + day + minute);
        expect([await countOf(engine, 'feedback'), dropped]).toEqual([1, 1]);
        expect((await store.readShowings(queryFor(of)))[0]?.outcome).toMatchObject({ reason: 'not-now' });
      }));
  });

  describe('a store of another version', () => {
    const future = async (engine: Engine, worksFrom?: string) => {
      await sql`insert into kysely_migration (name, timestamp) values ('0099-later', '2030-01-01')`.execute(engine.db);
      if (worksFrom !== undefined)
        await engine.db
          .insertInto('migration_hashes')
          .values({ migration: '0099-later', hash: 'x', works_from: worksFrom })
          .execute();
    };
    const line = /newer than this version: it has 0099-later, .* run the version that made it/;

    test('is rejected if it is newer, both by running and by starting services', () =>
      withStore(async (store, engine, address) => {
        await future(engine);
        await expect(store.check()).rejects.toThrow(line);
        const other = await openStore(address);
        await expect(other.check()).rejects.toThrow(IncompatibleSchema);
        await expect(other.record(batch(opening()))).rejects.toThrow(line);
        await expect(other.saveFeedback([answer()])).rejects.toThrow(line);
        await other.close();
      }));

    test('is used if it is newer but compatible with this version', () =>
      withStore(async (store, engine, address) => {
        await future(engine, '0004-erasures');
        await store.check();
        const other = await openStore(address);
        await other.check();
        await other.record(batch(opening()));
        await other.close();
      }));

    test('is rejected if one of its migrations differs from ours', () =>
      withStore(async (store, engine, address) => {
        await engine.db.updateTable('migration_hashes').set({ hash: 'edited' }).execute();
        await expect(store.check()).rejects.toThrow('never released');
        const other = await openStore(address);
        await expect(other.check()).rejects.toThrow(IncompatibleSchema);
        await other.close();
      }));

    test('is rejected if its first tables come from an unreleased version', async () => {
      const address = await url();
      const engine = await openReleased(address);
      await sql`drop index opening_clinicians_by_clinician_at`.execute(engine.db);
      await sql`alter table opening_clinicians drop column cards`.execute(engine.db);
      await engine.close();
      const store = await openStore(address);
      await expect(store.check()).rejects.toThrow('0001-first-tables is not that of this version');
      await store.close();
    });

    test.each([
      ['the last', '0099-later'],
      ['one in the middle', '0008-silent-showings'],
    ])('is rejected, with both names, if it has %s migration but not one before it', (_, later) =>
      withStore(async (store, engine, address) => {
        await future(engine, '0004-erasures');
        await engine.db.deleteFrom('migration_hashes').where('migration', '=', '0005-retirements').execute();
        await sql`delete from kysely_migration where name = '0005-retirements'`.execute(engine.db);
        if (later !== '0099-later')
          await sql`delete from kysely_migration where name = '0099-later'`.execute(engine.db);
        const reason = `the store has ${later} but lacks 0005-retirements: a version that was never released created it`;
        await expect(store.check()).rejects.toThrow(reason);
        const other = await openStore(address);
        await expect(other.check()).rejects.toThrow(IncompatibleSchema);
        await expect(other.record(batch(opening()))).rejects.toThrow(reason);
        await other.close();
      }));

    test('is not ready if its tables were downgraded', () =>
      withStore(async (store, engine) => {
        await migrate(engine, 'none');
        await expect(store.check()).rejects.toThrow();
      }));
  });

  describe('a store of the released version 0001-first-tables', () => {
    const tenant = '["https://ehr.example.org"]';
    const of = (patient: string, clinicians: string[]) => ({ tenant, patient, clinicians });
    const card = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

    test('is migrated and read', async () => {
      const address = await url();
      await (await openReleased(address)).close();
      const store = await openStore(address);
      await store.check();
      expect(await store.readShowings(of('patient-one', ['gmc-khan']))).toMatchObject([
        {
          card: card(1),
          suggestions: ['00000000-0000-4000-8000-0000000000a1'],
          code: 'first-meeting',
          material: 'material-1',
          own: true,
          firstShown: monday,
          lastShown: monday + hour,
          outcome: { outcome: 'overridden', reason: 'facts-wrong', at: monday + 3 * hour },
        },
        { card: card(2), own: false, outcome: undefined },
      ]);
      const budget = { tenant, clinicians: ['dr-khan'], hook: 'patient-view', since: monday - day };
      expect(await store.readBudget(budget)).toEqual({ openings: 2, cards: 2 });
      expect((await store.summary(0)).lines).toMatchObject([
        { week: monday, code: 'first-meeting', findings: 3, shown: 2, overridden: { 'facts-wrong': 1 }, ignored: 1 },
        { code: 'continuity-low', findings: 1, shown: 1, accepted: 1 },
        { code: 'first-meeting', held: { 'quiet-not-now': 1 } },
      ]);
      expect(await store.useToken('https://ehr.example.org', 'a-token', monday + day)).toBe(false);
      const again = opening({ ...of('patient-two', ['dr-khan']), at: monday + 9 * day, shown: [shown()] });
      await store.record(batch(again));
      expect(await store.saveFeedback([answer({ tenant, card: card(2) })])).toBe('saved');
      expect(await store.erase({ tenant, patient: 'patient-one' })).toEqual({ cards: 2, answers: 3, openings: 2 });
      await store.close();
    });

    test('keeps only the newest feedback on each card', async () => {
      const address = await url();
      const engine = await openReleased(address);
      const insert = (at: number) =>
        sql`insert into feedback values (${tenant}, ${card(1)}, 's', 'overridden', 'other', ${at}, ${at}, '[]', null)`;
      for (let n = 1; n <= 30; n += 1) await insert(monday + n).execute(engine.db);
      const store = await openStore(address);
      await store.check();
      expect(await countOf(engine, 'feedback')).toBe(2 + 20);
      expect((await store.readShowings(of('patient-one', [])))[0]?.outcome).toMatchObject({ reason: 'facts-wrong' });
      await Promise.all([store.close(), engine.close()]);
    });

    test('can still be written by that version after the upgrade', () =>
      withStore(async (store, engine) => {
        const statements = readFileSync('tests/store/released/0001-writes.sql', 'utf8');
        for (const statement of statements.split(';\n').filter((text) => text.trim() !== ''))
          await sql.raw(statement).execute(engine.db);
        expect(await store.readShowings(of('patient-three', ['dr-khan']))).toMatchObject([
          { card: card(4), own: true, outcome: { outcome: 'overridden', reason: 'not-now' } },
        ]);
        const budget = { tenant, clinicians: ['dr-khan'], hook: 'patient-view', since: monday - day };
        expect(await store.readBudget(budget)).toEqual({ openings: 1, cards: 1 });
      }));
  });
}

/** Creates a database as the first released version left it. */
async function openReleased(address: string): Promise<Engine> {
  const engine = await openEngine(address);
  const dump = readFileSync('tests/store/released/0001-first-tables.sql', 'utf8');
  for (const statement of dump.split(';\n').filter((text) => text.trim() !== ''))
    await sql.raw(statement).execute(engine.db);
  return engine;
}
