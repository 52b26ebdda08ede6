import type { CodeableConcept, Encounter, Observation, Quantity } from '@medplum/fhirtypes';
import { choice } from './choice.ts';
import type { DemoPerson } from './person.ts';

const loinc = 'http://loinc.org';
const fullAge = 18;
const ageOfPressure = 40;

/** Blood pressure and weight, measured at some of the visits in person. */
export function measurements(person: DemoPerson, visits: readonly Encounter[]): Observation[] {
  if (person.age < fullAge) return [];
  const inPerson = visits.filter((one) => one.status === 'finished' && one.class.code !== 'VR');
  return inPerson.flatMap((visit) => [
    ...(person.age >= ageOfPressure && choice(`pressure at ${visit.id}`, 2) === 0
      ? [bloodPressure(person, visit)]
      : []),
    ...(choice(`weight at ${visit.id}`, 3) === 0 ? [weight(person, visit)] : []),
  ]);
}

function bloodPressure(person: DemoPerson, visit: Encounter): Observation {
  const upper = 108 + Math.round(person.age / 3) + choice(`upper at ${visit.id}`, 14);
  const pressure = (code: string, display: string, value: number) => ({
    code: { coding: [{ system: loinc, code, display }] },
    valueQuantity: quantity(value, 'mm[Hg]'),
  });
  return {
    ...vitalSign(visit, 'pressure', '85354-9', 'Blood pressure panel with all children optional', 'Blood pressure'),
    component: [
      pressure('8480-6', 'Systolic blood pressure', upper),
      pressure('8462-4', 'Diastolic blood pressure', Math.round(upper * 0.58)),
    ],
  };
}

/** Weight stays within two kilograms of somebody's own. */
function weight({ id, gender }: DemoPerson, visit: Encounter): Observation {
  const own = (gender === 'male' ? 72 : 60) + choice(`weight of ${id}`, 24);
  return {
    ...vitalSign(visit, 'weight', '29463-7', 'Body weight', 'Weight'),
    valueQuantity: quantity(own + choice(`weighed at ${visit.id}`, 3) - 1, 'kg'),
  };
}

function vitalSign(visit: Encounter, name: string, code: string, display: string, text: string): Observation {
  return {
    resourceType: 'Observation',
    id: `${visit.id}-${name}`,
    status: 'final',
    category: [vitalSigns],
    code: { coding: [{ system: loinc, code, display }], text },
    ...(visit.subject && { subject: visit.subject }),
    encounter: { reference: `Encounter/${visit.id}` },
    ...(visit.period?.start && { effectiveDateTime: visit.period.start }),
  };
}

const vitalSigns: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
};

function quantity(value: number, unit: string): Quantity {
  return { value, unit: unit === 'mm[Hg]' ? 'mmHg' : unit, system: 'http://unitsofmeasure.org', code: unit };
}
