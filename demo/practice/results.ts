import type { Observation } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { choice } from './choice.ts';
import { longTermCare } from './long-term-care.ts';
import type { DemoPerson, ResultRow, TestName } from './person.ts';
import { parseDays, resolveDate } from './relative-day.ts';

interface Test {
  readonly code: string;
  readonly display: string;
  readonly text: string;
  readonly unit: string;
  readonly normal: readonly [low: number, high: number];
  /** Values that are usual where the test goes with a long-term illness. */
  readonly usual: readonly [low: number, high: number];
}

const tests: Readonly<Record<TestName, Test>> = {
  haemoglobin: {
    code: '718-7',
    display: 'Hemoglobin [Mass/volume] in Blood',
    text: 'Haemoglobin',
    unit: 'g/L',
    normal: [120, 165],
    usual: [125, 150],
  },
  TSH: {
    code: '3016-3',
    display: 'Thyrotropin [Units/volume] in Serum or Plasma',
    text: 'Thyroid stimulating hormone',
    unit: 'm[IU]/L',
    normal: [0.3, 4.2],
    usual: [1, 4],
  },
  HbA1c: {
    code: '59261-8',
    display: 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol',
    text: 'HbA1c',
    unit: 'mmol/mol',
    normal: [20, 41],
    usual: [49, 61],
  },
  creatinine: {
    code: '14682-9',
    display: 'Creatinine [Moles/volume] in Serum or Plasma',
    text: 'Creatinine',
    unit: 'umol/L',
    normal: [50, 110],
    usual: [66, 98],
  },
};

/** Results of the laboratory: those that a person's table names, and those that go with a long-term illness. */
export function results(person: DemoPerson, today: Day): Observation[] {
  const rows = [...(person.results ?? []), ...ofLongTermCare(person)];
  return rows.flatMap(([name, days], row) =>
    parseDays(days).map((when, index): Observation => {
      const { code, display, text, unit, normal, usual } = tests[name];
      const id = `${person.id}-result-${row + 1}-${index + 1}`;
      const quantity = (value: number) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit });
      return {
        resourceType: 'Observation',
        id,
        status: 'final',
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
        ],
        code: { coding: [{ system: 'http://loinc.org', code, display }], text },
        subject: { reference: `Patient/${person.id}` },
        effectiveDateTime: resolveDate(when, today, person.id),
        valueQuantity: quantity(usual[0] + choice(id, usual[1] - usual[0] + 1)),
        referenceRange: [{ low: quantity(normal[0]), high: quantity(normal[1]) }],
      };
    }),
  );
}

/** Blood is taken at visits to the nurse, else at every other visit. */
function ofLongTermCare({ conditions = [], visits }: DemoPerson): ResultRow[] {
  const names = conditions.flatMap(([, display]) => longTermCare[display]?.test ?? []);
  const withNurse = visits.filter(([who]) => who === 'nurse-dean').map(([, days]) => days);
  const others = visits.map(([, days]) => parseDays(days).filter((_, index) => index % 2 === 0));
  const days = withNurse.length > 0 ? withNurse.join(' ') : others.flat().join(' ');
  return [...new Set(names)].map((name) => [name, days]);
}
