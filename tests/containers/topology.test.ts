import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEhr, overridden } from '../support/ehr.ts';
import { until } from '../support/load.ts';
import { keptAt } from '../support/stored-rows.ts';
import { noEngine } from './engine.ts';
import { loadWithQuieting } from './quieting-load.ts';
import { metricsOf, openingsWithoutStore, startTopology, type Topology } from './topology.ts';

const minutes = 60_000;
const suite = noEngine === undefined ? describe : describe.skip;

suite(`three replicas behind nginx${noEngine === undefined ? '' : ` (skipped: ${noEngine})`}`, () => {
  const ehr = createEhr();
  let topology: Topology;
  let address = '';

  beforeAll(async () => {
    // The load below answers as no clinicians do, and too often for one client.
    topology = await startTopology(ehr, { RETIRE_ABOVE: '0', RATE_LIMIT_PER_SECOND: '0', DEADLINE_MS: '10000' });
    address = topology.address;
  }, 10 * minutes);

  afterAll(async () => {
    await topology?.stop();
  }, 2 * minutes);

  /** How many calls of the hook each replica has answered. */
  const answered = async () =>
    (await metricsOf(topology)).map((text) =>
      Number(
        /request_seconds_count\{route="[^"]*patient-view",method="POST",status="200"\} (\d+)/.exec(text)?.[1] ?? 0,
      ),
    );

  /** Waits until no replica holds an opening that is not yet in the store. */
  const allWritten = () => {
    const isWritten = (text: string) => text.includes('\nsecure_base_store_waiting 0\n');
    return until('all is written down', async () => (await metricsOf(topology)).every(isWritten));
  };

  test(
    'a chart that is opened again and again shows the same card, whichever replica answers',
    async () => {
      const first = await ehr.open(address, { patientId: 'margaret-holloway' });
      expect([first.status, first.cards.length]).toEqual([200, 1]);
      // What is shown is written down within a fifth of a second.
      await wait(1000);
      const again = [];
      for (let n = 0; n < 12; n += 1) again.push(await ehr.open(address, { patientId: 'margaret-holloway' }));
      expect(new Set(again.map(({ cards }) => cards[0]?.uuid))).toEqual(new Set([first.cards[0]?.uuid]));
      const counts = await answered();
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
      expect((await ehr.feedback(address, [overridden(first.cards[0]?.uuid ?? '', 'not-now')])).status).toBe(200);
      const silent = [];
      for (let n = 0; n < 6; n += 1) silent.push(await ehr.open(address, { patientId: 'margaret-holloway' }));
      expect(silent.map(({ status, cards }) => [status, cards.length])).toEqual(silent.map(() => [200, 0]));
    },
    minutes,
  );

  test(
    'a token is good for one replica only',
    async () => {
      const token = ehr.token();
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await ehr.open(address, { patientId: 'someone' }, token)).status);
      expect(statuses).toEqual([200, 401, 401, 401]);
    },
    minutes,
  );

  test('what only the operator sees is not to be had through nginx', async () => {
    for (const path of ['/metrics', '/health/live', '/admin/summary'])
      expect([path, (await fetch(`${address}${path}`)).status]).toEqual([path, 404]);
    expect((await fetch(`${address}/cds-services`)).status).toBe(401);
  });

  test(
    'under load every card is shown exactly as often as the quieting allows, over all replicas',
    async () => {
      // Nothing of the tests before may arrive in between.
      await allWritten();
      const before = await keptAt(topology.storeUrl);
      const plan = { rate: 60, seconds: 10, rounds: 12, encounters: 50, atOnce: 4, idPrefix: 'busy' };
      const load = await loadWithQuieting(address, ehr, plan);
      expect(load.failed).toEqual(new Map());
      // Where the machine is so busy that a replica can't read the store in time, that opening knows less.
      expect(load.wrong.slice(await openingsWithoutStore(topology))).toEqual([]);
      expect([load.people, load.ms.length]).toEqual([50, 600]);
      await allWritten();
      const kept = await keptAt(topology.storeUrl);
      // One visit and one card for each of the two clinicians of a person, however often they opened the chart.
      expect(kept.openings.length - before.openings.length).toBe(100);
      expect(kept.shown.filter((card) => !before.shown.includes(card)).sort()).toEqual([...load.shown.values()].sort());
    },
    2 * minutes,
  );

  test(
    'one replica that is gone is not missed',
    async () => {
      await topology.replicas.get('replica-2')?.stop();
      topology.replicas.delete('replica-2');
      const statuses = new Map<number, number>();
      for (let n = 0; n < 20; n += 1) {
        const { status } = await ehr.open(address, { patientId: `patient-${n}` });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      expect(statuses).toEqual(new Map([[200, 20]]));
    },
    minutes,
  );
});
