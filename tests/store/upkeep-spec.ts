import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Engine, migrate } from '#src/store/engine.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import { OtherSchema } from '#src/store/schema.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { answer, batch, day, hour, monday, opening, question, shown } from './spec.ts';

const minute = 60_000;
const keep = 400 * day;

/** What holds for how a store is purged and migrated; `url` gives a database of its own each time. */
export function upkeepSpec(url: () => Promise<string>): void {
  /** Runs work on a store of its own, and beside it on the database. */
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
  const purgeAt = (store: Store, now: number, every = 5 * minute) => store.purge({ now, before: now - keep, every });
  /** Purges every hour for more than a day, as a service does that runs. */
  const runUntil = async (store: Store, now: number) => {
    for (let ago = 25; ago > 0; ago -= 1) await purgeAt(store, now - ago * hour);
  };
  const isKept = async (store: Store, about: OpeningRecord) => (await store.showingsOf(question(about))).length === 1;
  const countOf = async ({ db }: Engine, table: string) =>
    (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)).rows[0]?.count;

  describe('a purge', () => {
    test('deletes what is older and keeps the rest; one replica does it, and not again too soon', () =>
      withStore(async (store, _, address) => {
        const other = await openStore(address);
        const now = monday + 3000 * day;
        await runUntil(store, now);
        const [old, young] = [
          opening({ at: now - keep - hour, shown: [shown()] }),
          opening({ at: now - keep + hour, shown: [shown()] }),
        ];
        await store.record(batch(old, young));
        const [expired, live] = [randomUUID(), randomUUID()];
        await store.useToken('issuer', expired, now - 1);
        await store.useToken('issuer', live, now + 1);
        const purges = [purgeAt(store, now), purgeAt(other, now)];
        expect((await Promise.all(purges)).sort()).toEqual([false, true]);
        expect([await isKept(store, old), await isKept(store, young)]).toEqual([false, true]);
        expect(await store.budgetOf(question(old, { since: 0 }))).toEqual({ openings: 0, cards: 0 });
        expect(await store.useToken('issuer', expired, now)).toBe(true);
        expect(await store.useToken('issuer', live, now)).toBe(false);
        expect(await purgeAt(other, now + 5 * minute - 1)).toBe(false);
        expect(await purgeAt(other, now + 5 * minute)).toBe(true);
        await other.close();
      }));

    test('of thousands goes slice by slice: what is written meanwhile does not wait for its end', () =>
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

    test('under a clock that is ahead for a while deletes nothing that a right clock would keep', () =>
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

    test('after the clock went back goes on at once, and says that it had been ahead', () =>
      withStore(async (store) => {
        const said: string[] = [];
        const events = { clockWentBack: () => said.push('went back'), unmatchedAnswers: () => {} };
        await purgeAt(store, monday + 500 * day);
        const purge = (now: number) => store.purge({ now, before: now - keep, every: 5 * minute }, events);
        expect(await purge(monday)).toBe(true);
        expect(await purge(monday + minute)).toBe(false);
        expect(await purge(monday + 5 * minute)).toBe(true);
        expect(said).toEqual(['went back']);
        expect(await store.upkeep()).toMatchObject({ purged: monday + 5 * minute });
      }));

    test('after a long pause believes the clock within a day', () =>
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

    test('tells how old the oldest row is', () =>
      withStore(async (store) => {
        expect(await store.upkeep()).toEqual({ oldest: undefined, purged: undefined });
        await store.record(batch(opening({ at: monday + day }), opening({ at: monday, shown: [shown()] })));
        expect(await store.upkeep()).toEqual({ oldest: monday, purged: undefined });
        await store.feedback([answer({ received: monday - day })]);
        expect((await store.upkeep()).oldest).toBe(monday - day);
      }));

    test('drops answers whose card did not come within a day, and counts them; the others are kept', () =>
      withStore(async (store, engine) => {
        let dropped = 0;
        const unmatchedAnswers = (count: number) => {
          dropped += count;
        };
        const events = { clockWentBack: () => {}, unmatchedAnswers };
        const purge = (now: number) => store.purge({ now, before: now - keep, every: 0 }, events);
        await runUntil(store, monday + day);
        const [late, never] = [shown(), answer({ received: monday })];
        await store.feedback([answer({ card: late.card, received: monday }), never]);
        await purge(monday + day);
        expect([await countOf(engine, 'feedback'), dropped]).toEqual([2, 0]);
        const of = opening({ shown: [late] });
        await store.record(batch(of));
        await purge(monday + day + minute);
        expect([await countOf(engine, 'feedback'), dropped]).toEqual([1, 1]);
        expect((await store.showingsOf(question(of)))[0]?.outcome).toMatchObject({ reason: 'not-now' });
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

    test('is refused where it is newer, by those that run and those that start', () =>
      withStore(async (store, engine, address) => {
        await future(engine);
        await expect(store.check()).rejects.toThrow(line);
        const other = await openStore(address);
        await expect(other.check()).rejects.toThrow(OtherSchema);
        await expect(other.record(batch(opening()))).rejects.toThrow(line);
        await expect(other.feedback([answer()])).rejects.toThrow(line);
        await other.close();
      }));

    test('is used on where it is newer and says that this version may', () =>
      withStore(async (store, engine, address) => {
        await future(engine, '0004-erasures');
        await store.check();
        const other = await openStore(address);
        await other.check();
        await other.record(batch(opening()));
        await other.close();
      }));

    test('is refused where one of its migrations is another than ours', () =>
      withStore(async (store, engine, address) => {
        await engine.db.updateTable('migration_hashes').set({ hash: 'edited' }).execute();
        await expect(store.check()).rejects.toThrow('never released');
        const other = await openStore(address);
        await expect(other.check()).rejects.toThrow(OtherSchema);
        await other.close();
      }));

    test('is refused where its first tables are those of a version that was never released', async () => {
      const address = await url();
      const engine = await openReleased(address);
      await sql`drop index opening_clinicians_by_clinician_at`.execute(engine.db);
      await sql`alter table opening_clinicians drop column cards`.execute(engine.db);
      await engine.close();
      const store = await openStore(address);
      await expect(store.check()).rejects.toThrow('0001-first-tables is not that of this version');
      await store.close();
    });

    test('is not ready where its tables were taken back', () =>
      withStore(async (store, engine) => {
        await migrate(engine, 'none');
        await expect(store.check()).rejects.toThrow();
      }));
  });

  describe('a store of the released version 0001-first-tables', () => {
    const tenant = '["https://ehr.example.org"]';
    const of = (patient: string, clinicians: string[]) => ({ tenant, patient, clinicians });
    const card = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

    test('is brought to the latest form and read', async () => {
      const address = await url();
      await (await openReleased(address)).close();
      const store = await openStore(address);
      await store.check();
      expect(await store.showingsOf(of('patient-one', ['gmc-khan']))).toMatchObject([
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
      expect(await store.budgetOf(budget)).toEqual({ openings: 2, cards: 2 });
      expect((await store.summary(0)).lines).toMatchObject([
        { week: monday, code: 'first-meeting', findings: 3, shown: 2, overridden: { 'facts-wrong': 1 }, ignored: 1 },
        { code: 'continuity-low', findings: 1, shown: 1, accepted: 1 },
        { code: 'first-meeting', held: { 'quiet-not-now': 1 } },
      ]);
      expect(await store.useToken('https://ehr.example.org', 'a-token', monday + day)).toBe(false);
      const again = opening({ ...of('patient-two', ['dr-khan']), at: monday + 9 * day, shown: [shown()] });
      await store.record(batch(again));
      expect(await store.feedback([answer({ tenant, card: card(2) })])).toBe('kept');
      expect(await store.forget({ tenant, patient: 'patient-one' })).toEqual({ cards: 2, answers: 3, openings: 2 });
      await store.close();
    });

    test('keeps of one card the newest answers alone', async () => {
      const address = await url();
      const engine = await openReleased(address);
      const insert = (at: number) =>
        sql`insert into feedback values (${tenant}, ${card(1)}, 's', 'overridden', 'other', ${at}, ${at}, '[]', null)`;
      for (let n = 1; n <= 30; n += 1) await insert(monday + n).execute(engine.db);
      const store = await openStore(address);
      await store.check();
      expect(await countOf(engine, 'feedback')).toBe(2 + 20);
      expect((await store.showingsOf(of('patient-one', [])))[0]?.outcome).toMatchObject({ reason: 'facts-wrong' });
      await Promise.all([store.close(), engine.close()]);
    });

    test('goes on being written by that version after the upgrade', () =>
      withStore(async (store, engine) => {
        const statements = readFileSync('tests/store/released/0001-writes.sql', 'utf8');
        for (const statement of statements.split(';\n').filter((text) => text.trim() !== ''))
          await sql.raw(statement).execute(engine.db);
        expect(await store.showingsOf(of('patient-three', ['dr-khan']))).toMatchObject([
          { card: card(4), own: true, outcome: { outcome: 'overridden', reason: 'not-now' } },
        ]);
        const budget = { tenant, clinicians: ['dr-khan'], hook: 'patient-view', since: monday - day };
        expect(await store.budgetOf(budget)).toEqual({ openings: 1, cards: 1 });
      }));
  });
}

/** A database with the tables and rows that the first released version made. */
async function openReleased(address: string): Promise<Engine> {
  const engine = await openEngine(address);
  const dump = readFileSync('tests/store/released/0001-first-tables.sql', 'utf8');
  for (const statement of dump.split(';\n').filter((text) => text.trim() !== ''))
    await sql.raw(statement).execute(engine.db);
  return engine;
}
