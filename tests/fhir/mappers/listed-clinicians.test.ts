import { describe, expect, test } from '@jest/globals';
import { createRecordMapper, type ListedClinicians } from '#src/fhir/mappers/index.ts';
import { at, codeSets, patient, sourcesOf, visit } from '../map-record.ts';

const gmc = (value: string, system = 'https://fhir.hl7.org.uk/Id/gmc-number') => ({ system, value });
const practitioner = (id: string, identifier: object[], more: object = {}) => ({
  resourceType: 'Practitioner',
  id,
  identifier,
  ...more,
});

/** The clinician of a visit to Practitioner/1, where these lists are the site's. */
function clinicianOf(listed: Partial<ListedClinicians>, ...resources: object[]) {
  const mapper = createRecordMapper(at, codeSets, { optedIn: [], notNamed: [], ...listed });
  const { reading } = mapper.toReading(sourcesOf([patient, visit('v'), ...resources]));
  return reading.clinicians.known ? reading.clinicians.value.get('Practitioner/1') : undefined;
}

describe('clinicians whom the site lists', () => {
  const one = practitioner('1', [gmc('1234567')]);

  test('are found by a number of theirs', () => {
    expect(clinicianOf({ optedIn: [gmc('1234567')] }, one)).toMatchObject({ optedIn: true });
    expect(clinicianOf({ notNamed: [gmc('1234567')] }, one)).toMatchObject({ notNamed: true });
    const other = clinicianOf({ optedIn: [gmc('7654321')], notNamed: [gmc('7654321')] }, one);
    expect(other).not.toHaveProperty('optedIn');
    expect(other).not.toHaveProperty('notNamed');
  });

  test('are found in each spelling of the register, and by a number that another record of theirs has', () => {
    const emis = gmc('C1234567', 'https://fhir.nhs.uk/Id/gmc-reference-number');
    expect(clinicianOf({ optedIn: [emis] }, one)).toMatchObject({ optedIn: true });
    const local = { system: 'urn:staff', value: '42' };
    const two = practitioner('2', [gmc('1234567'), local]);
    expect(clinicianOf({ optedIn: [local] }, one, two)).toMatchObject({ optedIn: true });
    expect(clinicianOf({ optedIn: [local] }, one)).not.toHaveProperty('optedIn');
  });

  test('are not found by a number that several people hold, nor by a filler', () => {
    const local = { system: 'urn:staff', value: '42' };
    const mine = practitioner('1', [gmc('1234567'), local]);
    const theirs = practitioner('2', [gmc('7654321'), local]);
    expect(clinicianOf({ optedIn: [local] }, mine, theirs)).not.toHaveProperty('optedIn');
    expect(clinicianOf({ optedIn: [local] }, mine)).toMatchObject({ optedIn: true });
    const filler = practitioner('1', [gmc('0000000')]);
    expect(clinicianOf({ optedIn: [gmc('0000000')] }, filler)).not.toHaveProperty('optedIn');
  });

  test('are found where only a conditional reference names them', () => {
    const who = 'Practitioner?identifier=https://fhir.hl7.org.uk/Id/gmc-number|1234567';
    const mapper = createRecordMapper(at, codeSets, { optedIn: [gmc('1234567')], notNamed: [] });
    const seen = visit('v', { participant: [{ individual: { reference: who } }] });
    const { reading } = mapper.toReading(sourcesOf([patient, seen]));
    expect(reading.clinicians.known && reading.clinicians.value.get(who)).toMatchObject({ optedIn: true });
  });

  test('a record of R5 that says that they have died counts as listed', () => {
    expect(clinicianOf({}, { ...one, deceasedBoolean: true })).toMatchObject({ notNamed: true });
    expect(clinicianOf({}, { ...one, deceasedDateTime: '2026-01-02' })).toMatchObject({ notNamed: true });
    expect(clinicianOf({}, { ...one, deceasedBoolean: false })).not.toHaveProperty('notNamed');
  });
});
