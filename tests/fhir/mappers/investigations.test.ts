import { expect, test } from '@jest/globals';
import { day, read } from '../map-record.ts';

const told = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
];
const range = (low: number | undefined, high: number | undefined) => [
  { ...(low !== undefined && { low: { value: low } }), ...(high !== undefined && { high: { value: high } }) },
];
const result = (difference: object): object => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  subject: { reference: 'Patient/p' },
  code: { text: 'Ferritin' },
  effectiveDateTime: '2026-03-02',
  ...difference,
});
const investigationsOf = (...resources: object[]) => {
  const part = read(resources).reading.investigations;
  return part.known ? part.value : undefined;
};

test.each([
  [{ interpretation: told('N') }, true],
  [{ interpretation: told('NEG') }, true],
  [{ interpretation: told('H') }, false],
  [{ interpretation: [...told('N'), ...told('L')] }, false],
  [{ interpretation: [{ text: 'Normal' }] }, true],
  [{ interpretation: { text: 'Abnormal' } }, false],
  [{ valueQuantity: { value: 50 }, referenceRange: range(15, 150) }, true],
  [{ valueQuantity: { value: 15 }, referenceRange: range(15, undefined) }, true],
  [{ valueQuantity: { value: 151 }, referenceRange: range(undefined, 150) }, false],
  [{ component: [{ interpretation: told('N') }, { interpretation: told('N') }] }, true],
  [{ component: [{ interpretation: told('N') }, { interpretation: told('A') }] }, false],
])('a result says whether it is normal: %j', (difference, normal) => {
  expect(investigationsOf(result(difference))).toEqual([
    { reference: 'Observation/o', day: day('2026-03-02'), normal },
  ]);
});

test.each([
  [{ interpretation: undefined }],
  [{ valueQuantity: { value: 50 } }],
  [{ valueQuantity: { value: 50 }, referenceRange: [...range(15, 150), ...range(30, 300)] }],
  [{ valueQuantity: { value: 50 }, referenceRange: [{ text: '15-150' }] }],
  [{ interpretation: told('N'), status: 'preliminary' }],
  [{ interpretation: told('N'), category: [{ coding: [{ code: 'vital-signs' }] }] }],
  [{ interpretation: told('N'), meta: { security: [{ code: 'R' }] } }],
])('or does not, and then it is none: %j', (difference) => {
  expect(investigationsOf(result(difference))).toEqual([]);
});
