import { describe, expect, test } from '@jest/globals';
import { createRecordMapper } from '#src/fhir/mappers/index.ts';
import type { ChildRows } from '#src/fhir/record/sources.ts';
import type { DetectedVersion } from '#src/fhir/versions/index.ts';
import { r5 } from '#src/fhir/versions/r5.ts';
import type { ChildStay } from '#src/history/history.ts';
import { home, isRestricted, relatedPerson, relativeRecord } from '../../support/family.ts';
import { at, codeSets, day, patient, sourcesOf } from '../map-record.ts';

const kid = relatedPerson('k', 'DAU', { address: home });
const child = { birthDate: '2018-03-04', address: home };
const stay = (difference: object = {}) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  period: { start: '2026-08-20T09:00:00Z' },
  ...difference,
});
const flag = (difference: object = {}) => ({
  resourceType: 'Flag',
  status: 'active',
  code: { text: 'Child protection plan' },
  ...difference,
});

interface Family {
  readonly related?: object;
  readonly record?: object;
  readonly own?: object;
  readonly encounters?: ChildRows['encounters'];
  readonly flags?: ChildRows['flags'];
  readonly version?: DetectedVersion;
}

function familyOf({ related = kid, record = child, own = {}, encounters = [stay()], flags = [], version }: Family) {
  const patients = [relativeRecord('child', 'k', record)];
  const relatives = { patients, roles: [], children: new Map([['child', { encounters, flags }]]) };
  const sources = sourcesOf([{ ...patient, address: home, ...own }, related], { relatives, version });
  const mapper = createRecordMapper(at, codeSets);
  return { asked: mapper.childrenToAsk(sources, relatives), reading: mapper.toReading(sources).reading };
}
function staysOf(family: Family = {}): readonly ChildStay[] {
  const { childStays } = familyOf(family).reading;
  return childStays.known ? childStays.value : [];
}

test('a stay that goes on, by its days', () => {
  expect(staysOf()).toEqual([{ reference: 'RelatedPerson/k', from: day('2026-08-20'), to: undefined, daysOld: 3091 }]);
  expect(familyOf({}).asked).toEqual(['child']);
});

describe('nobody is asked for, and nothing found', () => {
  test.each<[string, Family]>([
    ['at other addresses', { record: { ...child, address: [{ ...home[0], line: ['2 High Street'] }] } }],
    ['without an address of the child', { record: { birthDate: '2018-03-04' } }],
    ['without one of the RelatedPerson', { related: relatedPerson('k', 'DAU') }],
    ['without one of the person', { own: { address: undefined } }],
    ['of a child who has died', { record: { ...child, deceasedBoolean: true } }],
    ['of a restricted child', { record: { ...child, ...isRestricted } }],
    ['at sixteen', { record: { ...child, birthDate: '2010-08-31' } }],
    ['where the child may be sixteen', { record: { ...child, birthDate: '2010' } }],
    ['of an unknown age', { record: { address: home } }],
    ['of a relation that ended', { related: { ...kid, period: { end: '2026-08-31' } } }],
    ['of a sister', { related: relatedPerson('k', 'SIS', { address: home }) }],
  ])('%s', (_, family) => {
    expect([familyOf(family).asked, staysOf(family)]).toEqual([[], []]);
  });

  test('but at fifteen', () => {
    expect(staysOf({ record: { ...child, birthDate: '2010-09-03' } })).toHaveLength(1);
  });
});

describe('no stay', () => {
  test.each<[string, Family]>([
    ['of a child with a safeguarding flag', { flags: [flag()] }],
    ['of one whose flag has ended', { flags: [flag({ status: 'inactive' })] }],
    ['that is restricted', { encounters: [stay(isRestricted)] }],
    ['that is an outpatient visit', { encounters: [stay({ class: { code: 'AMB' } })] }],
    ['without a class', { encounters: [stay({ class: undefined })] }],
    ['that is planned', { encounters: [stay({ status: 'planned' })] }],
    ['that was cancelled', { encounters: [stay({ status: 'cancelled' })] }],
    ['of an unknown status', { encounters: [stay({ status: 'unknown' })] }],
    ['that is finished without an end', { encounters: [stay({ status: 'finished' })] }],
    ['without a start', { encounters: [stay({ period: {} })] }],
  ])('%s', (_, family) => {
    expect(staysOf(family)).toEqual([]);
  });

  test('but with another flag, or one in error', () => {
    expect(
      staysOf({ flags: [flag({ code: { text: 'Allergy' } }), flag({ status: 'entered-in-error' })] }),
    ).toHaveLength(1);
  });
});

test('a finished one has an end, in R5 too', () => {
  const ended = { status: 'finished', period: { start: '2026-08-20', end: '2026-08-25' } };
  const expected = [{ reference: 'RelatedPerson/k', from: day('2026-08-20'), to: day('2026-08-25'), daysOld: 3091 }];
  expect(staysOf({ encounters: [stay(ended)] })).toEqual(expected);
  const inR5 = {
    resourceType: 'Encounter',
    status: 'completed',
    class: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'ACUTE' }] }],
    actualPeriod: ended.period,
  };
  expect(staysOf({ encounters: [inR5], version: r5 })).toEqual(expected);
});
