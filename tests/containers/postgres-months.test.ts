import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Engine } from '#src/store/engine.ts';
import { mayBeSince } from '#src/store/month.ts';
import { readMonths } from '#src/store/months.ts';
import { openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { day, hour, opening, queryFor, shown } from '../store/spec.ts';
import { describeWithPostgres } from './describe-with-postgres.ts';
import { freshDatabase, insertAsBefore, isKept, keep, newYear, opened, purgeAt, purgeUntil, record } from './months.ts';

describeWithPostgres('openings by month in PostgreSQL', (container) => {
  /** Two replicas on one new database, and the database itself. */
  const withStores = async (work: (store: Store, other: Store, engine: Engine) => Promise<void>, locale?: string) => {
    const url = await freshDatabase(container(), locale);
    await using database = await opened(url);
    const [store, other] = [await openStore(url), await openStore(url)];
    await Promise.all([store.check(), other.check()]);
    await work(store, other, database.engine).finally(() => Promise.all([store.close(), other.close()]));
  };
  const partitionsOf = async ({ db }: Engine) =>
    (
      await sql<{ name: string }>`
        select relname as name from pg_class where relispartition and relkind = 'r' order by relname
      `.execute(db)
    ).rows.map(({ name }) => name);

  test('are the openings of their month, and one that goes on after its end is still one visit', () =>
    withStores(async (store, other, engine) => {
      const late = opening({ at: newYear - 1, shown: [shown()] });
      await record(store, late);
      await record(other, { ...late, at: newYear + hour });
      await record(other, { ...late, at: newYear + 12 * hour });
      expect(await store.readBudget(queryFor(late))).toEqual({ openings: 2, cards: 1 });
      expect(await readMonths(engine.db)).toEqual(['2026-12', '2027-01']);
      const counted = async (table: string) =>
        (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(engine.db)).rows;
      expect(await counted('openings_2026_12')).toEqual([{ count: 1 }]);
      expect(await counted('opening_clinicians_2027_01')).toEqual([{ count: 1 }]);
    }));

  test.each([
    `lc_collate 'C' lc_ctype 'C'`,
    `locale_provider icu icu_locale 'en-GB'`,
  ])('are of their month whatever the order of the alphabet is: %s', (locale) =>
    withStores(async (store, _, engine) => {
      await record(store, ...Array.from({ length: 50 }, (_one, i) => opening({ at: newYear - 25 * day + i * day })));
      for (let i = 0; i < 50; i += 1) await insertAsBefore(engine, opening({ at: newYear }));
      const { rows } = await sql<{ table: string; count: number }>`
          select tableoid::regclass::text as table, count(*) as count from openings group by 1 order by 1
        `.execute(engine.db);
      expect(rows).toEqual([
        { table: 'openings_2026_12', count: 25 },
        { table: 'openings_2027_01', count: 25 },
        { table: 'openings_earlier', count: 50 },
      ]);
    }, `template template0 encoding 'UTF8' ${locale}`));

  test('are made room for two months ahead, and where nobody did, by the first opening on any replica', () =>
    withStores(async (store, other, engine) => {
      await purgeAt(store, newYear - 1);
      expect(await readMonths(engine.db)).toEqual(['2026-12', '2027-01', '2027-02']);
      const all = Array.from({ length: 12 }, (_, i) => opening({ at: newYear + (59 + (i % 3)) * day }));
      await Promise.all(all.map((one, i) => record(i % 2 ? store : other, one)));
      for (const one of all) expect(await isKept(store, one)).toBe(true);
      expect(await readMonths(engine.db)).toEqual(['2026-12', '2027-01', '2027-02', '2027-03']);
    }));

  test('are kept by a clock that is years ahead or behind, and the right one finds what it left', () =>
    withStores(async (store, other, engine) => {
      const today = opening({ at: newYear });
      await record(store, today);
      await purgeUntil(store, newYear);
      const [ahead, behind] = [opening({ at: newYear + 30_000 * day }), opening({ at: newYear - 20_000 * day })];
      await record(other, ahead, behind);
      for (const one of [today, ahead, behind]) expect(await isKept(store, one)).toBe(true);
      await purgeAt(other, ahead.at);
      expect([await isKept(store, today), await isKept(store, ahead)]).toEqual([true, true]);
      await purgeUntil(store, newYear + day);
      expect([await isKept(store, today), await isKept(store, behind)]).toEqual([true, false]);
      expect(await readMonths(engine.db)).toEqual(['2026-12', '2027-01', '2027-02', '2027-03', '2109-02']);
    }));

  test('are dropped by the month, and in the month of the limit those that are older', () =>
    withStores(async (store, _, engine) => {
      const now = newYear + keep + 14 * day;
      const [old, older, younger] = [
        opening({ at: newYear - 1 }),
        opening({ at: newYear }),
        opening({ at: now - keep }),
      ];
      await purgeUntil(store, newYear);
      await record(store, old, older, younger);
      await purgeUntil(store, now);
      expect([await isKept(store, old), await isKept(store, older), await isKept(store, younger)]).toEqual([
        false,
        false,
        true,
      ]);
      const months = ['2027_01', '2027_02', '2027_03', '2028_02', '2028_03', '2028_04'];
      expect(await partitionsOf(engine)).toEqual(
        ['opening_clinicians', 'openings'].flatMap((table) => [
          ...months.map((month) => `${table}_${month}`),
          `${table}_earlier`,
        ]),
      );
    }));

  test('that a backup is reading are deleted one by one, and their month is dropped after it', () =>
    withStores(async (store, _, engine) => {
      const now = newYear + keep + 14 * day;
      const old = opening({ at: newYear - 1 });
      await purgeUntil(store, newYear);
      await record(store, old);
      await engine.db.transaction().execute(async (reading) => {
        await reading.selectFrom('openings').selectAll().execute();
        await purgeUntil(store, now);
        expect(await isKept(store, old)).toBe(false);
        expect(await readMonths(engine.db)).toContain('2026-12');
      });
      await purgeAt(store, now);
      expect(await readMonths(engine.db)).not.toContain('2026-12');
    }));

  test('of one person are erased in every month, by an index of each', () =>
    withStores(async (store, other, engine) => {
      const first = opening({ at: newYear });
      const all = [0, 31, 59].map((days) => ({ ...first, at: newYear + days * day }));
      const bystander = opening({ at: newYear });
      await record(store, ...all, bystander);
      await insertAsBefore(engine, { ...first, at: newYear - day });
      expect(await other.erase(first)).toMatchObject({ openings: 4 });
      expect([await isKept(store, first), await isKept(store, bystander)]).toEqual([false, true]);
      const { rows } = await sql<{ table: string; indexes: number }>`
        select tablename as table, count(*) as indexes from pg_indexes where tablename like 'opening%' group by 1
      `.execute(engine.db);
      for (const { table, indexes } of rows) expect([table, indexes]).toEqual([table, table.includes('_c') ? 3 : 4]);
    }));

  test('are looked for in no month before the one that is asked for', () =>
    withStores(async (store, _, engine) => {
      for (let month = 0; month < 12; month += 1) await record(store, opening({ at: Date.UTC(2026, month, 9) }));
      const plan = await engine.db
        .selectFrom('opening_clinicians')
        .selectAll()
        .where('clinician', '=', 'someone')
        .where(mayBeSince('opening', Date.UTC(2026, 10, 9)))
        .explain();
      const named = [...new Set(JSON.stringify(plan).match(/opening_clinicians_(\d{4}_\d{2}|earlier)(?=[ "])/g))];
      expect(named).toEqual(['opening_clinicians_earlier', 'opening_clinicians_2026_11', 'opening_clinicians_2026_12']);
    }));
});
