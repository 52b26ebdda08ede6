import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Encounter } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { type Fault, type FhirServer, startFhirServer } from '../support/fhir-server.ts';

let server: FhirServer;
let patient: TestApp; // waits for the whole record, however busy the machine is
let hurried: TestApp; // gives up on a read that hangs
beforeAll(async () => {
  server = await startFhirServer({ resources: exampleResources(), pageSize: 5 });
  patient = await startApp({ env: { MAX_CARDS: '20', DEADLINE_MS: '10000' } });
  hurried = await startApp({ env: { MAX_CARDS: '20', DEADLINE_MS: '300' } });
});
afterAll(() => Promise.all([patient.close(), hurried.close(), server.close()]));

const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });

async function codes(site: TestApp): Promise<readonly unknown[]> {
  const body = { ...call, fhirServer: server.base };
  const answer = await site.post('/cds-services/secure-base-patient-view', body);
  if (answer.statusCode === 412) return [];
  return (answer.json().cards as Card[]).map(({ source }) => source.topic?.code);
}

const cuts: Fault[] = [
  { status: 500 },
  { status: 403 },
  { fromPage: 2, status: 500 },
  { fromPage: 2, truncated: true },
  { missing: 1 },
  { empty: true },
  { outcome: 'entry' },
  { delayMs: 900 }, // past the deadline of the hurried one
];

/** A first meeting is about visits: who knows the person is said also where it can't be read whether they still work here. */
const restsOnNothingOf = (type: string): readonly unknown[] => (type === 'PractitionerRole' ? ['first-meeting'] : []);

test('whatever read is cut, nothing is said that the whole record does not say', async () => {
  const visits = exampleResources().filter((one): one is Encounter => one.resourceType === 'Encounter');
  expect(await codes(patient)).toEqual(['usual-clinician-left']);
  // Someone has taken over since: now the whole record says nothing of a departure.
  for (const [index, day] of ['2026-08-12', '2026-09-15'].entries())
    server.add({
      ...(visits[0] as Encounter),
      id: `new-${index}`,
      participant: [{ individual: { reference: 'Practitioner/nia-evans' } }],
      period: { start: `${day}T10:00:00+00:00`, end: `${day}T10:10:00+00:00` },
    });
  server.requests.length = 0;
  const whole = await codes(patient);
  expect(whole).not.toContain('usual-clinician-left');
  const types = [...new Set(server.requests.map(({ type }) => type))];
  expect(types).toEqual(expect.arrayContaining(['Patient', 'Encounter', 'Practitioner', 'PractitionerRole']));
  for (const type of types)
    for (const cut of cuts) {
      server.fail(type, cut);
      const said = (await codes(cut.delayMs ? hurried : patient)).filter(
        (code) => !whole.includes(code) && !restsOnNothingOf(type).includes(code),
      );
      expect([type, cut, said]).toEqual([type, cut, []]);
      server.fail(type);
    }
}, 60_000);
