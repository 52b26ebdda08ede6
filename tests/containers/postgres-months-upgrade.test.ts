import { describe, expect, test } from '@jest/globals';
import { Migrator } from 'kysely/migration';
import { migrations } from '#src/store/migrations/index.ts';
import { readMonths } from '#src/store/months.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { OpeningRecord } from '#src/store/store.ts';
import { weekOf } from '#src/store/week.ts';
import { day, hour, opening, queryFor } from '../store/spec.ts';
import { describeWithPostgres } from './describe-with-postgres.ts';
import { freshDatabase, insertAsBefore, isKept, keep, newYear, opened, purgeUntil, record } from './months.ts';

const minutes = 60_000;

describeWithPostgres('openings that are brought into months', (container) => {
  describe('of a store of the version before', () => {
    const formerStore = async () => {
      const url = await freshDatabase(container());
      const engine = await openEngine(url);
      const migrator = new Migrator({ db: engine.db, provider: { getMigrations: async () => ({ ...migrations }) } });
      const { error } = await migrator.migrateTo('0006-unread');
      expect(error).toBeUndefined();
      return { url, engine };
    };

    test('stay, are found, merged, counted and deleted like the others', async () => {
      const { url, engine } = await formerStore();
      const there = Array.from({ length: 200 }, () => opening({ at: newYear, shown: [] }));
      for (const one of there) await insertAsBefore(engine, one);
      const store = await openStore(url);
      for (const one of there.slice(0, 20)) expect(await isKept(store, one)).toBe(true);
      const [first = opening()] = there;
      await record(store, { ...first, at: newYear + hour });
      expect((await store.readBudget(queryFor(first))).openings).toBe(1);
      expect((await store.summary(0)).weeks).toEqual([{ week: weekOf(newYear), openings: 200 }]);
      await purgeUntil(store, newYear + keep + day);
      expect((await store.summary(0)).weeks).toEqual([]);
      await Promise.all([store.close(), engine.close()]);
    });

    test(
      'are all there after several replicas migrated at once while it went on writing',
      async () => {
        const { url, engine } = await formerStore();
        const written: OpeningRecord[] = [];
        let isDone = false;
        const writing = (async () => {
          while (!isDone) {
            const one = opening({ at: newYear });
            await insertAsBefore(engine, one);
            written.push(one);
          }
        })();
        const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
        await Promise.all(stores.map((one) => one.check()));
        isDone = true;
        await writing;
        const [store] = stores;
        expect((await store?.summary(0))?.weeks).toEqual([{ week: weekOf(newYear), openings: written.length }]);
        await Promise.all([...stores.map((one) => one.close()), engine.close()]);
      },
      minutes,
    );
  });

  test('are of their months again after a restore, which goes on with them', async () => {
    const [from, to] = [await freshDatabase(container()), await freshDatabase(container())];
    const old = opening({ at: newYear });
    const store = await openStore(from);
    await record(store, old);
    await store.close();
    const [source, target] = [from, to].map((url) => `postgres://test:test@localhost${new URL(url).pathname}`);
    const restore = `pg_restore --no-owner --exit-on-error --single-transaction --dbname=${target}`;
    const { exitCode } = await container().exec([
      'sh',
      '-c',
      `pg_dump --format=custom --no-owner ${source} | ${restore}`,
    ]);
    expect(exitCode).toBe(0);
    const restored = await openStore(to);
    await using database = await opened(to);
    await record(restored, { ...old, at: old.at + hour }, opening({ at: newYear + 40 * day }));
    expect(await isKept(restored, old)).toBe(true);
    expect(await readMonths(database.engine.db)).toEqual(['2027-01', '2027-02']);
    await purgeUntil(restored, newYear + keep + 35 * day);
    expect(await readMonths(database.engine.db)).not.toContain('2027-01');
    await restored.close();
  });
});
