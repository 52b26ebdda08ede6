import { callOf, encounter, type Family, gp, home, type Json, times } from '../call.ts';
import { appointment, condition, referral, to } from '../resources.ts';

const text = (i: number): Json => ({ text: `pain ${i}` });
const visit = (more: Json) => callOf({ prefetch: { encounters: [encounter('e', 5, more)] } });

/**
 * One encounter or appointment with very many of each repeating element, and the same in what many of them refer to.
 */
export const listsOfVisits: readonly Family[] = [
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
                practitioner: {
                  identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: `${1_000_000 + 900 * j + i}` },
                },
              })),
            }),
          ),
        },
      }),
  },
  {
    name: 'visits within one another',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 900, { partOf: { reference: `Encounter/e${(i + 1) % n}` } }),
          ),
        },
      }),
  },
  {
    name: 'one visit in many versions',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => encounter('e', i % 900)) } }),
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
              basedOn: [to('ServiceRequest/s0')],
              diagnosis: times(n, (i) => ({ condition: to(`Condition/c${i}`) })),
            }),
          ],
          serviceRequests: [referral(0)],
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
];
