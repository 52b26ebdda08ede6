import type { Observation, ObservationComponent } from '@medplum/fhirtypes';
import type { Random } from '../evaluate/lives/random.ts';
import type { Contact } from './contacts.ts';
import { hl7, instant, metaOf, newId } from './elements.ts';
import type { Person } from './person.ts';

/** LOINC code, words, unit, and the middle and spread of its values. */
type Measure = readonly [code: string, words: string, unit: string, middle: number, spread: number];

/** A panel of blood tests as laboratories report it: blood count, salts and kidney, liver, sugar, lipids, thyroid. */
const panel: readonly Measure[] = [
  ['718-7', 'Hemoglobin', 'g/L', 138, 15],
  ['6690-2', 'White blood cells', '10*9/L', 7, 2],
  ['777-3', 'Platelets', '10*9/L', 260, 60],
  ['789-8', 'Red blood cells', '10*12/L', 4.6, 0.5],
  ['4544-3', 'Hematocrit', '%', 42, 4],
  ['787-2', 'Mean corpuscular volume', 'fL', 90, 5],
  ['785-6', 'Mean corpuscular hemoglobin', 'pg', 30, 2],
  ['751-8', 'Neutrophils', '10*9/L', 4, 1.5],
  ['731-0', 'Lymphocytes', '10*9/L', 2, 0.6],
  ['742-7', 'Monocytes', '10*9/L', 0.5, 0.2],
  ['711-2', 'Eosinophils', '10*9/L', 0.2, 0.1],
  ['2951-2', 'Sodium', 'mmol/L', 139, 3],
  ['2823-3', 'Potassium', 'mmol/L', 4.4, 0.4],
  ['14682-9', 'Creatinine', 'umol/L', 80, 20],
  ['22664-7', 'Urea', 'mmol/L', 5.5, 1.5],
  ['62238-1', 'Estimated glomerular filtration rate', 'mL/min/{1.73_m2}', 82, 15],
  ['1742-6', 'Alanine aminotransferase', 'U/L', 25, 10],
  ['6768-6', 'Alkaline phosphatase', 'U/L', 75, 20],
  ['14631-6', 'Bilirubin', 'umol/L', 10, 4],
  ['1751-7', 'Albumin', 'g/L', 42, 4],
  ['59261-8', 'Hemoglobin A1c', 'mmol/mol', 42, 8],
  ['14647-2', 'Cholesterol', 'mmol/L', 5, 1],
  ['14646-4', 'HDL cholesterol', 'mmol/L', 1.4, 0.4],
  ['3016-3', 'Thyrotropin', 'm[IU]/L', 2, 1],
];
const systolic: Measure = ['8480-6', 'Systolic blood pressure', 'mm[Hg]', 134, 15];
const diastolic: Measure = ['8462-4', 'Diastolic blood pressure', 'mm[Hg]', 80, 9];
const weight: Measure = ['29463-7', 'Body weight', 'kg', 76, 14];

/** Blood pressures and weights of visits, and panels of blood tests: with them six rows of ten are Observations. */
export function rowsOfMeasurements(person: Person, contacts: readonly Contact[], random: Random): Observation[] {
  return contacts.flatMap((contact): Observation[] => {
    if (contact.way === 'entry' || contact.way === 'stay') return [];
    return [
      ...(random.chance(0.55) ? [bloodPressure(person, contact, random)] : []),
      ...(random.chance(0.25) ? [measured(weight, 'vital-signs', person, contact, random)] : []),
      ...(random.chance(0.2) ? panel.map((one) => measured(one, 'laboratory', person, contact, random)) : []),
    ];
  });
}

function measured(measure: Measure, category: string, person: Person, contact: Contact, random: Random): Observation {
  return { ...observation(category, person, contact, random), ...measuredAs(measure, random) };
}

function bloodPressure(person: Person, contact: Contact, random: Random): Observation {
  return {
    ...observation('vital-signs', person, contact, random),
    code: loinc('85354-9', 'Blood pressure panel'),
    component: [measuredAs(systolic, random), measuredAs(diastolic, random)],
  };
}

function observation(
  category: string,
  { reference }: Person,
  { id, day, minute, who }: Contact,
  random: Random,
): Omit<Observation, 'code'> {
  return {
    resourceType: 'Observation',
    id: newId(random),
    meta: metaOf(day),
    status: 'final',
    category: [hl7('observation-category', category)],
    subject: reference,
    encounter: { reference: `Encounter/${id}` },
    effectiveDateTime: instant(day, minute),
    ...(who !== undefined && { performer: [who.reference] }),
  };
}

function measuredAs([code, words, unit, middle, spread]: Measure, random: Random): ObservationComponent {
  const value = Number((middle + spread * (random.unit() + random.unit() + random.unit() - 1.5) * 2).toPrecision(3));
  return {
    code: loinc(code, words),
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}

function loinc(code: string, display: string): Observation['code'] {
  return { coding: [{ system: 'http://loinc.org', code, display }] };
}
