import type { MedicationDispense, MedicationRequest, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { longTermMedicines } from './long-term-care.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, resolveDate } from './relative-day.ts';

const days = { unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };
const continuous = {
  system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy',
  code: 'continuous',
  display: 'Continuous long term therapy',
};

/** Repeat prescriptions and their dispenses. */
export function medicines(person: DemoPerson, today: Day): Resource[] {
  return (person.repeats ?? longTermMedicines(person)).flatMap(
    ([code, name, dosage, row, stopped], index): Resource[] => {
      const collected = parseDays(row).map((when) => resolveDate(when, today, person.id));
      const common = {
        medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code, display: name }], text: name },
        subject: { reference: `Patient/${person.id}` },
      };
      const request: MedicationRequest = {
        resourceType: 'MedicationRequest',
        id: `${person.id}-repeat-${index + 1}`,
        status: stopped ?? 'active',
        intent: 'order',
        courseOfTherapyType: { coding: [continuous] },
        ...common,
        authoredOn: collected[0] ?? resolveDate('-1y', today),
        dosageInstruction: [{ text: dosage }],
      };
      const supplies = collected.map(
        (whenHandedOver, n): MedicationDispense => ({
          resourceType: 'MedicationDispense',
          id: `${request.id}-supply-${n + 1}`,
          status: 'completed',
          ...common,
          quantity: { value: 28 },
          daysSupply: { value: 28, ...days },
          whenHandedOver,
        }),
      );
      return [request, ...supplies];
    },
  );
}
