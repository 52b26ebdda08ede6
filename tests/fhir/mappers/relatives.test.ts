import { describe, expect, test } from '@jest/globals';
import { createRecordMapper } from '#src/fhir/mappers/index.ts';
import type { RelativeRows } from '#src/fhir/record/sources.ts';
import type { Relative } from '#src/history/history.ts';
import { home, isRestricted, nhsNumber, notified, relatedPerson, relativeRecord, to } from '../../support/family.ts';
import { at, codeSets, day, patient, read, sourcesOf } from '../map-record.ts';

type Json = { readonly [element: string]: unknown };
const rows = (patients: readonly Json[], roles: readonly Json[] = []): RelativeRows => ({
  patients,
  roles,
  children: new Map(),
});
const died = { deceasedDateTime: '2026-05-12' };

/** Relatives of a person whose wife has died, with what differs in her RelatedPerson, her record and the person's own. */
function relativesOf(
  wife: Json = relatedPerson('w', 'WIFE'),
  records: readonly Json[] = [relativeRecord('wife', 'w', died)],
  own: object = {},
  others: readonly object[] = [],
  roles: readonly Json[] = [],
): readonly Relative[] {
  const person = { ...patient, ...own };
  const sources = sourcesOf([person, wife, ...others], { relatives: rows(records, roles) });
  const { reading } = createRecordMapper(at, codeSets).toReading(sources);
  return reading.relatives.known ? reading.relatives.value : [];
}
const deaths = (...rest: Parameters<typeof relativesOf>) => relativesOf(...rest).flatMap((one) => one.died ?? []);

test('a relative who has died', () => {
  expect(relativesOf()).toEqual([
    { reference: 'RelatedPerson/w', relation: 'wife', died: day('2026-05-12'), diedExact: true },
  ]);
});

test('and one who lives', () => {
  expect(relativesOf(relatedPerson('w', 'WIFE'), [relativeRecord('wife', 'w')])).toEqual([
    { reference: 'RelatedPerson/w', relation: 'wife', died: undefined, diedExact: false },
  ]);
});

describe('the relation', () => {
  const relationOf = (relationship: unknown) => relativesOf(relatedPerson('w', '', { relationship }))[0]?.relation;
  const coded = (...codes: string[]) =>
    codes.map((code) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] }));
  test.each([
    [coded('SPS'), 'partner'],
    [coded('HUSB'), 'husband'],
    [coded('SPS', 'WIFE'), 'wife'],
    [coded('DOMPART'), 'partner'],
    [coded('SIGOTHR'), 'partner'],
    [coded('SON'), 'son'],
    [coded('NCHILD'), 'child'],
    [coded('SIB'), 'sibling'],
    [coded('BRO'), 'brother'],
    [coded('N', 'DAU'), 'daughter'],
    [coded('FMRSPS'), undefined],
    [coded('SPS', 'FMRSPS'), undefined],
    [coded('WIFE', 'SIS'), undefined],
    [coded('GRPRN'), undefined],
    [coded('FRND'), undefined],
    [undefined, undefined],
    [coded('HUSB')[0], 'husband'],
    [[{ text: ' Wife ' }], 'wife'],
    [[{ text: 'Spouse' }], 'partner'],
    [[{ text: 'My wife' }], undefined],
    [[{ text: 'Ex-wife' }], undefined],
    [[{ text: 'Next of kin' }], undefined],
    [[{ text: 'Sibling' }], undefined],
  ])('%j is %s', (relationship, relation) => {
    expect(relationOf(relationship)).toBe(relation);
  });
});

describe('is none', () => {
  test.each<[string, Parameters<typeof relativesOf>]>([
    ['where the RelatedPerson is inactive', [relatedPerson('w', 'WIFE', { active: false })]],
    ['where it is restricted', [relatedPerson('w', 'WIFE', isRestricted)]],
    ['where it ended before the death', [relatedPerson('w', 'WIFE', { period: { end: '2026-05-11' } })]],
    [
      'where the end is of a month in which she may still have lived',
      [relatedPerson('w', 'WIFE', { period: { end: '2026-05' } })],
    ],
    ['where the Patient does not name the RelatedPerson', [undefined, [relativeRecord('wife', 'another', died)]]],
    ['where the Patient is the person', [undefined, [relativeRecord('p', 'w', died)]]],
    [
      'where the Patient is the person’s under another id',
      [undefined, [relativeRecord('old', 'w', died)], { link: [{ type: 'seealso', other: to('Patient/old') }] }],
    ],
    [
      'where NHS numbers differ',
      [
        relatedPerson('w', 'WIFE', nhsNumber('9990000001')),
        [relativeRecord('wife', 'w', { ...died, ...nhsNumber('9990000002') })],
      ],
    ],
  ])('%s', (_, life) => {
    expect(deaths(...life)).toEqual([]);
  });

  test('but is one with the same NHS number, or one alone, and with an end on the day or later', () => {
    const number = nhsNumber('999 000 0001');
    const same = [relativeRecord('wife', 'w', { ...died, ...nhsNumber('9990000001') })];
    expect(deaths(relatedPerson('w', 'WIFE', number), same)).toHaveLength(1);
    expect(deaths(relatedPerson('w', 'WIFE'), same)).toHaveLength(1);
    expect(deaths(relatedPerson('w', 'WIFE', { period: { end: '2026-05-12' } }))).toHaveLength(1);
  });
});

describe('a death', () => {
  const recorded = (difference: object) => relativesOf(undefined, [relativeRecord('wife', 'w', difference)])[0];
  test.each([
    ['of a month is its last day', { deceasedDateTime: '2026-05' }, [day('2026-05-31'), false]],
    ['of a year is none', { deceasedDateTime: '2026' }, [undefined, false]],
    ['that is a mere yes is none', { deceasedBoolean: true }, [undefined, false]],
    ['that was formally notified is one', { ...died, ...notified('2') }, [day('2026-05-12'), true]],
    ['that was informally notified is none', { ...died, ...notified('1') }, [undefined, false]],
    ['of which the notice was removed is none', { ...died, ...notified('U') }, [undefined, false]],
    ['to come is hidden until then', { deceasedDateTime: '2027-01-01' }, [day('2027-01-01'), true]],
  ])('%s', (_, difference, expected) => {
    const found = recorded(difference);
    expect([found?.died, found?.diedExact]).toEqual(expected);
    expect(found?.doubtful).toBeUndefined();
  });

  test('in a restricted record is hidden', () => {
    expect(recorded({ ...died, ...isRestricted })).toMatchObject({ died: undefined, doubtful: true });
    expect(recorded(isRestricted)?.doubtful).toBeUndefined();
  });

  test('of which two records differ is doubtful, and one of which they agree is not', () => {
    const two = (difference: object) =>
      relativesOf(undefined, [relativeRecord('wife', 'w', died), relativeRecord('again', 'w', difference)])[0];
    expect(two({ deceasedDateTime: '2026-05-13' })).toMatchObject({ died: undefined, doubtful: true });
    expect(two({})).toMatchObject({ died: undefined, doubtful: true });
    expect(two(died)).toEqual({
      reference: 'RelatedPerson/w',
      relation: 'wife',
      died: day('2026-05-12'),
      diedExact: true,
    });
  });
});

describe('a parent', () => {
  const mother = (difference: object = {}) => relatedPerson('w', 'MTH', difference);
  const carer = {
    resourceType: 'Condition',
    id: 'carer',
    subject: to('Patient/p'),
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'Z63.6' }] },
  };
  const lives = (address: readonly object[], own: readonly object[] = home) =>
    deaths(mother({ address }), undefined, { address: own }).length === 1;

  test('counts at the same address, or for a carer', () => {
    expect(deaths(mother())).toEqual([]);
    expect(lives(home)).toBe(true);
    expect(deaths(mother(), undefined, {}, [carer])).toHaveLength(1);
  });

  test.each<[string, boolean, object]>([
    ['is spelled otherwise', true, { line: ['1, HIGH STREET.', 'York'], postalCode: 'yo11aa' }],
    ['has no postal code, and the city', false, { postalCode: undefined }],
    ['is another house', false, { line: ['2 High Street'] }],
    ['has another postal code', false, { postalCode: 'YO1 1AB' }],
    ['has no line', false, { line: undefined }],
    ['is a former one', false, { use: 'old' }],
    ['is for a time', false, { use: 'temp' }],
    ['is for bills', false, { use: 'billing' }],
    ['has ended', false, { period: { end: '2026-08-31' } }],
    ['ends today', true, { period: { end: '2026-09-01' } }],
  ])('lives at an address that %s: %s', (_, together, difference) => {
    expect(lives(home.map((one) => ({ ...one, ...difference })))).toBe(together);
  });

  test('without a postal code in both the city decides', () => {
    const bare = home.map(({ postalCode: _, ...one }) => one);
    expect(lives(bare, bare)).toBe(true);
    expect(
      lives(
        bare,
        bare.map((one) => ({ ...one, city: 'Leeds' })),
      ),
    ).toBe(false);
  });
});

describe('turned round, by what the person is in the record of the relative', () => {
  const own = { link: [{ type: 'seealso', other: to('RelatedPerson/x') }], address: home };
  const role = (code: string, difference: object = {}) =>
    relatedPerson('x', code, { patient: to('Patient/kin'), ...difference });
  const kin = { resourceType: 'Patient', id: 'kin', ...died };
  const found = (one: Json, person: object = own, others: readonly object[] = []) =>
    relativesOf(relatedPerson('none', 'FRND'), [kin], person, others, [one]);

  test.each([
    ['MTH', 'child'],
    ['FTH', 'child'],
    ['PRN', 'child'],
    ['WIFE', 'partner'],
    ['SIS', 'sibling'],
  ])('%s: a %s has died', (code, relation) => {
    expect(found(role(code))).toMatchObject([{ reference: 'RelatedPerson/x', relation, died: day('2026-05-12') }]);
  });

  test('a child’s parent counts for a carer alone: the address is the person’s own', () => {
    const carer = {
      resourceType: 'Observation',
      id: 'o',
      subject: to('Patient/p'),
      code: { coding: [{ system: 'http://snomed.info/sct', code: '224484003' }] },
    };
    expect(found(role('SON', { address: home }))).toEqual([]);
    expect(found(role('SON', { address: home }), own, [carer])).toMatchObject([{ relation: 'parent' }]);
  });

  test.each<[string, Json, object]>([
    ['the person does not name it', role('MTH'), {}],
    ['it is inactive', role('MTH', { active: false }), own],
    ['it is of the person', role('MTH', { patient: to('Patient/p') }), own],
    ['NHS numbers differ', role('MTH', nhsNumber('9990000001')), { ...own, ...nhsNumber('9990000002') }],
  ])('is none where %s', (_, one, person) => {
    expect(found(one, person)).toEqual([]);
  });
});

describe('whose records are read', () => {
  const asked = (person: object, ...others: object[]) =>
    createRecordMapper(at, codeSets).relativesToRead(sourcesOf([{ ...patient, ...person }, ...others]));

  test('those of relatives who count, children apart, and of what the person is to others', () => {
    const own = { link: [{ other: to('RelatedPerson/x') }, { other: to('Patient/old'), type: 'replaces' }] };
    const all = [
      relatedPerson('w', 'WIFE'),
      relatedPerson('k', 'SON'),
      relatedPerson('f', 'FRND'),
      relatedPerson('i', 'SIS', { active: false }),
    ];
    expect(asked(own, ...all)).toEqual({ relatives: ['w'], children: ['k'], roles: ['x'], tooMany: false });
  });

  test('nobody’s where they are too many for a family', () => {
    const all = Array.from({ length: 51 }, (_, i) => relatedPerson(`s${i}`, 'SON'));
    expect(asked({}, ...all)).toEqual({ relatives: [], children: [], roles: [], tooMany: true });
  });
});

test('nothing of the family is read without a server', () => {
  expect(read([relatedPerson('w', 'WIFE')]).reading.relatives).toEqual({ known: true, value: [] });
});
