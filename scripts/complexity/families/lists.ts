import { callOf, daysAgo, encounter, type Family, gp, home, type Json, snomed, subject, times } from '../call.ts';

const text = (i: number) => ({ text: `pain ${i}` });
const to = (reference: string) => ({ reference });
const condition = (i: number, more: Json): Json => ({ resourceType: 'Condition', id: `c${i}`, subject, ...more });
const appointment = (i: number, more: Json): Json => ({
  resourceType: 'Appointment',
  id: `a${i}`,
  status: 'fulfilled',
  start: daysAgo(i % 1000),
  ...more,
});
const order = (more: Json): Json => ({
  resourceType: 'MedicationRequest',
  id: 'm',
  status: 'active',
  intent: 'order',
  subject,
  authoredOn: daysAgo(9),
  medicationCodeableConcept: { text: 'Sertraline' },
  ...more,
});
const referral = (more: Json): Json => ({
  resourceType: 'ServiceRequest',
  id: 's',
  status: 'active',
  intent: 'order',
  subject,
  authoredOn: daysAgo(9),
  category: [{ text: 'Referral' }],
  ...more,
});
const visit = (more: Json) => callOf({ prefetch: { encounters: [encounter('e', 5, more)] } });
const person = (patient: Json) => callOf({ patient });
const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);

/** One resource with very many of what may repeat in it, and what many others refer to with very many of that. */
export const lists: readonly Family[] = [
  {
    name: 'participants of an encounter',
    call: (n) =>
      visit({ participant: times(n, (i) => ({ individual: { ...to(`Practitioner/x${i}`), display: `Dr ${i}` } })) }),
  },
  {
    name: 'participations of a participant',
    call: (n) => visit({ participant: [{ type: times(n, (i) => ({ coding: [{ code: `x${i}` }] })), individual: gp }] }),
  },
  {
    name: 'contained, each referred to',
    call: (n) =>
      visit({
        contained: times(n, (i) => ({ resourceType: 'Practitioner', id: `k${i}` })),
        participant: times(n, (i) => ({ individual: to(`#k${i}`) })),
      }),
  },
  {
    name: 'contained in many encounters',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n / 500, (j) =>
            encounter(`e${j}`, j, {
              contained: times(500, (i) => ({ resourceType: 'Practitioner', id: `k${i}` })),
              participant: times(500, (i) => ({ individual: to(`#k${i}`) })),
            }),
          ),
        },
      }),
  },
  {
    name: 'contained roles at one contained organisation',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n / 900, (j) =>
            encounter(`e${j}`, j, {
              contained: [
                {
                  resourceType: 'Organization',
                  id: 'o',
                  identifier: times(900, (i) => ({ system: 'x', value: `${i}` })),
                },
                ...times(900, (i) => ({
                  resourceType: 'PractitionerRole',
                  id: `k${i}`,
                  practitioner: to(`Practitioner/x${i}`),
                  organization: to('#o'),
                })),
              ],
            }),
          ),
        },
      }),
  },
  {
    name: 'contained roles of one id',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n / 900, (j) =>
            encounter(`e${j}`, j, {
              contained: times(900, (i) => ({
                resourceType: 'PractitionerRole',
                id: 'r',
                practitioner: { identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: `${j}-${i}` } },
              })),
            }),
          ),
        },
      }),
  },
  {
    name: 'types, reasons and services of an encounter',
    call: (n) =>
      visit({
        type: times(n, text),
        reasonCode: times(n, (i) => ({ text: `ache ${i}` })),
        serviceType: times(n, (i) => ({ text: `care ${i}` })),
      }),
  },
  {
    name: 'types of many encounters',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n / 500, (j) =>
            encounter(`e${j}`, j, { type: times(500, (i) => ({ text: `pain ${j} ${i}` })) }),
          ),
        },
      }),
  },
  {
    name: 'diagnoses of an encounter',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: [
            encounter('e', 5, {
              basedOn: [to('ServiceRequest/s')],
              diagnosis: times(n, (i) => ({ condition: to(`Condition/c${i}`) })),
            }),
          ],
          serviceRequests: [referral({})],
          conditions: times(n, (i) => condition(i, { code: { text: 'Pain' } })),
        },
      }),
  },
  {
    name: 'places of an encounter',
    call: (n) => visit({ location: times(n, (i) => ({ location: to(`Location/x${i}`), physicalType: text(i) })) }),
  },
  {
    name: 'appointments that an encounter names',
    call: (n) =>
      callOf({
        context: { encounterId: 'e' },
        prefetch: {
          encounters: [encounter('e', 0, { appointment: times(n, (i) => to(`Appointment/x${i}`)) })],
          appointments: times(n, (i) => appointment(i, {})),
        },
      }),
  },
  {
    name: 'a place of many types, where many were seen',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, i % 80, { location: [{ location: to('Location/l') }] })),
        },
        included: [{ resourceType: 'Location', id: 'l', type: times(n, text) }],
      }),
  },
  {
    name: 'a role of many codes, whom many see',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: times(n, (i) => appointment(i, { participant: [{ actor: to('PractitionerRole/r') }] })),
        },
        included: [
          { resourceType: 'PractitionerRole', id: 'r', practitioner: gp, organization: home, code: times(n, text) },
        ],
      }),
  },
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
            order({ id: `m${i}`, medicationCodeableConcept: undefined, medicationReference: to('Medication/m') }),
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
    name: 'elements of a condition',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: [condition(0, { code: text(0), ...Object.fromEntries(times(n, (i) => [`x${i}`, 1])) })],
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
          medicationRequests: [order({ dosageInstruction: times(n, (i) => ({ text: `one ${i}`, route: text(i) })) })],
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
    call: (n) => callOf({ prefetch: { serviceRequests: [referral({ note: times(n, (i) => `pain ${i}`) })] } }),
  },
  {
    name: 'words of many referrals',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n / 50, (j) => referral({ id: `s${j}`, note: times(50, (i) => `pain ${j} ${i}`) })),
        },
      }),
  },
  {
    name: 'reasons of a referral',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: [referral({ reasonReference: times(n, (i) => to(`Condition/c${i}`)) })],
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
  {
    name: 'names of the person',
    call: (n) =>
      person({ name: times(n, (i) => ({ family: `x${i}`, given: ['a'], use: i % 2 ? 'usual' : 'official' })) }),
  },
  { name: 'given names', call: (n) => person({ name: [{ family: 'x', given: times(n, (i) => `a${i}`) }] }) },
  {
    name: 'practices of the person',
    call: (n) => person({ generalPractitioner: times(n, (i) => to(`Practitioner/x${i}`)) }),
  },
  {
    name: 'extensions of the person',
    call: (n) => person({ extension: times(n, () => ({ url: 'NHSCommunication', extension: [] })) }),
  },
  {
    name: 'identifiers of the person, and whose records they are',
    call: (n) =>
      callOf({
        patient: { identifier: times(n, (i) => ({ system: 'x', value: `${i}` })) },
        prefetch: {
          conditions: times(n, (i) => condition(i, { subject: to(`Patient?identifier=y|${i}`), code: text(0) })),
        },
      }),
  },
  { name: 'nesting', call: (n) => person({ extension: times(n, () => deep(50)) }) },
  { name: 'empty lists', call: (n) => person({ extension: times(n, () => []) }) },
  { name: 'security labels', call: (n) => person({ meta: { security: times(n, (i) => ({ code: `x${i}` })) } }) },
];
