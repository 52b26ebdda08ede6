import { callOf, daysAgo, type Family, snomed, times } from '../call.ts';
import { depressed, dispense, pain, request, sertraline } from '../resources.ts';

/** A number as letters: digits would start a strength. */
function letters(i: number): string {
  return [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** Many orders and dispenses, of one medicine or of many. */
export const medicines: readonly Family[] = [
  {
    name: 'requests and dispenses of one medicine',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) => request(i)),
          medicationDispenses: times(n, (i) => dispense(i)),
        },
      }),
  },
  {
    name: 'dispenses that name their request',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) => request(i)),
          medicationDispenses: times(n, (i) =>
            dispense(i, { ...sertraline, authorizingPrescription: [{ reference: `MedicationRequest/m${i}` }] }),
          ),
        },
      }),
  },
  {
    name: 'medicines, each another',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) =>
            request(i, { medicationCodeableConcept: { text: `drug${letters(i)} 5mg tablets` } }),
          ),
          medicationDispenses: times(n, (i) =>
            dispense(i, { medicationCodeableConcept: { text: `drug${letters(i)} 5mg tablets` } }),
          ),
        },
      }),
  },
  {
    name: 'antidepressants on repeat, each another',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) =>
            request(i, {
              medicationCodeableConcept: { text: `sertraline ${letters(i)}` },
              dispenseRequest: { numberOfRepeatsAllowed: 5 },
            }),
          ),
          medicationDispenses: times(4 * n, (i) =>
            dispense(i, {
              medicationCodeableConcept: { text: `sertraline ${letters(Math.floor(i / 4))}` },
              whenHandedOver: daysAgo(40 + 28 * (i % 4) + (i % 7)),
              daysSupply: { value: 28 },
            }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
  {
    name: 'medicines in a chain of shared codes',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) =>
            request(i, {
              medicationCodeableConcept: {
                coding: [
                  { system: snomed, code: String(9_999_999 - i) },
                  { system: snomed, code: String(9_999_998 - i) },
                ],
              },
            }),
          ),
        },
      }),
  },
  {
    name: 'medicines that were not read',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) => request(i, { medicationReference: { reference: `Medication/x${i}` } })),
        },
      }),
  },
];
