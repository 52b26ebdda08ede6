import { callOf, daysAgo, encounter, type Family, type Json, snomed, subject, times } from '../call.ts';
import { appointment, condition, referral, request, to } from '../resources.ts';

const text = (i: number): Json => ({ text: `pain ${i}` });

/** One entry of each other kind with very many of each repeating element. */
export const listsOfEntries: readonly Family[] = [
  {
    name: 'a condition of many codings, for which many came',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, i % 900, { reasonReference: [to('Condition/c0')] })),
          conditions: [condition(0, { code: { coding: times(n, (i) => ({ system: snomed, code: `${i}` })) } })],
        },
      }),
  },
  {
    name: 'a medicine of many codings, often asked for',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: times(n, (i) =>
            request(i, { medicationCodeableConcept: undefined, medicationReference: to('Medication/m') }),
          ),
        },
        included: [
          {
            resourceType: 'Medication',
            id: 'm',
            code: { coding: times(n, (i) => ({ system: snomed, code: `${i}` })) },
          },
        ],
      }),
  },
  {
    name: 'codings of a condition',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: [
            condition(0, {
              code: { coding: times(n, (i) => ({ system: snomed, code: `${i}`, display: `pain ${i}` })) },
            }),
          ],
        },
      }),
  },
  {
    name: 'long ICD-10 codes',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            condition(i, {
              code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: `E10.${'9'.repeat(240)}${i}` }] },
            }),
          ),
        },
      }),
  },
  {
    name: 'extensions of a condition',
    call: (n) =>
      callOf({
        prefetch: { conditions: [condition(0, { code: text(0), extension: times(n, (i) => ({ url: `x${i}` })) })] },
      }),
  },
  {
    name: 'conditions of many elements',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n / 500, (j) =>
            condition(j, { code: text(0), ...Object.fromEntries(times(500, (i) => [`x${i}`, 1])) }),
          ),
        },
      }),
  },
  {
    name: 'participants of an appointment',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: [
            appointment(0, { participant: times(n, (i) => ({ actor: to(`Practitioner/x${i}`), type: [text(i)] })) }),
          ],
        },
      }),
  },
  {
    name: 'dosages of an order',
    call: (n) =>
      callOf({
        prefetch: {
          medicationRequests: [
            request(0, { dosageInstruction: times(n, (i) => ({ text: `one ${i}`, route: text(i) })) }),
          ],
        },
      }),
  },
  {
    name: 'categories and payloads of a message',
    call: (n) =>
      callOf({
        prefetch: {
          communications: [
            {
              resourceType: 'Communication',
              id: 'k',
              status: 'completed',
              subject,
              sent: daysAgo(9),
              category: [{ text: 'Reminder' }, ...times(n, text)],
              payload: times(n, (i) => ({ contentString: `come ${i}` })),
            },
          ],
        },
      }),
  },
  {
    name: 'categories of many messages',
    call: (n) =>
      callOf({
        prefetch: {
          communications: times(n / 500, (j) => ({
            resourceType: 'Communication',
            id: `k${j}`,
            status: 'completed',
            subject,
            sent: daysAgo(9),
            category: [{ text: 'Reminder' }, ...times(500, (i) => ({ text: `x${i}` }))],
          })),
        },
      }),
  },
  {
    name: 'words of a referral',
    call: (n) =>
      callOf({
        prefetch: { serviceRequests: [referral(0, { status: 'active', note: times(n, (i) => `pain ${i}`) })] },
      }),
  },
  {
    name: 'words of many referrals',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n / 50, (j) =>
            referral(j, { status: 'active', note: times(50, (i) => `pain ${j} ${i}`) }),
          ),
        },
      }),
  },
  {
    name: 'reasons of a referral',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: [referral(0, { status: 'active', reasonReference: times(n, (i) => to(`Condition/c${i}`)) })],
          conditions: times(n, (i) => condition(i, { code: { text: 'Pain' } })),
        },
      }),
  },
  {
    name: 'members of a care team',
    call: (n) =>
      callOf({
        prefetch: {
          careTeams: [
            {
              resourceType: 'CareTeam',
              id: 't',
              status: 'active',
              subject,
              participant: times(n, (i) => ({ member: to(`Practitioner/x${i}`), role: [text(i)] })),
            },
          ],
        },
      }),
  },
  {
    name: 'activities of a care plan',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            {
              resourceType: 'CarePlan',
              id: 'p',
              status: 'active',
              intent: 'plan',
              subject,
              activity: times(n, (i) => ({ detail: { status: 'scheduled', scheduledString: daysAgo(i) } })),
            },
          ],
        },
      }),
  },
];
