import fc from 'fast-check';
import type { Target } from '../target.ts';
import { textsOf } from '../texts.ts';
import { detect, read } from './mapping.ts';

const medicineParts = [
  'Sertraline',
  'Lithium carbonate',
  'Salbutamol 100micrograms/dose inhaler CFC free',
  ' 50mg',
  ' 400 mg/5 mL',
  ' tablets',
  ' modified-release',
  ' m/r',
  ' hydrochloride',
  ' sodium',
  '24 HR ',
  '120 ACTUAT ',
  '1.1.1 ',
  ' [Lustral]',
  ' / ',
  ' + ',
  '[',
  ']',
  '(',
  ',',
  ' ',
  '\t',
  '\n',
  'ß',
  'İ',
  '0',
];

/** Names of medicines, which are taken apart into ingredient, salt, strength and form. */
export const medicineName: Target<readonly string[]> = {
  name: 'medicine-name',
  inputs: fc.array(textsOf(medicineParts), { minLength: 1, maxLength: 4 }),
  runs: 1000,
  reach: 0.6,
  start: async () => ({
    try: (names) => {
      const subject = { reference: 'Patient/p' };
      const concepts = names.map((text) => ({ text, coding: [{ display: text }] }));
      const common = {
        subject,
        status: 'completed',
        dosageInstruction: [{ text: names[0], route: { text: names[0] } }],
      };
      const record = read([
        { resourceType: 'Patient', id: 'p' },
        ...concepts.flatMap((medicationCodeableConcept, n) => [
          {
            resourceType: 'MedicationRequest',
            id: `r${n}`,
            ...common,
            intent: 'order',
            authoredOn: '2026-01-01',
            medicationCodeableConcept,
          },
          {
            resourceType: 'MedicationDispense',
            id: `d${n}`,
            ...common,
            whenHandedOver: '2026-01-02',
            medicationCodeableConcept,
          },
        ]),
      ]);
      detect(record);
      const { medicines } = record.reading;
      return medicines.known && medicines.value.length > 0;
    },
    stop: () => {},
  }),
};
