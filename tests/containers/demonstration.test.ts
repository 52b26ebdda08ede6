import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Card, Discovery } from '#src/cds/protocol.ts';
import { practiceRecord } from '../../demo/practice/record.ts';
import { on } from '../demo/days.ts';
import { openPractice } from '../demo/open-practice.ts';
import { noEngine } from './engine.ts';
import { type Hapi, startHapi } from './hapi-server.ts';

const minutes = 60_000;
const suite = noEngine === undefined ? describe : describe.skip;
const today = new Date().toISOString().slice(0, 10);
const service = 'secure-base-patient-view';

/** What `docker/load.ts` does for docker/compose.yaml. */
suite(`the demonstration practice in HAPI FHIR${noEngine === undefined ? '' : ` (skipped: ${noEngine})`}`, () => {
  let hapi: Hapi;
  let practice: Awaited<ReturnType<typeof openPractice>>;
  const load = () => promisify(execFile)(process.execPath, ['docker/load.ts', hapi.base]);

  beforeAll(async () => {
    [hapi, practice] = await Promise.all([startHapi(20), openPractice(today)]);
    const { stdout } = await load();
    expect(stdout).toMatch(/^\d+ resources are in http/);
  }, 5 * minutes);

  afterAll(async () => {
    await Promise.all([hapi?.stop(), practice?.close()]);
  }, minutes);

  const summary = async () => (await fetch(`${practice.url}/demo/practice.json`)).json() as Promise<Summary>;

  test(
    'a chart gets the same card from there as from the demonstration’s own server',
    async () => {
      const { people, staff, fhirServer } = await summary();
      const codes = new Set<string>();
      const users = staff.filter(({ login }) => login).slice(0, 2);
      // Some, and by turns: HAPI takes about a second for a chart in pages of twenty.
      const some = people.filter((_, index) => index % 5 < 2);
      for (const [index, { id: patientId, encounterId }] of some.entries()) {
        const userId = users[index % users.length]?.userId;
        const context = { patientId, userId, ...(encounterId && { encounterId }) };
        const [there, here] = [
          await open(practice.url, hapi.base, context),
          await open(practice.url, fhirServer, context),
        ];
        expect([patientId, userId, there]).toEqual([patientId, userId, here]);
        for (const { code } of here) codes.add(code);
      }
      expect(codes.size).toBeGreaterThan(5);
    },
    4 * minutes,
  );

  test(
    'no kind of resource has a fault',
    async () => {
      const faults: string[] = [];
      for (const one of oneOfEachKind(practiceRecord(on(today)))) {
        // Our own profiles are not there; tests/demo/valid-record.test.ts checks what follows them.
        const { meta: _, ...plain } = one;
        const outcome = (await hapi.send('POST', `${one.resourceType}/$validate`, plain)) as OperationOutcome;
        const wrong = (outcome.issue ?? []).filter(({ severity }) => severity === 'error' || severity === 'fatal');
        faults.push(...wrong.map(({ diagnostics }) => `${one.resourceType}/${one.id}: ${diagnostics}`));
      }
      expect(faults).toEqual([]);
    },
    5 * minutes,
  );

  test(
    'loading it again changes nothing',
    async () => {
      const count = async () => ((await hapi.get('Encounter?_summary=count')) as { total?: number }).total;
      const before = await count();
      expect(before).toBeGreaterThan(100);
      await load();
      expect(await count()).toBe(before);
    },
    2 * minutes,
  );
});

/** The first of those that have the same elements. */
function oneOfEachKind(record: readonly Resource[]): Resource[] {
  const kinds = Map.groupBy(record, (one) => `${one.resourceType} ${Object.keys(one).toSorted().join()}`);
  return [...kinds.values()].flatMap((alike) => alike.slice(0, 1));
}

interface Summary {
  readonly fhirServer: string;
  readonly people: readonly { readonly id: string; readonly encounterId?: string }[];
  readonly staff: readonly { readonly userId: string; readonly login?: string }[];
}

/** Opens a chart whose record is read from a server. */
async function open(url: string, fhirServer: string, context: object) {
  const { services } = (await (await fetch(`${url}/cds-services`)).json()) as Discovery;
  const { hook } = services.find(({ id }) => id === service) ?? { hook: '' };
  const answer = await fetch(`${url}/cds-services/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hook, hookInstance: crypto.randomUUID(), fhirServer, context }),
  });
  expect(answer.status).toBe(200);
  const { cards } = (await answer.json()) as { cards: Card[] };
  return cards.map(({ source, summary, extension }) => ({ code: source.topic?.code ?? '', summary, extension }));
}
