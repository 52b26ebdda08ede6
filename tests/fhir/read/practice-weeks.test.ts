import { afterEach, describe, expect, test } from '@jest/globals';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { parseDay } from '#src/history/calendar.ts';
import { prefetchOf, readChart, record, staff, visit } from '../../support/chart.ts';
import { type FhirServer, type FhirServerOptions, startFhirServer } from '../../support/fhir-server.ts';

/** The person was last seen on 10 May 2025; the chart is opened on 1 April 2026, a Wednesday. */
const asOf = parseDay('2026-04-01') ?? 0;
const weeks = ['2025-05-12', '2025-10-13', '2026-03-23'].map((iso) => parseDay(iso));
const someoneElse = (iso: string, difference: Partial<Encounter> = {}): Resource => ({
  ...(visit(`other-${iso}`, 1, 'Practitioner/b', 'q') as Encounter),
  period: { start: `${iso}T09:00:00Z`, end: `${iso}T09:10:00Z` },
  ...difference,
});

function withoutProvider({ serviceProvider: _, ...encounter }: Encounter): Resource {
  return encounter;
}

let server: FhirServer;
afterEach(() => server.close());

async function weeksRead(others: readonly Resource[], options: FhirServerOptions = {}, fault?: object) {
  server = await startFhirServer({ resources: [...record, ...staff, ...others], ...options });
  if (fault) server.fail('Encounter', fault);
  const { reading } = await readChart({
    asOf,
    now: Date.parse('2026-04-01T10:00:00Z'),
    prefetch: prefetchOf(),
    server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
  });
  return reading.practiceWeeks;
}
const seen = async (...rest: Parameters<typeof weeksRead>) => {
  const read = await weeksRead(...rest);
  return read.known ? read.value.map((week) => week.seen) : read.why;
};
const asked = () => server.requests.filter(({ query }) => query.has('service-provider'));

describe('the practice in the weeks of a silence', () => {
  test('three weeks are asked about, by the organisation and without anyone’s name', async () => {
    const read = await weeksRead([someoneElse('2025-10-15')]);
    expect(read).toEqual({
      known: true,
      value: [false, true, false].map((seenThen, i) => ({ monday: weeks[i], seen: seenThen })),
    });
    expect(asked().map(({ query }) => query.get('date'))).toEqual(['lt2025-05-19', 'lt2025-10-20', 'lt2026-03-30']);
    expect(new Set(asked().map(({ query }) => query.get('service-provider')))).toEqual(new Set(['home']));
    expect(asked()[0]?.query.get('_elements')).toBe('meta,status,period,serviceProvider');
  });

  test('a visit before or after the week, a cancelled one, and one elsewhere show nobody at work', async () => {
    const none = [false, false, false];
    expect(await seen([someoneElse('2025-10-12'), someoneElse('2025-10-20')])).toEqual(none);
    await server.close();
    expect(await seen([someoneElse('2025-10-15', { status: 'cancelled' })])).toEqual(none);
    await server.close();
    const elsewhere = { serviceProvider: { reference: 'Organization/ward' } };
    expect(await seen([someoneElse('2025-10-15', elsewhere)])).toEqual(none);
    await server.close();
    expect(await seen([someoneElse('2026-03-29')])).toEqual([false, false, true]);
  });

  test('is unread where the server refuses it, or gives a page that need not be the newest', async () => {
    expect(await seen([], {}, { status: 403 })).toBe('refused');
    await server.close();
    const many = Array.from({ length: 9 }, (_, i) => someoneElse(`2025-06-0${i + 1}`));
    expect(await seen(many, { plain: true, pageSize: 2 })).toBe('incomplete');
  });

  test('is asked for by those seen most, where the record names no organisation', async () => {
    const nameless = record.map((one): Resource => (one.resourceType === 'Encounter' ? withoutProvider(one) : one));
    server = await startFhirServer({ resources: [...nameless, ...staff, someoneElse('2025-10-15')] });
    const { reading } = await readChart({
      asOf,
      now: Date.parse('2026-04-01T10:00:00Z'),
      prefetch: prefetchOf(nameless),
      server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
    });
    expect(asked()).toEqual([]);
    const whose = server.requests.filter(({ query }) => query.get('date')?.startsWith('lt'));
    expect(whose.map(({ query }) => query.get('participant'))).toEqual(
      Array(3).fill('Practitioner/a,PractitionerRole/rb'),
    );
    expect(reading.practiceWeeks.known && reading.practiceWeeks.value.length).toBe(3);
  });

  test('is not asked for where the person was seen within half a year', async () => {
    server = await startFhirServer({ resources: [...record, ...staff] });
    await readChart({ server: { client: 'open', base: server.base, token: undefined, reach: 'any' } });
    expect(asked()).toEqual([]);
  });
});
