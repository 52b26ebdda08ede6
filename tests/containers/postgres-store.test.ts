import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openEngine, openStore } from '#src/store/open-store.ts';
import { acknowledgedUntilKilled } from '../store/killed.ts';
import { retirementSpec } from '../store/retirement-spec.ts';
import { silentSpec, silentUpkeepSpec } from '../store/silent-spec.ts';
import { answer, someone, storeSpec, tablesSpec } from '../store/spec.ts';
import { upkeepSpec } from '../store/upkeep-spec.ts';
import { describeWithPostgres } from './describe-with-postgres.ts';

const minutes = 60_000;

describeWithPostgres('a store in PostgreSQL', (container) => {
  let databases = 0;
  /** The URL of a database of its own. */
  const fresh = async () => {
    const engine = await openEngine(container().getConnectionUri());
    const name = `tables${databases++}`;
    await sql.raw(`create database ${name}`).execute(engine.db);
    await engine.close();
    return container()
      .getConnectionUri()
      .replace(/\/[^/]*$/, `/${name}`);
  };

  describe('what it remembers', () => storeSpec(() => container().getConnectionUri(), true));
  test(
    'of what a process acknowledged before it was killed nothing is missing',
    async () => {
      const acknowledged = await acknowledgedUntilKilled(container().getConnectionUri(), 100 + Math.random() * 300);
      const engine = await openEngine(container().getConnectionUri());
      const kept = new Set((await engine.db.selectFrom('feedback').select('card').execute()).map(({ card }) => card));
      await engine.close();
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((card) => !kept.has(card))).toEqual([]);
    },
    minutes,
  );

  test(
    'several that open a new store at once all find it right',
    async () => {
      for (let round = 0; round < 15; round++) {
        const url = await fresh();
        const stores = await Promise.all(
          Array.from({ length: 6 }, async (_, n) => {
            await wait(n * (round % 5));
            return openStore(url);
          }),
        );
        await Promise.all(stores.map((one) => one.check()));
        await Promise.all(stores.map((one) => one.close()));
      }
    },
    2 * minutes,
  );

  test(
    'connections that break under load end nothing but their own calls, and lose nothing acknowledged',
    async () => {
      const store = await openStore(container().getConnectionUri());
      const admin = await openEngine(container().getConnectionUri());
      const acknowledged: string[] = [];
      let [refused, ended] = [0, false];
      const callers = Array.from({ length: 8 }, async () => {
        while (!ended) {
          const one = answer({ tenant: someone() });
          const kept = await store.saveFeedback([one]).then(
            (result) => result === 'saved',
            () => false,
          );
          if (kept) acknowledged.push(one.card);
          else refused += 1;
        }
      });
      for (let round = 0; round < 20; round++) {
        await wait(50);
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'secure-base' and pid <> pg_backend_pid()`.execute(admin.db);
      }
      // The last broken connections are noticed when they are next used.
      await wait(500);
      ended = true;
      await Promise.all(callers);
      await store.check();
      const kept = new Set((await admin.db.selectFrom('feedback').select('card').execute()).map(({ card }) => card));
      await Promise.all([store.close(), admin.close()]);
      expect(refused).toBeGreaterThan(0);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((card) => !kept.has(card))).toEqual([]);
    },
    minutes,
  );

  describe('its tables', () => tablesSpec(fresh));
  describe('what it retires', () => retirementSpec(fresh));
  describe('what it keeps of silent detections', () => silentSpec(fresh));
  describe('its upkeep', () => {
    upkeepSpec(fresh);
    silentUpkeepSpec(fresh);
  });
});
