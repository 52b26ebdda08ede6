import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { partsOf } from '#src/chart/parts.ts';
import { detectors } from '#src/detectors/index.ts';
import { createGateway, type Gateway } from '#src/fhir/client/client.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Part } from '#src/history/history.ts';
import { practiceRecord } from '../../../demo/practice/record.ts';
import { allParts, readChart } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';

const asOf = parseDay('2026-11-24') ?? 0;

/** Those of patterns of contact, persistent symptoms, losses and ruptures: the others are asked for most. */
const later = [
  ...['persistent-symptoms', 'many-contacts', 'uneven-contact', 'abrupt-move', 'left-before-seen', 'promise-open'],
  ...['bereavement', 'anniversary', 'child-in-hospital', 'life-changing-diagnosis', 'palliative-care'],
  ...['pregnancy-loss', 'serious-injury', 'repeated-goodbyes'],
];
const early = detectors.filter(({ code }) => !later.includes(code));
const earlyParts = partsOf({ detectors: early, shows: early.map(({ code }) => code), suggests: true });

describe('a chart of the demonstration that is read from its server', () => {
  let server: FhirServer;
  // As after the first call: the server's own statement is known.
  let gateway: Gateway;
  const read = (patientId: string, parts: readonly Part[]) =>
    readChart({
      ...{ gateway, patientId, userId: 'Practitioner/dr-wren', parts, asOf },
      now: Date.parse('2026-11-24T10:00:00Z'),
      server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
    });
  const outstanding = async (count: number) => {
    while (server.requests.length < count) await new Promise((done) => setTimeout(done, 10));
  };
  beforeAll(async () => {
    server = await startFhirServer({ resources: practiceRecord(asOf) as readonly Resource[] });
    gateway = createGateway();
    await read('amina-khan', ['person']);
    while (
      gateway.open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never).version() === undefined
    )
      await new Promise((done) => setTimeout(done, 10));
  });
  afterAll(() => server.close());
  const never = new AbortController().signal;

  test.each([
    ['an ordinary one', 'amina-khan', [20, 7]],
    ['that of someone who has not been seen for long', 'luis-diaz', [20, 10]],
    ['that of someone who seems to have moved away', 'helen-park', [20, 11]],
    ['that of someone with a child, who is asked about in a third', 'alice-ford', [20, 6, 2]],
    ['that of someone whose relative’s record names them', 'albert-munn-wife-own-record', [20, 3, 1]],
  ])('takes so many requests in each round: %s', async (_, patientId, rounds) => {
    server.requests.length = 0;
    let release = server.hold();
    const reading = read(patientId, allParts);
    let sent = 0;
    for (const count of rounds) {
      sent += count;
      await outstanding(sent);
      const next = server.hold();
      release();
      release = next;
    }
    release();
    await reading;
    expect(server.requests).toHaveLength(sent);
    const third = server.requests.slice(Number(rounds[0]) + Number(rounds[1]));
    expect(third.every(({ query }) => query.has('patient') || query.has('_id'))).toBe(true);
    expect(sent).toBeLessThanOrEqual(40);
  });

  test('takes at most 25 requests for the detections that are asked for most, but for those of a long silence', async () => {
    for (const patientId of ['amina-khan', 'alice-ford', 'ruth-fox', 'joyce-tate', 'luis-diaz', 'helen-park']) {
      server.requests.length = 0;
      await read(patientId, earlyParts);
      const ofWeeks = server.requests.filter(({ query }) => query.get('date')?.startsWith('lt'));
      expect([patientId, server.requests.length - ofWeeks.length <= 25, ofWeeks.length <= 4]).toEqual([
        patientId,
        true,
        true,
      ]);
    }
  });
});
