import { callOf, daysAgo, encounter, type Family, gp, home, times } from '../call.ts';
import { to } from '../resources.ts';
import { left, organisation, practitioner, role, seen } from './people.ts';

/** Very many roles and organisations. */
export const staff: readonly Family[] = [
  {
    name: 'roles of one practitioner, whom the person often saw',
    call: (n) =>
      callOf({
        prefetch: { encounters: times(n, (i) => encounter(`e${i}`, i % 900, { participant: [{ individual: gp }] })) },
        included: times(n, (i) => role(i, { practitioner: gp })),
      }),
  },
  {
    name: 'roles that were ended, each another clinician',
    call: (n) => callOf({ prefetch: seen(n), included: times(n, (i) => role(i, left(1 + (i % 360)))) }),
  },
  {
    name: 'roles that ended on one day',
    call: (n) => callOf({ prefetch: seen(n), included: times(n, (i) => role(i, left(30))) }),
  },
  {
    name: 'well-known clinicians who left',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(5 * n, (i) =>
            encounter(`e${i}`, 400 + ((i * 37) % 900), { participant: [{ individual: to(`Practitioner/x${i % n}`) }] }),
          ),
        },
        included: times(n, (i) => role(i, left(1 + (i % 360)))),
      }),
  },
  {
    name: 'trainees',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => role(i, { code: [{ text: 'GP registrar' }], ...left(-20) })),
      }),
  },
  {
    name: 'absences of a role',
    call: (n) =>
      callOf({
        included: [
          role(0, {
            practitioner: gp,
            notAvailable: times(n, (i) => ({ during: { start: daysAgo(i + 1), end: daysAgo(i) } })),
          }),
        ],
      }),
  },
  {
    name: 'codes of roles that end',
    call: (n) =>
      callOf({
        context: { userId: 'Practitioner/gp' },
        included: times(n / 100, (i) =>
          role(i, {
            practitioner: gp,
            ...left(i === 0 ? -20 : 20 + i),
            code: times(100, (j) => ({ coding: [{ system: 'x', code: `${i} ${j}` }] })),
          }),
        ),
      }),
  },
  {
    name: 'organisations in a chain, from below',
    call: (n) =>
      callOf({
        patient: { managingOrganization: to('Organization/o0') },
        included: times(n, (i) => organisation(n - 1 - i, { partOf: to(`Organization/o${n - 2 - i}`) })),
      }),
  },
  {
    name: 'organisations of one parent, with numbers',
    call: (n) =>
      callOf({
        included: times(n, (i) =>
          organisation(i, {
            partOf: home,
            identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: `Y${i}` }],
          }),
        ),
      }),
  },
  {
    name: 'identifiers of the home organisation',
    call: (n) =>
      callOf({
        included: [
          { resourceType: 'Organization', id: 'home', identifier: times(n, (i) => ({ system: 'x', value: `${i}` })) },
        ],
      }),
  },
  {
    name: 'references by urn',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 900, { participant: [{ individual: to(`urn:uuid:z${i}`) }] }),
          ),
        },
        included: times(n, (i) => practitioner(i, { id: `z${i}` })),
      }),
  },
];
