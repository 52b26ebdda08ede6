import { injected, texts } from './odd-texts.ts';

const dates = [
  '2026',
  '2026-02',
  '1900-01-01',
  '2026-02-30',
  '2026-13-01',
  '0000-01-01',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999+14:00',
  '2100-01-01T00:00:00-12:00',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '2026-09-30T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '2026-09-30T09:00',
  '2026-09-30 09:00:00',
  '2026-09-30t09:00:00z',
  '2026-09-30T09:00:00.123456789Z',
  '2026-09-30T09:00:00+99:99',
  // Not there, and there twice, in Europe/London.
  '2026-03-29T01:30:00',
  '2026-10-25T01:30:00',
  '20260930',
  '30/09/2026',
  '2026-W40-3',
  '२०२६-०९-३०',
];

const references = [
  '#',
  '#self',
  'urn:uuid:',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  'urn:oid:1.2.3',
  'Practitioner/',
  '/Practitioner/dr-wren',
  'practitioner/dr-wren',
  'Practitioner/dr-wren/_history/',
  'Practitioner/dr-wren/_history/2',
  'Practitioner/dr-wren#x',
  'Practitioner/..',
  'Practitioner/../../metadata?x',
  'PractitionerRole/role-dr-wren',
  'https://elsewhere.example.org/fhir/Practitioner/dr-wren',
  'Practitioner?identifier=https://fhir.hl7.org.uk/Id/gmc-number|9990001',
  'Practitioner?identifier=|',
  `/${'a'.repeat(28)}!`,
  'Practitioner?identifier=%',
  'Practitioner?',
  'Patient/someone-else',
  'Encounter/1|2',
  'Organization/alder-lane',
  `Practitioner/${'a'.repeat(300)}`,
  `Practitioner/${injected}`,
];

const ids = [
  '',
  ' ',
  '.',
  '..',
  'a'.repeat(64),
  'a'.repeat(300),
  '#1',
  'a/b',
  'offered#1',
  '__proto__',
  'constructor',
  'toString',
  '0',
  'é',
  '\ud800',
  'urn:uuid:x',
  '~',
  injected,
];

const codes = [
  'active',
  'booked',
  'cancelled',
  'completed',
  'draft',
  'entered-in-error',
  'finished',
  'fulfilled',
  'in-progress',
  'noshow',
  'planned',
  'proposed',
  'unknown',
  'AMB',
  'EMER',
  'IMP',
  'VR',
  // Depression, headache, asthma, diabetes, a receptionist; a fluoxetine, a range, a class.
  '35489007',
  '25064002',
  '195967001',
  'E11.9',
  'R1730',
  'N06AB03',
  'E10-E14',
  'N06',
  '',
  '9'.repeat(400),
  'constructor',
];

const types = [
  'Patient',
  'Encounter',
  'Bundle',
  'OperationOutcome',
  'Parameters',
  'patient',
  'Practitioner(',
  '(',
  '[',
  '.*',
  '(a+)+$',
  'Encounter\n',
  '__proto__',
  'X'.repeat(100),
  injected,
  '',
];

const systems = [
  'http://snomed.info/sct',
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icpc-2',
  'http://www.whocc.no/atc',
  'urn:oid:2.16.840.1.113883.6.96',
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName',
  'https://fhir.hl7.org.uk/Id/gmc-number',
  'constructor',
];

const numbers = [0, -1, 0.1, 1e-7, 5e-324, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, 28, 56];

/** What any element may hold instead of what it should. */
export const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  [],
  {},
  [null],
  [[]],
  [[[{}]]],
  { '': '' },
  'Bundle',
  { resourceType: 'OperationOutcome', issue: [] },
  { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'incomplete' }] },
  { resourceType: 'Bundle', type: 'searchset', entry: injected },
  { resourceType: 'Bundle', type: 'searchset', entry: [null, 1, {}, { resource: null }] },
  { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: 'http://169.254.169.254/' }] },
  { resourceType: 'Patient', id: 'someone-else' },
  { resourceType: injected, id: injected },
  // It contains itself, as far as JSON can.
  [{ resourceType: 'PractitionerRole', id: 'self', practitioner: { reference: '#self' } }],
];

/** Keys that objects of JavaScript have of their own, and some that FHIR gives a meaning. */
export const oddKeys = [
  injected,
  '',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'toJSON',
  'length',
  '0',
  'resourceType',
  'contained',
  'extension',
];

/** Odd values of the same kind as the one under this key. */
export function oddAlternatives(key: string, value: unknown): readonly unknown[] {
  if (typeof value === 'number') return numbers;
  if (typeof value !== 'string') return oddValues;
  if (key === 'reference' || key === 'fullUrl' || key === 'userId') return references;
  if (key === 'id' || key.endsWith('Id')) return ids;
  if (key === 'system' || key === 'url') return systems;
  if (/^\d{4}/.test(value)) return dates;
  if (key === 'resourceType') return types;
  if (key === 'code' || key === 'status' || key === 'value') return codes;
  return texts;
}
