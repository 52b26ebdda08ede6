import type { ExampleCall } from './example.ts';

/** A searchset of these resources, as prefetch. */
export const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource })),
});

const sertraline = {
  medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'N06AB06' }], text: 'Sertraline' },
  subject: { reference: 'Patient/iris-bell' },
};
const course = 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy';
const repeat = {
  resourceType: 'MedicationRequest',
  id: 'repeat',
  status: 'active',
  intent: 'order',
  courseOfTherapyType: { coding: [{ system: course, code: 'continuous' }] },
  authoredOn: '2026-02-11',
  ...sertraline,
};
const supplies = ['02-11', '03-11', '04-08', '05-06', '06-03', '07-01', '07-29'].map((on) => ({
  resourceType: 'MedicationDispense',
  id: `supply-${on}`,
  status: 'completed',
  daysSupply: { value: 28 },
  whenHandedOver: `2026-${on}`,
  ...sertraline,
}));

/** The example of Mrs Bell, whose repeat ran out on 26 August 2026. */
export function withLateRepeat(call: ExampleCall): ExampleCall {
  const medicines = { medicationRequests: bundle(repeat), medicationDispenses: bundle(...supplies) };
  return { ...call, prefetch: { ...call.prefetch, ...medicines } };
}
