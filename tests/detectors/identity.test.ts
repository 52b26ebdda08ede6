import { describe, expect, test } from '@jest/globals';
import type { Practitioner, Resource } from '@medplum/fhirtypes';
import { continuityLow } from '#src/detectors/continuity/continuity-low.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { firstMeeting } from '#src/detectors/familiarity/first-meeting.ts';
import { knownTeam } from '#src/detectors/familiarity/known-team.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { bundle, readChart } from '../support/chart.ts';

const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
const gmp = 'https://fhir.hl7.org.uk/Id/gmp-number';
const home = { reference: 'Organization/home' };
const asOf = Date.parse('2025-09-01T00:00:00Z');

const doctor = (id: string, family: string, system: string, value: string): Practitioner => ({
  resourceType: 'Practitioner',
  id,
  name: [{ family }],
  identifier: [{ system, value }],
});
const roleOf = (id: string, practitioner: string): Resource => ({
  resourceType: 'PractitionerRole',
  id,
  active: true,
  practitioner: { reference: `Practitioner/${practitioner}` },
  organization: home,
});
const others = ['b', 'c', 'd', 'u'].flatMap((id, i) => [
  doctor(id, `Family-${id}`, gmc, `700000${i}`),
  roleOf(`r${id}`, id),
]);
const visit = (who: string, daysAgo: number): Resource => ({
  resourceType: 'Encounter',
  id: `e${daysAgo}`,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p' },
  participant: [{ individual: { reference: who } }],
  period: { start: new Date(asOf - daysAgo * 86_400_000).toISOString() },
  serviceProvider: home,
});

/** Runs one detector on visits drawn evenly over the months before, oldest first. */
async function finds(
  detector: Detector,
  seen: readonly string[],
  { from, staff }: { readonly from: number; readonly staff: readonly Resource[] },
): Promise<boolean> {
  const resources = [{ resourceType: 'Organization', id: 'home' } as const, ...others, ...staff];
  const visits = seen.map((who, i) => visit(who, Math.round(from - (i * (from - 20)) / seen.length)));
  const { reading, opening } = await readChart({
    prefetch: {
      patient: { resourceType: 'Patient', id: 'p', birthDate: '1930-01-01', managingOrganization: home },
      encounters: bundle([...visits, visit('Practitioner/b', 3000)]),
    },
    staff: { current: () => resources },
  });
  const { findings, skipped } = runDetectors([detector], reading, opening);
  expect(skipped).toEqual([]);
  return findings.length > 0;
}

/** Dr A as two Practitioners, before and after a change of name, and three roles. */
const twice = (second: string) => [
  doctor('a1', 'Shah', gmc, '6000001'),
  doctor('a2', 'Patel', gmc, second),
  roleOf('r1', 'a1'),
  roleOf('r2', 'a2'),
  roleOf('r3', 'a2'),
];
const asOne = twice('6000001');
const asTwo = twice('6000002');
const [b, c, d] = ['Practitioner/b', 'Practitioner/c', 'Practitioner/d'];

describe('one clinician with two Practitioner ids, three roles and two surnames is one', () => {
  test('B2: not low continuity', async () => {
    const seen = ['Practitioner/a1', b, 'PractitionerRole/r2', c, 'PractitionerRole/r3', d, 'Practitioner/a1'];
    expect(await finds(continuityLow, seen, { from: 700, staff: asOne })).toBe(false);
    expect(await finds(continuityLow, seen, { from: 700, staff: asTwo })).toBe(true);
  });

  test('C1: one long relationship', async () => {
    const seen = [...Array(6).fill('Practitioner/a1'), b, ...Array(6).fill('PractitionerRole/r3')];
    expect(await finds(firstMeeting, seen, { from: 1500, staff: asOne })).toBe(true);
    expect(await finds(firstMeeting, seen, { from: 1500, staff: asTwo })).toBe(false);
  });

  test('C2: not a team', async () => {
    const seen = [...Array(3).fill('Practitioner/a1'), ...Array(3).fill('PractitionerRole/r2'), b, b, b];
    expect(await finds(knownTeam, seen, { from: 350, staff: asOne })).toBe(false);
    expect(await finds(knownTeam, seen, { from: 350, staff: asTwo })).toBe(true);
  });
});

test('a GMP number shared by two names is two clinicians, by one name it is one', async () => {
  const seen = ['Practitioner/a1', b, 'Practitioner/a2', c, 'Practitioner/a2', d, 'Practitioner/a1'];
  const shared = (family: string) => [doctor('a1', 'Shah', gmp, 'G1234567'), doctor('a2', family, gmp, 'G1234567')];
  expect(await finds(continuityLow, seen, { from: 700, staff: shared('Roy') })).toBe(true);
  expect(await finds(continuityLow, seen, { from: 700, staff: shared('Shah') })).toBe(false);
});
