import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { ReadRequest } from '#src/fhir/read/read-request.ts';
import { createReader } from '#src/fhir/reader.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { parseDay } from '#src/history/calendar.ts';
import { allParts, othersVisits, prefetchOf, readChart, record, staff, statesOf } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';

const numbers = { R4B: '4.3.0', R5: '5.0.0', STU3: '3.0.2' } as const;
type Name = keyof typeof numbers;
const servers: FhirServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((one) => one.close())));

const subject = { reference: 'Patient/p' };
/** What tells the versions apart in the record of the other tests. */
const more = [
  { resourceType: 'Condition', id: 'dep', subject, code: { text: 'Depression' }, recordedDate: '2024-02-01' },
  {
    resourceType: 'Procedure',
    id: 'pr',
    subject,
    status: 'completed',
    code: { text: 'ECG' },
    performedDateTime: '2025-01-02',
  },
  {
    resourceType: 'ServiceRequest',
    id: 'phy',
    subject,
    status: 'active',
    intent: 'order',
    category: [{ text: 'Referral' }],
  },
];
const written = (name: Name, resources: readonly object[] = [...record, ...more, ...staff, ...othersVisits]) => {
  const { sayable, rewritten } = otherVersions[name];
  const inR4 = rewrittenBy(
    sayable,
    resources.map((one) => ({ ...one })),
  ) as unknown as Resource[];
  return {
    inR4,
    inOther: rewrittenBy(
      rewritten,
      inR4.map((one) => ({ ...one })),
    ) as unknown as Resource[],
  };
};

async function start(resources: readonly Resource[], fhirVersion: string): Promise<FhirServer> {
  const server = await startFhirServer({ resources, fhirVersion });
  servers.push(server);
  // A server does not know types of other versions.
  const unknown = fhirVersion.startsWith('3') ? ['ServiceRequest'] : ['ReferralRequest', 'ProcedureRequest'];
  for (const type of unknown) server.fail(type, { status: 404 });
  return server;
}

/** One reader, which remembers, and calls of it. */
function readerOf(server: FhirServer) {
  const reader = createReader({ timeZone: 'Europe/London', codeSets: loadCodeSets(), staff: undefined });
  return (difference: Partial<ReadRequest> = {}) =>
    reader.read({
      patientId: 'p',
      userId: 'Practitioner/u',
      encounterId: undefined,
      offered: [],
      prefetch: {},
      server: { client: 'open', base: server.base, token: 't', reach: 'any' },
      parts: allParts,
      asOf: parseDay('2025-09-01') ?? 0,
      now: Date.parse('2025-09-01T10:00:00Z'),
      signal: new AbortController().signal,
      ...difference,
    });
}

const asked = (server: FhirServer) => server.requests.map(({ type }) => type);
const plansOf = ({ reading }: Awaited<ReturnType<typeof readChart>>) =>
  reading.plans.known ? reading.plans.value.map(({ reference }) => reference) : reading.plans.why;
/** As R4 names it. */
const named = (value: object) =>
  JSON.parse(JSON.stringify(value).replace(/(?:Referral|Procedure)Request\//g, 'ServiceRequest/'));
const allKnown = Object.fromEntries(allParts.map((part) => [part, 'known']));

describe.each(['R4B', 'R5', 'STU3'] as const)('a server of %s', (name) => {
  const { inR4, inOther } = written(name);

  test('is read as one of R4 that holds the same, from the first call on', async () => {
    const [other, r4] = [await start(inOther, numbers[name]), await start(inR4, '4.0.1')];
    const expected = await readerOf(r4)();
    const read = readerOf(other);
    for (const call of ['first', 'second']) {
      const result = await read();
      expect([call, statesOf(result)]).toEqual([call, allKnown]);
      const { plans: _, clinicians: __, activity: ___, ...rest } = named(result.reading);
      const { plans, clinicians, activity, ...wanted } = named(expected.reading);
      expect(rest).toEqual(wanted);
      expect(named({ all: plansOf(result) }).all.sort()).toEqual(named({ all: plansOf(expected) }).all.sort());
      expect(result.reading.activity).toEqual(expected.reading.activity);
      expect(result.reading.clinicians).toEqual(expected.reading.clinicians);
      expect(result.acceptsR4).toBe(name === 'R4B');
    }
    expect(asked(other).filter((type) => type === 'metadata')).toHaveLength(1);
  });

  test('gives the same from its own prefetch, with it or alone', async () => {
    const server = await start(inOther, numbers[name]);
    const prefetch = prefetchOf(inOther);
    const requests = inOther.filter(({ resourceType }) => /Request$/.test(resourceType));
    const withRequests = {
      ...prefetch,
      serviceRequests: { resourceType: 'Bundle', type: 'searchset', entry: requests.map((resource) => ({ resource })) },
    };
    const read = readerOf(server);
    const whole = await read();
    expect((await read({ prefetch: withRequests })).reading).toEqual(whole.reading);
    const list = {
      current: () => inOther.filter(({ resourceType }) => /^(Pract|Org)/.test(resourceType)),
      close: () => {},
    };
    const alone = await readChart({ prefetch: withRequests, staff: list });
    const { roles: _, activity: __, clinicians: ___, ...parts } = alone.reading;
    const { roles, activity, clinicians, ...wanted } = whole.reading;
    expect(parts).toEqual(wanted);
    // Shapes can't tell R4B from R4, and need not.
    expect(alone.acceptsR4).toBe(name === 'R4B');
  });

  test('is read by its shapes where it does not say what it is', async () => {
    for (const fault of [{ status: 401 }, { status: 404 }, { truncated: true }, { body: '{}' }, { delayMs: 5000 }]) {
      const server = await start(inOther, numbers[name]);
      server.fail('metadata', fault);
      const started = performance.now();
      const result = await readerOf(server)();
      expect(performance.now() - started).toBeLessThan(2000);
      expect(statesOf(result)).toEqual(allKnown);
      expect(result.acceptsR4).toBe(name === 'R4B');
    }
  });

  test('that refuses a parameter is asked once without it, and never again with it', async () => {
    const server = await start(inOther, numbers[name]);
    const typesOfReferrals = name === 'STU3' ? ['ReferralRequest', 'ProcedureRequest'] : ['ServiceRequest'];
    for (const type of [...typesOfReferrals, 'Condition']) server.fail(type, { refuses: ['_count'] });
    const read = readerOf(server);
    // The version is known from here on.
    await read();
    for (const [, count] of [1, 2].entries()) {
      server.requests.length = 0;
      expect([count, statesOf(await read())]).toEqual([count, allKnown]);
      for (const type of [...typesOfReferrals, 'Condition']) {
        const seen = server.requests.filter((one) => one.type === type).map(({ query }) => query.has('_count'));
        expect([type, seen]).toEqual([type, [false]]);
      }
    }
  });
});

describe('the types of a version', () => {
  test('of STU3 are asked for at once where the version is known, and after the first answers where it is not', async () => {
    const server = await start(written('STU3').inOther, '3.0.2');
    const read = readerOf(server);
    expect(plansOf(await read())).toContain('ReferralRequest/phy');
    expect(asked(server)).toContain('ServiceRequest');
    server.requests.length = 0;
    expect(plansOf(await read())).toContain('ReferralRequest/phy');
    expect(asked(server)).not.toContain('ServiceRequest');
    expect(asked(server)).toEqual(expect.arrayContaining(['ReferralRequest', 'ProcedureRequest']));
  });

  test('of STU3 that can’t be read leave their parts unread', async () => {
    const server = await start(written('STU3').inOther, '3.0.2');
    server.fail('ReferralRequest', { status: 403 });
    const states = statesOf(await readerOf(server)());
    expect([states.plans, states.invitations, states.medicines]).toEqual(['refused', 'refused', 'known']);
  });

  test('of another person are left out', async () => {
    const other = { resourceType: 'ReferralRequest', id: 'q', status: 'active', subject: { reference: 'Patient/q' } };
    const bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: other }] };
    const { tally, ...result } = await readChart({
      prefetch: { patient: record[0], serviceRequests: bundle },
    });
    expect(plansOf({ ...result, tally })).not.toContain('ReferralRequest/q');
    expect(tally.get('other-patient')).toBe(1);
  });

  test('the latest activity is asked for by the elements of the version', async () => {
    const server = await start(written('R5').inOther, '5.0.0');
    await readerOf(server)();
    const elements = server.requests
      .filter(({ type, query }) => type === 'Encounter' && query.has('date'))
      .flatMap(({ query }) => query.get('_elements') ?? []);
    expect(new Set(elements)).toEqual(new Set(['meta,status,actualPeriod,serviceProvider']));
  });

  const unsupported = Object.fromEntries(
    allParts.map((part) => [part, part === 'clinicians' ? 'known' : 'unsupported-version']),
  );

  test.each(['6.0.0', '1.0.2'])('a server that says it is of %s is unread for that reason', async (number) => {
    const server = await start([...record, ...staff], number);
    const read = readerOf(server);
    await read();
    const result = await read();
    expect([statesOf(result), result.acceptsR4]).toEqual([unsupported, false]);
    expect(result.tally.get('unsupported-version')).toBe(1);
    // Whatever a prefetch gave, it came of that server.
    expect(statesOf(await read({ prefetch: prefetchOf() }))).toEqual(unsupported);
  });

  test('a server whose statement has no number of a version is read by shapes', async () => {
    const server = await start([...record, ...staff], 'R4');
    const read = readerOf(server);
    await read();
    expect(statesOf(await read())).toEqual(allKnown);
  });

  test('a prefetch of DSTU2 is unread for that reason; the site’s own list of staff is not', async () => {
    const inDstu2 = record.map((one) => {
      if (one.resourceType !== 'Encounter') return one;
      const { subject: patient, ...rest } = one;
      return { ...rest, patient, class: 'ambulatory' } as unknown as Resource;
    });
    const directory = { current: () => staff };
    const states = statesOf(await readChart({ prefetch: prefetchOf(inDstu2), staff: directory }));
    expect(states).toEqual({ ...unsupported, roles: 'known' });
    expect(statesOf(await readChart({ prefetch: prefetchOf(), staff: directory })).contacts).toBe('known');
  });

  test('a prefetched type of DSTU2 leaves its part unread', async () => {
    const order = { resource: { resourceType: 'MedicationOrder', id: 'o', patient: subject } };
    const medicationRequests = { resourceType: 'Bundle', type: 'searchset', entry: [order] };
    const result = await readChart({ prefetch: { ...prefetchOf(), medicationRequests } });
    expect(statesOf(result)).toMatchObject({ medicines: 'unsupported-version', contacts: 'known' });
    expect(result.tally.get('unsupported-version')).toBe(1);
  });

  test('a site’s own list of staff may be of another version than the record', async () => {
    const away = { notAvailable: [{ description: 'Leave', during: { start: '2025-08-01', end: '2025-10-01' } }] };
    const inR4 = staff.map((one) => (one.resourceType === 'PractitionerRole' ? { ...one, ...away } : one));
    const awayOf = async (list: readonly Resource[]) => {
      const prefetch = prefetchOf(written('R5').inOther);
      const { reading } = await readChart({ prefetch, staff: { current: () => list } });
      const clinicians = reading.clinicians.known ? [...reading.clinicians.value.values()] : [];
      return clinicians.flatMap(({ roles = [] }) => roles.flatMap((role) => role.away)).length;
    };
    expect(await awayOf(inR4)).toBe(3);
    expect(await awayOf(written('R5', inR4).inOther)).toBe(3);
  });
});
