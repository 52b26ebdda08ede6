import { expect, test } from '@jest/globals';
import type { Period, Practitioner, Resource } from '@medplum/fhirtypes';
import { usualClinicianLeft } from '#src/detectors/departures/usual-clinician-left.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { bundle, readChart } from '../support/chart.ts';

const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
const gmp = 'https://fhir.hl7.org.uk/Id/gmp-number';
const home = { reference: 'Organization/home' };
const ended: Period = { start: '2015-01-01', end: '2025-07-31' };

const doctor = (id: string, family: string, value: string, system = gmc): Practitioner => ({
  resourceType: 'Practitioner',
  id,
  name: [{ family }],
  identifier: [{ system, value }],
});
const role = (id: string, practitioner: string, period: Period, organization = home): Resource => ({
  resourceType: 'PractitionerRole',
  id,
  active: true,
  practitioner: { reference: `Practitioner/${practitioner}` },
  organization,
  period,
});
const visit = (who: string, day: string): Resource => ({
  resourceType: 'Encounter',
  id: `e${day}`,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p' },
  participant: [{ individual: { reference: who } }],
  period: { start: `${day}T09:00:00Z` },
  serviceProvider: home,
});
const days = ['2023-10-02', '2024-02-02', '2024-06-03', '2024-10-02', '2025-02-03', '2025-06-02'];

/** How many visits A1 tells of, with visits in turn to the references and these records of the staff; undefined: silent. */
async function told(seen: readonly string[], staff: readonly Resource[], userId = 'Practitioner/u') {
  const { reading, opening } = await readChart({
    userId,
    prefetch: {
      patient: { resourceType: 'Patient', id: 'p', managingOrganization: home },
      encounters: bundle(days.map((day, i) => visit(seen[i % seen.length] ?? '', day))),
      appointments: bundle([]),
      episodesOfCare: bundle([]),
    },
    staff: {
      current: () => [{ resourceType: 'Organization', id: 'home' }, doctor('u', 'User', '7654329'), ...staff],
    },
  });
  const { findings, skipped } = runDetectors([usualClinicianLeft], reading, opening);
  expect(skipped).toEqual([]);
  return findings[0]?.facts.visits;
}

const two = ['Practitioner/a', 'Practitioner/b'];
const both = (other: Practitioner) => [
  doctor('a', 'Ayla', '7654321'),
  other,
  role('ra', 'a', ended),
  role('rb', 'b', ended),
];

test('a clinician with a new surname under a second id is one who left', async () => {
  expect(await told(two, both(doctor('b', 'Ayla-Smith', '7654321')))).toBe(6);
  expect(await told(two, both(doctor('b', 'Ayla', '7654322')))).toBeUndefined();
});

test('one with two ids and three roles has left only when every role here is over', async () => {
  const person = [
    doctor('a', 'Ayla', '7654321'),
    doctor('b', 'Ayla', '7654321'),
    role('r1', 'a', ended),
    role('r2', 'a', ended),
  ];
  const seen = ['Practitioner/a', 'PractitionerRole/r2', 'Practitioner/b', 'PractitionerRole/r3'];
  expect(await told(seen, [...person, role('r3', 'b', ended)])).toBe(6);
  expect(await told(seen, [...person, role('r3', 'b', { start: '2025-08-01' })])).toBeUndefined();
  const elsewhere = { reference: 'Organization/far' };
  const far = [
    { resourceType: 'Organization', id: 'far' } as const,
    role('r3', 'b', { start: '2025-08-01' }, elsewhere),
  ];
  expect(await told(seen.slice(0, 3), [...person, ...far])).toBe(6);
});

test('two with different surnames under one prescriber’s number are two', async () => {
  const shared = (family: string) => [
    doctor('a', 'Ayla', 'G1234567', gmp),
    doctor('b', family, 'G1234567', gmp),
    role('ra', 'a', ended),
    role('rb', 'b', { start: '2015-01-01' }),
  ];
  expect(await told(['Practitioner/a'], shared('Bell'))).toBe(6);
  expect(await told(['Practitioner/a'], shared('Ayla'))).toBeUndefined();
});

test('the one who left is not told so under another id', async () => {
  const person = both(doctor('b', 'Ayla', '7654321'));
  expect(await told(['Practitioner/a'], person, 'Practitioner/b')).toBeUndefined();
  expect(await told(['Practitioner/a'], person, 'Practitioner/u')).toBe(6);
});
