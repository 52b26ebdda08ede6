import { callOf, daysAgo, encounter, type Family, gp, type Json, snomed, subject, times } from '../call.ts';

const sertraline = { medicationCodeableConcept: { text: 'Sertraline 50mg tablets' } };
const request = (i: number, more: Json = sertraline): Json => ({
  resourceType: 'MedicationRequest',
  id: `m${i}`,
  status: 'active',
  intent: 'order',
  subject,
  authoredOn: daysAgo(i % 700),
  ...more,
});
const dispense = (i: number, more: Json = sertraline): Json => ({
  resourceType: 'MedicationDispense',
  id: `d${i}`,
  status: 'completed',
  subject,
  whenHandedOver: daysAgo(i % 700),
  ...more,
});
const condition = (i: number, more: Json): Json => ({ resourceType: 'Condition', id: `c${i}`, subject, ...more });
const pain = (i: number, more: Json = {}): Json =>
  condition(i, { code: { text: 'Pain' }, recordedDate: daysAgo(i % 3000), ...more });
const observation = (i: number, more: Json): Json => ({
  resourceType: 'Observation',
  id: `o${i}`,
  status: 'final',
  subject,
  effectiveDateTime: daysAgo(i % 3000),
  ...more,
});
const appointment = (i: number, more: Json): Json => ({
  resourceType: 'Appointment',
  id: `a${i}`,
  status: 'fulfilled',
  start: daysAgo(i % 1000),
  ...more,
});
const task = (i: number, more: Json): Json => ({
  resourceType: 'Task',
  id: `t${i}`,
  status: 'requested',
  intent: 'order',
  for: subject,
  authoredOn: daysAgo(i % 300),
  ...more,
});
const referral = (i: number, more: Json = {}): Json => ({
  resourceType: 'ServiceRequest',
  id: `s${i}`,
  status: 'completed',
  intent: 'order',
  subject,
  authoredOn: daysAgo(i % 700),
  category: [{ text: 'Referral' }],
  ...more,
});
const depressed = { text: 'Depression' };

/** Many resources of a kind, and many of two kinds that are looked up in each other. */
export const records: readonly Family[] = [
  {
    name: 'tiny encounters',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => encounter(`e${i}`, i % 3000)) } }),
  },
  {
    name: 'encounters of one day',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => encounter(`e${i}`, 5)) } }),
  },
  {
    name: 'encounters of one day, each with another clinician',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, { participant: [{ individual: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters, each with another clinician',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 3000, { participant: [{ individual: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters and attended appointments of one day',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, 5)),
          appointments: times(n, (i) =>
            appointment(i, { start: daysAgo(5), participant: [{ actor: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters that name one appointment of many clinicians',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, 5, { appointment: [{ reference: 'Appointment/a0' }] })),
          appointments: [
            appointment(0, { participant: times(n, (i) => ({ actor: { reference: `Practitioner/x${i}` } })) }),
          ],
        },
      }),
  },
  {
    name: 'long stays in hospital',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, { class: { code: 'IMP' }, period: { start: '0001-01-01', end: daysAgo(500) } }),
          ),
          appointments: times(20, (i) => appointment(i, { status: 'noshow', start: daysAgo(i) })),
        },
      }),
  },
  {
    name: 'short stays in hospital and relapses',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 100 + i * 9, {
              class: { code: 'IMP' },
              reasonCode: [depressed],
              period: { start: daysAgo(100 + i * 9), end: daysAgo(96 + i * 9) },
            }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
  {
    name: 'pregnancies and visits',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) => pain(i, { code: { text: 'Pregnancy' }, recordedDate: daysAgo(300 + i) })),
          encounters: times(n, (i) => encounter(`e${i}`, 300 + i)),
        },
      }),
  },
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
  {
    name: 'conditions of one code, each with another display',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            condition(i, { code: { coding: [{ system: snomed, code: '1', display: `d${i}` }] } }),
          ),
        },
      }),
  },
  {
    name: 'conditions, each of another text',
    call: (n) => callOf({ prefetch: { conditions: times(n, (i) => condition(i, { code: { text: `pain ${i}` } })) } }),
  },
  {
    name: 'relapses',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, { code: depressed, onsetDateTime: daysAgo(60 + i), abatementDateTime: daysAgo(59 + i) }),
          ),
        },
      }),
  },
  {
    name: 'relapses in one place',
    call: (n) =>
      callOf({
        hook: 'encounter-discharge',
        context: { encounterId: 'past-0' },
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, {
              code: depressed,
              onsetDateTime: daysAgo(i % 2 ? 30 : 900),
              clinicalStatus: { coding: [{ code: 'remission' }] },
            }),
          ),
        },
      }),
  },
  {
    name: 'symptoms in observations on many days',
    call: (n) =>
      callOf({ prefetch: { observations: times(n, (i) => observation(i, { code: { text: 'Back pain' } })) } }),
  },
  {
    name: 'symptoms and normal tests',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, {
              code: { text: ['Back pain', 'Headache', 'Fatigue', 'Dizziness'][i % 4] },
              recordedDate: daysAgo((i % 300) + 60),
              onsetDateTime: daysAgo((i % 300) + 60),
            }),
          ),
          observations: times(n, (i) =>
            observation(i, {
              effectiveDateTime: daysAgo(i),
              interpretation: [
                {
                  coding: [{ code: 'N', system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation' }],
                },
              ],
            }),
          ),
        },
      }),
  },
  {
    name: 'components of observations',
    call: (n) =>
      callOf({
        prefetch: {
          observations: times(n / 500, (i) =>
            observation(i, {
              component: times(500, () => ({
                code: { text: 'Body weight' },
                valueQuantity: { value: 80, unit: 'kg' },
              })),
            }),
          ),
        },
      }),
  },
  {
    name: 'weights',
    call: (n) =>
      callOf({
        prefetch: {
          observations: times(n, (i) =>
            observation(i, { code: { text: 'Body weight' }, valueQuantity: { value: 80, unit: 'kg' } }),
          ),
          conditions: times(10, (i) =>
            pain(i, {
              code: { text: 'Heart failure' },
              clinicalStatus: { coding: [{ code: 'relapse' }] },
              onsetDateTime: daysAgo(100 + 300 * i),
            }),
          ),
        },
      }),
  },
  {
    name: 'missed and kept appointments of one day',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: times(n, (i) =>
            appointment(i, { status: i % 2 ? 'noshow' : 'fulfilled', start: daysAgo(30), description: `x${i}` }),
          ),
        },
      }),
  },
  {
    name: 'missed appointments',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: times(n, (i) =>
            appointment(i, { status: 'noshow', start: daysAgo(i % 1000), description: `x${i}` }),
          ),
        },
      }),
  },
  {
    name: 'invitations of one kind each, and answers',
    call: (n) =>
      callOf({
        prefetch: {
          communications: times(n, (i) => ({
            resourceType: 'Communication',
            id: `k${i}`,
            status: 'completed',
            subject,
            sent: daysAgo(i % 300),
            category: [{ text: 'Reminder' }],
            reasonCode: [{ text: `kind ${i}` }],
          })),
          procedures: times(n, (i) => ({
            resourceType: 'Procedure',
            id: `p${i}`,
            status: 'completed',
            subject,
            performedDateTime: daysAgo(400),
            code: { text: `kind ${i}` },
          })),
        },
      }),
  },
  {
    name: 'invitations and visits',
    call: (n) =>
      callOf({
        prefetch: {
          tasks: times(n, (i) => task(i, { code: { text: 'Reminder' }, description: `kind ${i}` })),
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, { type: [{ text: `sort ${i}` }], reasonCode: i % 9 ? undefined : [depressed] }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
  {
    name: 'declined invitations',
    call: (n) =>
      callOf({
        prefetch: {
          tasks: times(n, (i) =>
            task(i, { status: i % 2 ? 'rejected' : 'requested', code: { text: 'Reminder' }, description: `kind ${i}` }),
          ),
        },
      }),
  },
  {
    name: 'referrals with results in encounters',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i)),
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, {
              basedOn: [{ reference: `ServiceRequest/s${i}` }],
              diagnosis: [{ condition: { reference: `Condition/c${i}` } }],
            }),
          ),
          conditions: times(n, (i) => pain(i, { encounter: { reference: `Encounter/e${i}` } })),
        },
      }),
  },
  {
    name: 'encounters of one referral',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: [referral(0)],
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, {
              basedOn: [{ reference: 'ServiceRequest/s0' }],
              diagnosis: [{ condition: { reference: 'Condition/c0' } }],
            }),
          ),
          conditions: [pain(0)],
        },
      }),
  },
  {
    name: 'one encounter of many referrals with many conditions',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i)),
          encounters: [encounter('e0', 5, { basedOn: times(n, (i) => ({ reference: `ServiceRequest/s${i}` })) })],
          conditions: times(n, (i) => pain(i, { encounter: { reference: 'Encounter/e0' } })),
        },
      }),
  },
  {
    name: 'reasons of referrals',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i, { reasonReference: [{ reference: `Condition/c${i}` }] })),
          conditions: times(n, (i) => pain(i)),
        },
      }),
  },
  {
    name: 'care teams',
    call: (n) =>
      callOf({
        prefetch: {
          careTeams: times(n, (i) => ({
            resourceType: 'CareTeam',
            id: `t${i}`,
            status: 'active',
            subject,
            participant: times(3, (j) => ({ member: { reference: `Practitioner/x${i}-${j}` } })),
          })),
        },
      }),
  },
  {
    name: 'episodes of care',
    call: (n) =>
      callOf({
        prefetch: {
          episodesOfCare: times(n, (i) => ({
            resourceType: 'EpisodeOfCare',
            id: `e${i}`,
            status: 'active',
            patient: subject,
            period: { start: daysAgo(i) },
            careManager: gp,
          })),
        },
      }),
  },
  {
    name: 'flags',
    call: (n) =>
      callOf({
        prefetch: {
          flags: times(n, (i) => ({
            resourceType: 'Flag',
            id: `f${i}`,
            status: 'active',
            subject,
            code: { text: `flag ${i}` },
          })),
        },
      }),
  },
  {
    name: 'empty resources',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => ({ resourceType: 'Encounter', id: `e${i}` })) } }),
  },
  {
    name: 'early dates',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, {
              period: {
                start: `${String(1 + (i % 1900)).padStart(4, '0')}-01-01T10:${String(i % 60).padStart(2, '0')}:00`,
              },
            }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
];

/** A word of letters for a number: digits would begin a strength. */
function letters(i: number): string {
  return [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}
