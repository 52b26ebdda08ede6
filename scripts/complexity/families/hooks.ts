import { callOf, daysAgo, encounter, type Family, gp, type Json, subject, times } from '../call.ts';

const to = (reference: string) => ({ reference });
const bundled = (resources: readonly Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const often = (n: number) => ({
  encounters: times(n, (i) => encounter(`e${i}`, i % 900, { participant: [{ individual: gp }] })),
});
const proposed = (i: number, more: Json = {}): Json => ({
  resourceType: 'Appointment',
  id: `a${i}`,
  status: 'proposed',
  start: `${daysAgo(-20 - (i % 60))}T09:00:00Z`,
  participant: [{ actor: subject }, { actor: to(`Practitioner/x${i}`) }],
  ...more,
});
const symptoms = times(
  8,
  (i): Json => ({
    resourceType: 'Condition',
    id: `c${i}`,
    subject,
    code: { text: ['Back pain', 'Headache', 'Fatigue', 'Dizziness'][i % 4] },
    recordedDate: daysAgo(60 + 30 * i),
  }),
);
const draft = (i: number, more: Json = {}): Json => ({
  resourceType: 'ServiceRequest',
  id: `d${i}`,
  status: 'draft',
  intent: 'order',
  subject,
  authoredOn: daysAgo(0),
  category: [{ text: 'Referral' }],
  reasonCode: [{ text: 'Back pain' }],
  ...more,
});

/** Contents of the hook context. */
export const hooks: readonly Family[] = [
  {
    name: 'appointments to be booked, after many visits',
    call: (n) =>
      callOf({
        hook: 'appointment-book',
        context: { appointments: bundled(times(n, (i) => proposed(i))) },
        prefetch: often(n),
      }),
  },
  {
    name: 'participants of an appointment to be booked',
    call: (n) =>
      callOf({
        hook: 'appointment-book',
        context: {
          appointments: bundled([proposed(0, { participant: times(n, (i) => ({ actor: to(`Practitioner/x${i}`) })) })]),
        },
      }),
  },
  {
    name: 'referrals to be signed, after many others',
    call: (n) =>
      callOf({
        hook: 'order-sign',
        context: { draftOrders: bundled(times(n, (i) => draft(i))) },
        prefetch: {
          conditions: symptoms,
          serviceRequests: times(n, (i) =>
            draft(i, { id: `s${i}`, status: 'completed', authoredOn: daysAgo(200 + (i % 500)) }),
          ),
        },
      }),
  },
  {
    name: 'words of a referral to be signed',
    call: (n) =>
      callOf({
        hook: 'order-sign',
        context: { draftOrders: bundled([draft(0, { note: times(n, (i) => `pain ${i}`) })]) },
        prefetch: { conditions: symptoms },
      }),
  },
];
