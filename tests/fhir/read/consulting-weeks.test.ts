import { afterEach, describe, expect, test } from '@jest/globals';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { prefetchOf, readChart, record, staff, visit } from '../../support/chart.ts';
import { type FhirServer, type FhirServerOptions, startFhirServer } from '../../support/fhir-server.ts';

const on = (id: string, iso: string, who: string, patient = 'p', difference: Partial<Encounter> = {}): Resource => ({
  ...(visit(id, 1, who, patient) as Encounter),
  period: { start: `${iso}T09:00:00Z`, end: `${iso}T09:10:00Z` },
  ...difference,
});
const [others] = [record.filter(({ resourceType }) => resourceType !== 'Encounter')];
const months = ['01', '02', '03', '04', '05', '06', '07', '08'];
/** Eight visits to A in 2024, then three to B in 2025. */
const before = months.map((month) => on(`a${month}`, `2024-${month}-10`, 'Practitioner/a'));
const since = ['03', '05', '07'].map((month) => on(`b${month}`, `2025-${month}-12`, 'Practitioner/b'));
const moved = [...others, ...before, ...since];
const mondays = ['2025-03-10', '2025-05-12', '2025-07-07'];

let server: FhirServer | undefined;
afterEach(() => server?.close());

async function weeksOf(life: readonly Resource[], more: readonly Resource[], options: FhirServerOptions = {}) {
  server = await startFhirServer({ resources: [...life, ...staff, ...more], ...options });
  const { reading } = await readChart({
    prefetch: prefetchOf(life),
    server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
  });
  if (!reading.consultingWeeks.known) return reading.consultingWeeks.why;
  const weeks = reading.consultingWeeks.value.get('Practitioner/a');
  if (weeks === undefined) return undefined;
  return weeks.known ? weeks.value.map(({ monday, seen }) => [isoDay(monday), seen]) : weeks.why;
}
const asked = () => (server?.requests ?? []).filter(({ query }) => query.get('date')?.startsWith('lt'));

describe('whether the usual clinician was here in the weeks of the visits since', () => {
  test('one small read for each week, by the clinician and without anyone’s name', async () => {
    const seen = [on('q1', '2025-03-11', 'Practitioner/a', 'q'), on('q2', '2025-07-13', 'Practitioner/a', 'q')];
    expect(await weeksOf(moved, seen)).toEqual(mondays.map((monday, i) => [monday, i !== 1]));
    expect(asked().map(({ query }) => query.get('date'))).toEqual(['lt2025-03-17', 'lt2025-05-19', 'lt2025-07-14']);
    for (const { query } of asked()) expect(query.get('practitioner')).toBe('a');
  });

  test('visits elsewhere, cancelled ones and those of other weeks show nobody at work', async () => {
    const none = [
      on('q1', '2025-03-11', 'Practitioner/a', 'q', { serviceProvider: { reference: 'Organization/ward' } }),
      on('q2', '2025-05-13', 'Practitioner/a', 'q', { status: 'cancelled' }),
      on('q3', '2025-07-06', 'Practitioner/a', 'q'),
    ];
    expect(await weeksOf(moved, none)).toEqual(mondays.map((monday) => [monday, false]));
  });

  test('nothing is asked where the person still sees the clinician, or was seen too seldom', async () => {
    expect(await weeksOf([...moved, on('a9', '2025-08-01', 'Practitioner/a')], [])).toBeUndefined();
    expect(asked()).toEqual([]);
    await server?.close();
    expect(await weeksOf([...others, ...before.slice(0, 5), ...since], [])).toBeUndefined();
    expect(asked()).toEqual([]);
  });

  test('a move that a nurse’s visits hide until the roles are known is asked about then', async () => {
    const days = Array.from({ length: 14 }, (_, i) => on(`n${i}`, `2024-0${1 + (i % 7)}-2${i % 8}`, 'Practitioner/n'));
    const nurse: readonly Resource[] = [
      { resourceType: 'Practitioner', id: 'n', name: [{ family: 'Nurse' }] },
      {
        resourceType: 'PractitionerRole',
        id: 'rn',
        active: true,
        practitioner: { reference: 'Practitioner/n' },
        organization: { reference: 'Organization/home' },
        code: [{ coding: [{ system: 'http://snomed.info/sct', code: '159002008' }] }],
      },
    ];
    const seen = [on('q1', '2025-03-11', 'Practitioner/a', 'q')];
    expect(await weeksOf([...moved, ...days], [...nurse, ...seen])).toEqual(
      mondays.map((monday, i) => [monday, i === 0]),
    );
    const ofA = asked().filter(({ query }) => query.get('participant')?.includes('Practitioner/a'));
    expect(ofA).toHaveLength(3);
    await server?.close();
    // Whose role is not recorded counts as a GP's: then A was not the usual one.
    expect(await weeksOf([...moved, ...days], [...nurse.slice(0, 1), ...seen])).toBeUndefined();
  });

  test('without a server nobody knows; without a move there is nothing to know', async () => {
    const state = async (life: readonly Resource[]) => {
      const { consultingWeeks } = (await readChart({ prefetch: prefetchOf(life) })).reading;
      return consultingWeeks.known || consultingWeeks.why;
    };
    expect(await state(moved)).toBe('not-available');
    expect(await state([...others, ...before])).toBe(true);
  });

  test('a role as participant is the clinician too', async () => {
    const byRole = months.map((month) => on(`a${month}`, `2024-${month}-10`, 'PractitionerRole/ra'));
    const seen = [on('q1', '2025-03-11', 'PractitionerRole/ra', 'q')];
    const weeks = await weeksOf([...others, ...byRole, ...since], seen);
    expect(weeks).toEqual(mondays.map((monday, i) => [monday, i === 0]));
  });
});

test('a day is in the week that begins on its Monday', () => {
  expect(mondays.map((iso) => new Date((parseDay(iso) ?? 0) * 86_400_000).getUTCDay())).toEqual([1, 1, 1]);
});
