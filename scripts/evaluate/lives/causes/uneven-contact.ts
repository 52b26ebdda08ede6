import type { CodeableConcept, Encounter } from '@medplum/fhirtypes';
import { concept, person } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { dateAgo, enter, type Meeting, meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { appointment, problem } from './write.ts';

const quarter = 91;

/** Days with a visit in each of the last eight quarters, and how one burst ended. */
interface Uneven {
  /** The latest quarter first. */
  readonly counts: readonly number[];
  readonly ending: 'left' | 'missed' | 'none';
  readonly reason: CodeableConcept | undefined;
}

/** Two or three quarters with many visits, the others with none or one. */
function uneven(random: Random): readonly number[] {
  const high = () => random.integer(6, 9);
  const low = () => (random.chance(0.15) ? 1 : 0);
  return random.pick([
    [high(), low(), 0, high(), low(), high(), 0, low()],
    [0, high(), 0, low(), high(), 0, low(), high()],
    [low(), high(), 0, 0, high(), low(), 0, high()],
  ]);
}

/** How UK Core says that a person left an emergency department before treatment was over. */
export function leftEarly(random: Random): Meeting {
  const system = 'http://snomed.info/sct';
  const code = random.pick(['1066301000000103', '1066311000000101', '1066321000000107']);
  const concept: CodeableConcept = { coding: [{ system, code }] };
  const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EmergencyCareDischargeStatus';
  const against: Encounter['hospitalization'] = {
    dischargeDisposition: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'aadvice' }],
    },
  };
  return random.chance(0.7) ? { extension: [{ url, valueCodeableConcept: concept }] } : { hospitalization: against };
}

export const unevenContact: Cause<Uneven> = {
  code: 'uneven-contact',
  plan: (random) => ({
    counts: uneven(random),
    ending: random.pick(['left', 'missed']),
    reason: undefined,
    visits: 3,
    quiet: 8 * quarter + 1,
    registered: random.integer(1100, 2500),
    age: random.integer(20, 70),
  }),
  write: (scene, plan) => {
    writeQuarters(scene, plan);
    return [];
  },
  lines: [
    {
      says: 'as many in every quarter',
      change: (_, random) => ({ counts: Array.from({ length: 8 }, () => random.integer(3, 5)) }),
    },
    { says: 'one high quarter only', change: () => ({ counts: [0, 0, 9, 0, 0, 0, 0, 1] }) },
    { says: 'few visits in all', change: () => ({ counts: [3, 0, 0, 3, 0, 3, 0, 0] }) },
    { says: 'no abrupt ending', change: () => ({ ending: 'none' }) },
    { says: 'new here', change: () => ({ registered: 600 }) },
    {
      says: 'pregnant within the two years',
      change: () => ({ gender: 'female', age: 29 }),
      also: (scene) => problem(scene, 500, concept('77386006')),
    },
    {
      says: 'in custody within the two years',
      also: (scene) =>
        meet(scene, 400, {
          location: [
            { location: { reference: enter(scene, 3000, { resourceType: 'Location', type: [words('Prison')] }) } },
          ],
        }),
    },
    {
      says: 'an illness that comes and goes',
      also: (scene) =>
        problem(
          scene,
          900,
          scene.random.pick([
            concept('195967001'),
            concept('37796009'),
            concept('84757009'),
            concept('24700007'),
            concept('10743008'),
            concept('90560007'),
          ]),
        ),
    },
    { says: 'one coded reason on a third of the days', change: () => ({ reason: concept('161891005') }) },
    {
      says: 'a temporary registration',
      also: (scene) =>
        enter(scene, scene.on - scene.from, {
          resourceType: 'EpisodeOfCare',
          id: 'registration',
          status: 'active',
          patient: person,
          type: [words('Temporary registration')],
          managingOrganization: { reference: 'Organization/practice' },
          period: { start: dateAgo(scene, scene.on - scene.from) },
        }),
    },
    {
      says: 'visits of a planned series',
      change: (_, random) => ({ counts: uneven(random), reason: words('Dressing') }),
    },
  ],
};

function writeQuarters(scene: Scene, { counts, ending, reason }: Uneven): void {
  const days = counts.flatMap((count, n) => burst(scene.random, count).map((day) => n * quarter + day + 1));
  days.forEach((ago, n) => {
    const isCoded = reason !== undefined && (reason.text !== undefined || n % 2 === 0);
    meet(scene, ago, { who: n % 2 === 0 ? 'usual' : 'other', ...(isCoded && { reasonCode: [reason] }) });
  });
  const last = Math.min(...days.filter((ago) => ago > 20));
  if (ending === 'left') meet(scene, scene.random.integer(5, 600), { class: 'EMER', ...leftEarly(scene.random) });
  if (ending === 'missed') appointment(scene, last - 5, last - 2, 'usual', { status: 'noshow' });
}

/** Different days in a quarter, three of them close together. */
function burst(random: Random, count: number): number[] {
  const start = random.integer(25, 40);
  return Array.from({ length: count }, (_, n) => start + 4 * n);
}
