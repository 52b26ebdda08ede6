import { describe, expect, test } from '@jest/globals';
import { named, patient, read, visit } from '../map-record.ts';

const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
const organisation = (id: string, difference: object = {}) => ({ resourceType: 'Organization', id, ...difference });
const at = (id: string) => ({ serviceProvider: { reference: `Organization/${id}` } });
const hereOf = (person: object, ...resources: object[]) =>
  read(resources, {}, { patient: { resourceType: 'Patient', id: 'p', ...person } }).contacts.map(({ here }) => here);
const managed = { managingOrganization: { reference: 'Organization/h' } };

describe('where here is', () => {
  test('the managing organisation; no recorded provider counts as here', () => {
    expect(hereOf(managed, visit('1', at('h')), visit('2', at('x')), visit('3'))).toEqual([true, false, true]);
  });

  test('its sites, their sites, and the organisation that it is part of, but not its sisters', () => {
    const tree = [
      organisation('h', { partOf: { reference: 'Organization/parent' } }),
      organisation('site', { partOf: { reference: 'Organization/h' } }),
      organisation('room', { partOf: { reference: 'Organization/site' } }),
      organisation('sister', { partOf: { reference: 'Organization/parent' } }),
      organisation('parent', { partOf: { reference: 'Organization/grand' } }),
    ];
    const visits = ['h', 'site', 'room', 'parent', 'sister', 'grand'].map((id, i) => visit(`${i}`, at(id)));
    expect(hereOf(managed, ...tree, ...visits)).toEqual([true, true, true, true, false, false]);
  });

  test('by ODS code as well as by reference', () => {
    const read = organisation('h', { identifier: [{ system: ods, value: 'A81001' }] });
    const coded = visit('1', { serviceProvider: { identifier: { system: ods, value: 'a81001' } } });
    expect(hereOf(managed, read, coded)).toEqual([true]);
    expect(hereOf(managed, organisation('h'), coded)).toEqual([false]);
    const listed = { generalPractitioner: [{ identifier: { system: ods, value: 'A81001' } }] };
    expect(hereOf(listed, read, visit('1', at('h')), visit('2', at('x')))).toEqual([true, false]);
  });

  test('a provider that is only named is elsewhere where the name is known to be another', () => {
    const called = organisation('h', { name: 'Mill Road Surgery' });
    const only = (display: string) => visit('1', { serviceProvider: { display } });
    expect(hereOf(managed, called, only('Mill road surgery'))).toEqual([true]);
    expect(hereOf(managed, called, only('St Elsewhere'))).toEqual([false]);
    expect(hereOf(managed, only('St Elsewhere'))).toEqual([true]);
  });

  test('else the listed practice, else that of the user, else that of most contacts in 36 months', () => {
    const listed = { generalPractitioner: [{ reference: 'Practitioner/1' }, { reference: 'Organization/h' }] };
    expect(hereOf(listed, visit('1', at('h')), visit('2', at('x')), visit('3', at('x')))).toEqual([true, false, false]);
    const role = {
      resourceType: 'PractitionerRole',
      id: 'r',
      practitioner: { reference: 'Practitioner/u' },
      organization: { reference: 'Organization/h' },
    };
    expect(hereOf({}, role, visit('1', at('h')), visit('2', at('x')), visit('3', at('x')))).toEqual([
      true,
      false,
      false,
    ]);
    expect(
      hereOf({}, { ...role, active: false }, visit('1', at('h')), visit('2', at('x')), visit('3', at('x'))),
    ).toEqual([false, true, true]);
    const old = { ...at('h'), period: { start: '2020-01-01' } };
    expect(hereOf({}, visit('1', old), visit('2', old), visit('3', at('x')))).toEqual([false, false, true]);
  });

  test('that of most contacts, whoever saw the person there', () => {
    const unseen = (id: string, participant: object[]) => visit(id, { ...at('h'), participant });
    const [nobody, role] = [unseen('1', []), unseen('2', [{ individual: { reference: 'PractitionerRole/x' } }])];
    expect(hereOf({}, nobody, role, visit('3', at('x')))).toEqual([true, true, false]);
  });

  test('where providers are only named, the name of most contacts', () => {
    const only = (id: string, display: string) => visit(id, { serviceProvider: { display } });
    const visits = [
      only('1', 'North Clinic'),
      only('2', 'Mill Lane'),
      only('3', 'South Clinic'),
      only('4', 'MILL LANE '),
    ];
    expect(hereOf({}, ...visits, visit('5', at('x')))).toEqual([false, true, false, true, false]);
    expect(named(visits).home).toBeUndefined();
    expect(hereOf({}, ...visits, ...['5', '6', '7'].map((id) => visit(id, at('x'))))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  test('a listing that has ended no longer counts', () => {
    const listed = (end: string) => ({
      generalPractitioner: [{ reference: 'Organization/h', identifier: { period: { end } } }],
    });
    expect(hereOf(listed('2027-01-01'), visit('1', at('h')), visit('2', at('x')), visit('3', at('x')))).toEqual([
      true,
      false,
      false,
    ]);
    expect(hereOf(listed('2020-01-01'), visit('1', at('h')), visit('2', at('x')), visit('3', at('x')))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('cancelled, emergency and future contacts do not say where home is', () => {
    const not = [
      visit('1', { ...at('x'), status: 'cancelled' }),
      visit('2', { ...at('x'), class: { code: 'EMER' } }),
      visit('3', { ...at('x'), period: { start: '2027-01-01' } }),
    ];
    expect(named([...not, visit('4', at('h'))]).home).toBe('Organization/h');
    expect(named([...not]).home).toBeUndefined();
  });
});

describe('what a second round should read', () => {
  test('the practitioners, roles, numbers, organisations and places that are named and were not read', () => {
    const found = named([
      visit('1', { ...at('o'), participant: [{ individual: { reference: 'Practitioner/1' } }] }),
      visit('2', {
        participant: [{ individual: { reference: 'PractitionerRole/r' } }],
        location: [{ location: { reference: 'Location/l' } }],
      }),
      visit('3', {
        participant: [
          { individual: { reference: 'Practitioner?identifier=https://fhir.nhs.uk/Id/gmc-number|7654321' } },
        ],
      }),
      visit('4', { participant: [{ individual: { reference: 'Practitioner/read' } }] }),
      visit('5', { participant: [{ individual: { reference: 'Practitioner/old' } }], period: { start: '2019-01-01' } }),
      visit('6', { participant: [{ individual: { reference: 'Practitioner/ward' } }], class: { code: 'IMP' } }),
      { resourceType: 'Practitioner', id: 'read' },
      {
        resourceType: 'CareTeam',
        id: 't',
        subject: { reference: 'Patient/p' },
        participant: [
          { member: { reference: 'Practitioner/team' } },
          { member: { reference: `Patient/${patient.id}` } },
        ],
      },
    ]);
    expect(found).toMatchObject({
      practitioners: ['Practitioner/1', 'Practitioner/team', 'Practitioner/ward'],
      practitionerRoles: ['PractitionerRole/r'],
      conditionalIdentifiers: ['https://fhir.hl7.org.uk/Id/gmc-number|7654321'],
      organizations: ['Organization/o'],
      locations: ['Location/l'],
      home: 'Organization/o',
    });
  });

  test('the three most-seen persons, as far as references tell', () => {
    const seen = (who: string, count: number, start = '2026-03-02') =>
      Array.from({ length: count }, (_, i) =>
        visit(`${who}${i}`.replace(/\W/g, '-'), {
          participant: [{ individual: { reference: who } }],
          period: { start },
        }),
      );
    const resources = [
      ...seen('Practitioner/a', 2),
      ...seen('Practitioner/b', 2, '2026-05-01'),
      ...seen('PractitionerRole/r', 3),
      ...seen('Practitioner/d', 1),
      ...seen('Practitioner/e', 9, '2020-01-01'),
    ];
    expect(named(resources).mostSeen).toEqual([['PractitionerRole/r'], ['Practitioner/b'], ['Practitioner/a']]);
    const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/d' } };
    expect(named([...resources, role]).mostSeen[0]).toEqual(['Practitioner/d', 'PractitionerRole/r']);
  });
});
