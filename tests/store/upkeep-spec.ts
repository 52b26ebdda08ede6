import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Engine, migrate } from '#src/store/engine.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import { OtherSchema } from '#src/store/schema.ts';
import type { Store } from '#src/store/store.ts';
import { answer, batch, day, hour, monday, opening, shown } from './spec.ts';

/** What holds for how a store is migrated; `url` gives a database of its own each time. */
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
        await future(engine, '0002-migration-hashes');
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
      await store.feedback([answer({ tenant, card: card(2) })]);
      await store.forget({ tenant, patient: 'patient-one' });
      expect(await store.showingsOf(of('patient-one', []))).toEqual([]);
      await store.close();
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
