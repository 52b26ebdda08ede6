import { type Chart, callOf, daysAgo, encounter, type Family, gp, home, type Json, times } from '../call.ts';

const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
const sds = 'https://fhir.nhs.uk/Id/sds-user-id';
const to = (reference: string) => ({ reference });
const practitioner = (i: number, more: Json = {}): Json => ({
  resourceType: 'Practitioner',
  id: `x${i}`,
  name: [{ family: `F${i}` }],
  ...more,
});
const role = (i: number, more: Json = {}): Json => ({
  resourceType: 'PractitionerRole',
  id: `r${i}`,
  practitioner: to(`Practitioner/x${i}`),
  organization: home,
  code: [{ text: 'General practitioner' }],
  ...more,
});
const seen = (n: number): NonNullable<Chart['prefetch']> => ({
  encounters: times(n, (i) => encounter(`e${i}`, i % 900, { participant: [{ individual: to(`Practitioner/x${i}`) }] })),
});
const organisation = (i: number, more: Json): Json => ({ resourceType: 'Organization', id: `o${i}`, ...more });
const left = (days: number) => ({ period: { start: '2001-01-01', end: daysAgo(days) } });

/** Very many clinicians, roles and organisations, joined or not. */
export const staff: readonly Family[] = [
  {
    name: 'practitioners in pairs of numbers',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) =>
          practitioner(i, {
            identifier: [
              { system: gmc, value: `${1_000_000 + (i >> 1)}` },
              { system: sds, value: `${1_000_000 + ((i + 1) >> 1)}` },
            ],
          }),
        ),
      }),
  },
  {
    name: 'practitioners of one number',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => practitioner(i, { identifier: [{ system: gmc, value: '1234567' }] })),
      }),
  },
  {
    name: 'practitioners of one local number',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) =>
          practitioner(i, {
            name: [{ family: 'F' }],
            identifier: [
              { system: 'local', value: '1' },
              { system: gmc, value: `${1_000_000 + (i % 2 ? 0 : i)}` },
            ],
          }),
        ),
      }),
  },
  {
    name: 'practitioners in a chain of local numbers',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => ({
          ...practitioner(i, {
            name: [{ family: 'F' }],
            identifier: [
              { system: 'local', value: String(1_000_000 + i) },
              { system: 'local', value: String(1_000_001 + i) },
            ],
          }),
          id: `x${9_000_000 - i}`,
        })),
      }),
  },
  {
    name: 'a number that is referred to by many, and held by many',
    call: (n) =>
      callOf({
        included: times(n, (i) => practitioner(i, { identifier: [{ system: gmc, value: '1234567' }] })),
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 900, {
              participant: [{ individual: { identifier: { system: gmc, value: '1234567' } } }],
            }),
          ),
        },
      }),
  },
  {
    name: 'identifiers of a practitioner',
    call: (n) =>
      callOf({
        included: [practitioner(0, { id: 'gp', identifier: times(n, (i) => ({ system: 'local', value: `${i}` })) })],
      }),
  },
  {
    name: 'names of a practitioner',
    call: (n) => callOf({ included: [practitioner(0, { id: 'gp', name: times(n, (i) => ({ family: `x${i}` })) })] }),
  },
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
