import { expect, test } from '@jest/globals';
import { createRecordMapper } from '#src/fhir/mappers/index.ts';
import type { CentileGroup, PracticeCentiles } from '#src/history/practice-centiles.ts';
import { at, codeSets, patient, sourcesOf } from '../map-record.ts';

const group: CentileGroup = { sex: 'female', ages: [40, 44], people: 312, p90: 9 };
const other: CentileGroup = { ...group, p90: 4 };
const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
const several: PracticeCentiles = {
  groups: [],
  byPractice: [
    { system: ods, value: 'A81001', groups: [other] },
    { system: ods, value: 'A81002', groups: [group] },
  ],
};

function centilesAt(
  managingOrganization: object | undefined,
  centiles: PracticeCentiles | undefined,
  ...more: object[]
) {
  const mapper = createRecordMapper(at, codeSets, undefined, centiles);
  const resources = [{ ...patient, managingOrganization }, ...more];
  return mapper.toReading(sourcesOf(resources)).opening.centiles;
}
const home = (value: string) => ({
  resourceType: 'Organization',
  id: 'home',
  identifier: [{ system: ods, value }],
});
const reference = { reference: 'Organization/home' };

test('those of the only practice are whoever’s home it is', () => {
  expect(centilesAt(undefined, { groups: [group], byPractice: [] })).toEqual([group]);
  expect(centilesAt(reference, undefined, home('A81002'))).toBeUndefined();
});

test('of several those of the home practice, by an identifier of its resource or of the reference', () => {
  expect(centilesAt(reference, several, home('a81002'))).toEqual([group]);
  expect(centilesAt({ identifier: { system: ods, value: 'A81002' }, type: 'Organization' }, several)).toEqual([group]);
  expect(centilesAt(reference, several, home('A81003'))).toBeUndefined();
  expect(centilesAt(reference, several)).toBeUndefined();
  expect(centilesAt(undefined, several)).toBeUndefined();
});
