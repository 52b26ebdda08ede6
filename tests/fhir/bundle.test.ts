import { describe, expect, test } from '@jest/globals';
import { isResource, readBundle } from '#src/fhir/bundle.ts';

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
