import { describe, expect, test } from '@jest/globals';
import { contactOf, read, visit } from '../map-record.ts';

const ukRegister = (name: string) => `https://fhir.hl7.org.uk/Id/${name}-number`;
const npi = 'http://hl7.org/fhir/sid/us-npi';
const numbered = (id: string, system: string, value: string, difference: object = {}) => ({
  resourceType: 'Practitioner',
  id,
  identifier: [{ system, value }],
  ...difference,
});
const seenBy = (...ids: string[]) =>
  ids.map((id) => visit(id, { participant: [{ individual: { reference: `Practitioner/${id}` } }] }));

describe('a number that identifies nobody', () => {
  const persons = (system: string, value: string) => {
    const two = [numbered('1', system, value), numbered('2', system, value)];
    return new Set(read([...seenBy('1', '2'), ...two]).contacts.map(({ clinician }) => clinician)).size;
  };

  test.each([
    [ukRegister('gmc'), ['C9999998', '9999998', 'C9999999', 'G9999998', '0000000', 'UNKNOWN', 'N/A', '0', '12345']],
    [ukRegister('nmc'), ['N9999998', '1234567', 'unknown']],
    [ukRegister('gphc'), ['GP12345', 'none']],
    [ukRegister('hcpc'), ['12345', 'N/A']],
    ['https://fhir.nhs.uk/Id/sds-user-id', ['999999999999', '123', 'not known']],
    ['http://ns.electronichealth.net.au/id/hi/hpii/1.0', ['0', '800361', '0000000000000000']],
    [npi, ['9999999999', '0000000000', '1234567890', '0', 'UNKNOWN']],
    ['https://surgery.example.org/staff', ['unknown', 'N/A', '0', '99999', 'not applicable']],
  ])('in %s joins no two persons', (system, fillers) => {
    for (const value of fillers) expect([value, persons(system, value)]).toEqual([value, 2]);
  });

  test.each([
    [ukRegister('gmc'), ['7654321', 'C7654321']],
    [ukRegister('nmc'), ['12A3456E', '12a3456e']],
    [ukRegister('gphc'), ['2012345']],
    [ukRegister('hcpc'), ['PH12345']],
    ['https://fhir.nhs.uk/Id/sds-user-id', ['555079033108']],
    ['http://ns.electronichealth.net.au/id/hi/hpii/1.0', ['8003611566718882']],
    [npi, ['9000000001', '9999945809']],
    ['https://surgery.example.org/staff', ['7', 'lee']],
  ])('but a number of %s does', (system, numbers) => {
    for (const value of numbers) expect([value, persons(system, value)]).toEqual([value, 1]);
  });

  test('names nobody where a reference has nothing else', () => {
    const named = (value: string) => ({
      participant: [{ individual: { identifier: { system: ukRegister('gmc'), value } } }],
    });
    expect(contactOf(visit('1', named('C9999998'))).excluded).toBe('clinician-not-recorded');
    expect(contactOf(visit('1', named('C7654321'))).excluded).toBeUndefined();
    const conditional = (value: string) => ({
      participant: [{ individual: { reference: `Practitioner?identifier=${ukRegister('gmc')}|${value}` } }],
    });
    expect(contactOf(visit('1', conditional('C9999998'))).excluded).toBe('clinician-not-recorded');
  });

  test('nor one that more than two families share', () => {
    const byNumber = { participant: [{ individual: { identifier: { system: ukRegister('gmc'), value: '7654321' } } }] };
    const of = (...families: string[]) =>
      families.map((family) => numbered(family, ukRegister('gmc'), '7654321', { name: [{ family }] }));
    expect(contactOf(visit('1', byNumber), of('Ames', 'Roy')).clinician).toBe('Practitioner/Ames');
    expect(contactOf(visit('1', byNumber), of('Ames', 'Roy', 'Wren')).excluded).toBe('clinician-not-recorded');
    // Who is named by an id is somebody all the same.
    expect(read([...seenBy('Ames'), ...of('Ames', 'Roy', 'Wren')]).contacts[0]?.clinician).toBe('Practitioner/Ames');
  });

  test('nor is a default practice code anybody’s practice', () => {
    const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
    const hereOf = (value: string) => {
      const patient: object = {
        resourceType: 'Patient',
        id: 'p',
        generalPractitioner: [{ identifier: { system: ods, value } }],
      };
      const there = visit('1', { serviceProvider: { reference: 'Organization/h' } });
      return read([there], {}, { patient: patient as never }).contacts[0]?.here;
    };
    expect([hereOf('V81999'), hereOf('A81001')]).toEqual([true, false]);
  });
});

type HumanName = { text?: string; family?: string; given?: string[]; prefix?: string[] };
const displayOf = ({ text, family, given = [] }: HumanName) => text ?? [...given, family].join(' ');

describe('a name that means nobody in particular', () => {
  const seen = (name: object | undefined, display?: string) => {
    const individual = { reference: 'Practitioner/1', ...(display !== undefined && { display }) };
    const practitioner = { resourceType: 'Practitioner', id: '1', ...(name !== undefined && { name: [name] }) };
    return contactOf(visit('1', { participant: [{ individual }] }), name === undefined ? [] : [practitioner]).excluded;
  };

  test.each<[HumanName]>([
    [{ text: 'Unknown Provider' }],
    [{ family: 'UNKNOWN', given: ['UNKNOWN'] }],
    [{ text: 'System User' }],
    [{ family: 'Test' }],
    [{ family: 'Test', prefix: ['Dr'] }],
    [{ family: 'GP', given: ['Default'] }],
    [{ text: 'not known' }],
    [{ text: 'Doctor, Dummy' }],
    [{ text: 'Auto Test 2' }],
    [{ text: '-' }],
  ])('is nobody: %j', (name) => {
    expect(seen(name)).toBe('clinician-not-recorded');
    expect(seen(undefined, displayOf(name))).toBe('clinician-not-recorded');
  });

  test.each<[HumanName]>([
    [{ family: 'Test', given: ['Jane'] }],
    [{ family: 'Tester-Hall' }],
    [{ text: 'Dr Systema' }],
    [{ family: 'Nurse', given: ['Paul'] }],
    [{ family: 'Doctor', prefix: ['Dr'] }],
    [{ family: 'Tregarth', prefix: ['Dr'] }],
  ])('is somebody: %j', (name) => {
    expect(seen(name)).toBeUndefined();
    expect(seen(undefined, displayOf(name))).toBeUndefined();
  });

  test('the resource’s own name is surer than a display', () => {
    expect(seen({ family: 'Tregarth' }, 'System User')).toBeUndefined();
    expect(seen({ text: 'System User' }, 'Dr Tregarth')).toBe('clinician-not-recorded');
  });

  test('also where a number leads to it', () => {
    const individual = { identifier: { system: 'https://surgery.example.org/staff', value: '7' } };
    const named = (text: string) =>
      contactOf(visit('1', { participant: [{ individual }] }), [
        numbered('1', 'https://surgery.example.org/staff', '7', { name: [{ text }] }),
      ]).excluded;
    expect([named('System User'), named('Dr Wren')]).toEqual(['clinician-not-recorded', undefined]);
  });

  test('nobody in particular works here', () => {
    const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/1' } };
    const staff = (text: string) =>
      read([role, { resourceType: 'Practitioner', id: '1', name: [{ text }] }]).reading.roles;
    expect(staff('System User')).toEqual({ known: true, value: { here: [] } });
    expect(staff('Dr Wren')).toEqual({ known: true, value: { here: ['Practitioner/1'] } });
  });
});

describe('a role whose practitioner is given by identifier alone', () => {
  const role = (practitioner: object) => ({ resourceType: 'PractitionerRole', id: 'r', practitioner });
  const rolesOf = (practitioner: object) =>
    read([...seenBy('1'), numbered('1', npi, '9000000001'), role(practitioner)]).clinicians.get('Practitioner/1')
      ?.roles;

  test('is that of whoever has the number, with the same system', () => {
    expect(rolesOf({ identifier: { system: npi, value: '9000000001' }, display: 'Dr' })).toHaveLength(1);
    expect(rolesOf({ identifier: { system: 'urn:oid:2.16.840.1.113883.4.6', value: '9000000001' } })).toHaveLength(1);
    expect(rolesOf({ identifier: { system: npi, value: '9000000002' } })).toBeUndefined();
    expect(rolesOf({ identifier: { system: 'https://other.example', value: '9000000001' } })).toBeUndefined();
    expect(rolesOf({ identifier: { value: '9000000001' } })).toBeUndefined();
  });

  test('also by a conditional reference, relative or absolute', () => {
    for (const base of ['', 'https://ehr.example/fhir/'])
      expect(rolesOf({ reference: `${base}Practitioner?identifier=${npi}|9000000001` })).toHaveLength(1);
  });

  test('names who saw the person where the visit names the role', () => {
    const given = role({ identifier: { system: npi, value: '9000000001' } });
    const byRole = visit('1', { participant: [{ individual: { reference: 'PractitionerRole/r' } }] });
    expect(contactOf(byRole, [given, numbered('1', npi, '9000000001')]).clinician).toBe('Practitioner/1');
  });
});
