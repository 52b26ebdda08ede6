import { describe, expect, test } from '@jest/globals';
import { isResource, readBundle } from '#src/fhir/client/bundle.ts';

const searchset = (...entry: unknown[]) => ({ resourceType: 'Bundle', type: 'searchset', entry });
const idOf = (fullUrl: unknown) =>
  readBundle(searchset({ fullUrl, resource: { resourceType: 'Encounter' } }), ['Encounter'])?.resources[0]?.id;

describe('a resource type', () => {
  test.each(['Encounter', 'Ab', `A${'b'.repeat(63)}`])('can be %p', (resourceType) => {
    expect(isResource({ resourceType })).toBe(true);
  });

  test.each([
    'Encounter(',
    '(a+)+$',
    '.*',
    '__proto__',
    'constructor',
    'toString',
    'encounter',
    'A',
    `A${'b'.repeat(64)}`,
    'Encounter/x',
    'Encounter\n',
    'Énc',
    '',
    1,
    null,
  ])('can’t be %p', (resourceType) => {
    expect(isResource({ resourceType })).toBe(false);
    expect(readBundle(searchset({ fullUrl: '/x', resource: { resourceType } }), ['Encounter'])).toMatchObject({
      resources: [],
      faults: ['malformed'],
    });
  });
});

describe('the id of an entry without one', () => {
  test.each([
    ['https://ehr.example/fhir/Encounter/e1', 'e1'],
    ['https://ehr.example/fhir/Encounter/e1/_history/2', 'e1'],
    ['/Encounter/e1', 'e1'],
    ['urn:uuid:0d7e', '0d7e'],
    ['urn:oid:1.2.3', '1.2.3'],
  ])('is the one in its fullUrl: %s', (fullUrl, id) => {
    expect(idOf(fullUrl)).toBe(id);
  });

  test.each([
    'https://ehr.example/fhir/Encounter',
    'https://ehr.example/fhir/Encounter/',
    'https://ehr.example/fhir/Patient/p',
    'Encounter/e1',
    'https://ehr.example/Encounters/e1',
    7,
    undefined,
  ])('is missing where the fullUrl is %p', (fullUrl) => {
    expect(idOf(fullUrl)).toBeUndefined();
  });
});

test('no more entries are looked at than may be, and the others are counted', () => {
  const entries = Array.from({ length: 5 }, (_, n) => ({ resource: { resourceType: 'Encounter', id: `e${n}` } }));
  const page = readBundle(searchset(...entries), ['Encounter'], 3);
  expect(page).toMatchObject({ entries: 3, leftOut: 2, faults: [] });
  expect(page?.resources.map(({ id }) => id)).toEqual(['e0', 'e1', 'e2']);
});

describe('an OperationOutcome among the entries', () => {
  const readWith = (...issue: unknown[]) =>
    readBundle(searchset({ resource: { resourceType: 'OperationOutcome', issue }, search: { mode: 'outcome' } }), [
      'Encounter',
    ]);

  test.each<[string, ...object[]]>([
    ['a remark', { severity: 'information', code: 'informational' }],
    ['a warning', { severity: 'warning', code: 'processing' }],
    ['a success', { severity: 'success', code: 'success' }],
    ['an unknown code', { severity: 'warning', code: 'local-code' }],
    ['no code', { severity: 'information' }],
    ['several remarks', { severity: 'warning', code: 'not-found' }, { severity: 'information', code: 'processing' }],
  ])('that is %s changes nothing', (_, ...issue) => {
    expect(readWith(...issue)).toMatchObject({ results: 0, faults: [], resources: [] });
  });

  const codes =
    'incomplete too-costly throttled suppressed timeout transient exception lock-error no-store security forbidden';
  test.each<[string, ...unknown[]]>([
    ['an error', { severity: 'error', code: 'processing' }],
    ['fatal', { severity: 'fatal', code: 'informational' }],
    ['of no severity', { code: 'informational' }],
    ['without an issue'],
    ['no object', null],
    ['a remark and an error', { severity: 'information' }, { severity: 'error' }],
    ...codes.split(' ').map((code): [string, object] => [`a remark of ${code}`, { severity: 'information', code }]),
  ])('that is %s is a fault', (_, ...issue) => {
    expect(readWith(...issue)?.faults).toEqual(['operation-outcome']);
  });
});

test('matches and included resources count together, outcomes do not', () => {
  const entry = (resourceType: string, mode?: string) => ({
    resource: { resourceType, id: 'x' },
    ...(mode === undefined ? {} : { search: { mode } }),
  });
  const results = (...entries: object[]) => readBundle(searchset(...entries), ['Encounter'])?.results;
  expect(results(entry('Encounter', 'match'), entry('Practitioner', 'include'), entry('Encounter'))).toBe(3);
  expect(results(entry('Encounter', 'match'), entry('Patient', 'include'))).toBe(2);
  expect(results(entry('Encounter', 'match'), entry('Encounter', 'outcome'))).toBe(1);
});
