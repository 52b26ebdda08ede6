import type { Chart, Json } from '../call.ts';
import { request, sertraline } from '../resources.ts';

export const textsOfMedicines: Readonly<Record<string, (texts: readonly string[]) => Chart>> = {
  'medicine text': (texts) => requests(texts, (text) => ({ medicationCodeableConcept: { text } })),
  'medicine display': (texts) =>
    requests(texts, (display) => ({ medicationCodeableConcept: { coding: [{ display }] } })),
  'medicine reference': (texts) => requests(texts, (display) => ({ medicationReference: { display } })),
  'dosage text': (texts) =>
    requests(texts, (text) => ({ ...sertraline, dosageInstruction: [{ text, route: { text } }] })),
  'prescription type': (texts) =>
    requests(texts, (text) => ({
      ...sertraline,
      courseOfTherapyType: { coding: [{ code: text }] },
      category: [{ text }],
    })),
  'supply unit': (texts) =>
    requests(texts, (unit) => ({
      ...sertraline,
      dosageInstruction: [
        { timing: { code: { coding: [{ code: 'BID' }] } }, doseAndRate: [{ doseQuantity: { value: 1, unit } }] },
      ],
      dispenseRequest: { quantity: { value: 28, unit }, expectedSupplyDuration: { value: 1, unit } },
    })),
};

function requests(texts: readonly string[], more: (text: string) => Json): Chart {
  return { prefetch: { medicationRequests: texts.map((text, i) => request(i, more(text))) } };
}
