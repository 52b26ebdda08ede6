import type { MedicationRequest } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { concept, morning, person } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { admitted } from './injury.ts';
import { enter, meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { problem } from './write.ts';

/** A repeat that was collected on time and then no more. */
export interface Repeat {
  readonly name: string;
  /** Days of a supply, days without since the last one ran out, days late each time before. */
  readonly days: number;
  readonly late: number;
  readonly usuallyLate: number;
  readonly count: number;
  readonly more: Partial<MedicationRequest>;
}

const medicines = [
  'Sertraline 50 mg tablets',
  'Olanzapine 10 mg tablets',
  'Levetiracetam 500 mg tablets',
  'Apixaban 5 mg tablets',
  'Beclometasone 100 micrograms inhaler',
  'Methotrexate 2.5 mg tablets',
] as const;
const courses = 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy';

/** A repeat that ran out some weeks ago. */
export function drawRepeat(random: Random): Repeat {
  return {
    name: random.pick(medicines),
    days: 28,
    late: random.integer(17, 60),
    usuallyLate: 0,
    count: random.integer(8, 14),
    more: {},
  };
}

/** Writes it. */
export function writeRepeat(scene: Scene, { name, days, late, usuallyLate, count, more }: Repeat): string[] {
  const first = late + days + (count - 1) * (days + usuallyLate);
  const medicationCodeableConcept = { text: name };
  const order = enter(scene, first, {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    subject: person,
    authoredOn: isoDay(scene.on - first),
    medicationCodeableConcept,
    courseOfTherapyType: { coding: [{ system: courses, code: 'continuous' }] },
    ...more,
  });
  const supplies = Array.from({ length: count }, (_, n) => {
    const ago = first - n * (days + usuallyLate) + (n > 0 && n < count - 1 ? scene.random.integer(-1, 2) : 0);
    return enter(scene, ago, {
      resourceType: 'MedicationDispense',
      status: 'completed',
      subject: person,
      medicationCodeableConcept,
      whenHandedOver: morning(scene.on - ago),
      daysSupply: { value: days, unit: 'day', system: 'http://unitsofmeasure.org', code: 'd' },
      authorizingPrescription: [{ reference: order }],
    });
  });
  return [order, ...supplies];
}

export const medicine: Cause<Repeat> = {
  code: 'medicine-not-collected',
  plan: drawRepeat,
  write: writeRepeat,
  lines: [
    {
      says: 'stopped, ended or on hold',
      change: (_, random) => ({ more: { status: random.pick(['stopped', 'completed', 'on-hold', 'cancelled']) } }),
    },
    { says: 'not late yet', change: (_, random) => ({ late: random.integer(-10, 9) }) },
    { says: 'supplies of twelve weeks', change: (_, random) => ({ days: 84, count: 6, late: random.integer(14, 38) }) },
    { says: 'as needed', change: () => ({ more: { dosageInstruction: [{ asNeededBoolean: true }] } }) },
    { says: 'opioid substitution', change: () => ({ name: 'Methadone 1 mg/ml oral solution' }) },
    {
      says: 'a medicine that can wait',
      change: (_, random) => ({
        name: random.pick(['Loratadine 10 mg tablets', 'Simvastatin 40 mg tablets', 'Omeprazole 20 mg capsules']),
      }),
    },
    {
      says: 'in hospital since',
      also: (scene, { late }) => meet(scene, late + 10, { class: 'IMP', until: 1, ...admitted('21') }),
    },
    {
      says: 'pregnant',
      change: () => ({ gender: 'female', age: 30 }),
      also: (scene) => problem(scene, 60, concept('77386006')),
    },
    {
      says: 'all repeats stop on one day',
      also: (scene, plan) => writeRepeat(scene, { ...plan, name: 'Amlodipine 5 mg tablets' }),
    },
    { says: 'often late anyway', change: () => ({ usuallyLate: 16 }) },
    {
      says: 'collected in batches',
      change: () => ({ count: 1, more: { dispenseRequest: { numberOfRepeatsAllowed: 6 } } }),
    },
    { says: 'only a few supplies yet', change: () => ({ count: 3 }) },
    {
      says: 'a new medicine of the group',
      change: () => ({ name: 'Sertraline 50 mg tablets' }),
      also: (scene) =>
        writeRepeat(scene, {
          name: 'Citalopram 20 mg tablets',
          days: 28,
          late: -14,
          usuallyLate: 0,
          count: 2,
          more: {},
        }),
    },
    { says: 'new here', change: () => ({ registered: 300 }) },
  ],
};
