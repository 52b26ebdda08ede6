import type { AllergyIntolerance } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { choice } from './choice.ts';
import type { Condition, DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';

const snomed = 'http://snomed.info/sct';
const none: Condition = ['716186003', 'No known allergy'];
const allergens: readonly Condition[] = [
  ['91936005', 'Allergy to penicillin'],
  ['91935009', 'Allergy to peanut'],
  ['300916003', 'Allergy to latex'],
  ['91930004', 'Allergy to egg protein'],
];

/** One entry of each person: an allergy, or that none is known, as with three of four. */
export function allergies({ id, registered }: DemoPerson, today: Day): AllergyIntolerance[] {
  const [code, display] = allergens[choice(`allergy of ${id}`, 4 * allergens.length)] ?? none;
  return [
    {
      resourceType: 'AllergyIntolerance',
      id: `${id}-allergy`,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      },
      verificationStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code: 'confirmed' },
        ],
      },
      code: { coding: [{ system: snomed, code, display }], text: display },
      patient: { reference: `Patient/${id}` },
      recordedDate: resolveDate(registered, today, id),
    },
  ];
}
