import { describe, expect, test } from '@jest/globals';
import { activityOf } from '#src/history/activity.ts';
import { profession } from '#src/history/employment.ts';
import { known } from '../../support/builders.ts';
import { day, read, visit } from '../map-record.ts';

const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
const sds = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName';
const practitioner = (id: string, difference: object = {}) => ({ resourceType: 'Practitioner', id, ...difference });
const role = (id: string, difference: object = {}) => ({
  resourceType: 'PractitionerRole',
  id,
  practitioner: { reference: 'Practitioner/1' },
  ...difference,
});
const clinicianOf = (key: string, ...resources: object[]) => read([visit('v'), ...resources]).clinicians.get(key);
const kindOf = (...code: object[]) => clinicianOf('Practitioner/1', role('r', { code }))?.roles?.[0]?.kind;

describe('a clinician', () => {
  test('who was not read is known by reference and display', () => {
    const [one] = read([
      visit('v', { participant: [{ individual: { reference: 'Practitioner/1', display: 'Dr Ada Wren' } }] }),
    ]).clinicians.values();
    expect(one).toEqual({
      key: 'Practitioner/1',
      references: ['Practitioner/1'],
      numbers: [],
      name: { text: 'Dr Ada Wren' },
      read: false,
      active: undefined,
      roles: undefined,
    });
  });

  test('is known by the numbers that nobody else holds', () => {
    const gmc = (value: string) => ({ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value });
    const local = { system: 'https://surgery.example.org/staff', value: '42' };
    const numbersOf = (...resources: object[]) => clinicianOf('Practitioner/1', ...resources)?.numbers;
    const one = practitioner('1', { identifier: [gmc('1234567'), local] });
    expect(numbersOf(one)).toEqual(['gmc|1234567', 'https://surgery.example.org/staff|42']);
    // Two people share the local number: then it tells nobody apart.
    const other = practitioner('2', { identifier: [gmc('7654321'), local] });
    expect(numbersOf(one, other)).toEqual(['gmc|1234567']);
  });

  test('has the name in use, not an old one', () => {
    const name = [
      { use: 'old', family: 'Ames' },
      { use: 'usual', prefix: ['Dr'], given: ['Ada', 'May'], family: 'Wren', period: { end: '2020' } },
      { use: 'official', prefix: ['Dr'], given: ['Ada', 'May'], family: 'Roy' },
    ];
    expect(clinicianOf('Practitioner/1', practitioner('1', { name }))?.name).toEqual({
      prefix: 'Dr',
      given: 'Ada May',
      family: 'Roy',
    });
    expect(clinicianOf('Practitioner/1', practitioner('1', { name: name.slice(0, 1) }))?.name).toBeUndefined();
  });

  test('joins two ids and their roles under one key', () => {
    const identifier = [{ system: gmc, value: '1234567' }];
    const two = clinicianOf(
      'Practitioner/1',
      practitioner('1', { identifier, active: false }),
      practitioner('2', { identifier, active: true }),
      role('b'),
      role('a', { practitioner: { reference: 'Practitioner/2' } }),
    );
    expect(two?.references).toEqual(['Practitioner/1', 'Practitioner/2', 'PractitionerRole/a', 'PractitionerRole/b']);
    expect(two?.roles?.map(({ reference }) => reference)).toEqual(['PractitionerRole/a', 'PractitionerRole/b']);
    expect([two?.active, two?.read]).toEqual([true, true]);
  });

  test('without a role that was read has roles unread, not none', () => {
    expect(clinicianOf('Practitioner/1', practitioner('1'))?.roles).toBeUndefined();
    expect(clinicianOf('Practitioner/1', practitioner('1'), role('r'))?.roles).toHaveLength(1);
  });
});

describe('what a role is', () => {
  const coded = (code: string, system = sds) => ({ coding: [{ system, code }] });
  test.each([
    ['R0260', 'gp'],
    ['R0270', 'gp'],
    ['R6300', 'gp'],
    ['R6200', 'trainee'],
    ['R0262', 'locum'],
    ['R0700', 'team'],
    ['R1290', 'team'],
    ['R1720', 'not-clinical'],
    ['R6050', 'not-clinical'],
    ['R5007', 'not-clinical'],
    ['R8000', 'unknown'],
    ['R8003', 'unknown'],
    ['R9999', 'unknown'],
  ])('SDS job role %s is %s, in each of its systems', (code, kind) => {
    for (const system of [
      sds,
      'https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1',
      'https://fhir.nhs.uk/CodeSystem/HL7v3-SDSJobRoleName',
    ])
      expect(kindOf(coded(code, system))).toBe(kind);
  });

  test.each([
    ['62247001', 'gp'],
    ['309327004', 'trainee'],
    ['224936003', 'locum'],
    ['159002008', 'team'],
    ['224608005', 'not-clinical'],
  ])('SNOMED CT %s is %s', (code, kind) => {
    expect(kindOf(coded(code, 'http://snomed.info/sct'))).toBe(kind);
  });

  test.each([
    ['General practitioner', 'gp'],
    ['GP', 'gp'],
    ['Locum GP', 'locum'],
    ['GP Registrar', 'trainee'],
    ['Practice nurse', 'team'],
    ['GP receptionist', 'not-clinical'],
    ['Clerk', 'not-clinical'],
    ['Prodigious GPS repairer', 'unknown'],
  ])('in words: %s is %s', (words, kind) => {
    expect(kindOf({ text: words })).toBe(kind);
    expect(kindOf({ coding: [{ code: 'x', display: words }] })).toBe(kind);
  });

  test('an access role is no evidence, whatever its words', () => {
    expect(kindOf({ coding: [{ system: sds, code: 'R8009', display: 'Receptionist Access Role' }] })).toBe('unknown');
  });

  test('a code wins over words', () => {
    expect(kindOf({ coding: [{ system: sds, code: 'R0260' }], text: 'Nurse lead and GP' })).toBe('gp');
  });

  test('without a code it is unknown', () => {
    expect(kindOf()).toBe('unknown');
  });
});

describe('when and where a role is held', () => {
  const held = (difference: object) => clinicianOf('Practitioner/1', role('r', difference))?.roles?.[0];
  test('its period, and whether it is in use', () => {
    expect(held({ period: { start: '2020-01-02', end: '2027-03-04' } })).toMatchObject({
      start: day('2020-01-02'),
      end: day('2027-03-04'),
      active: true,
    });
    expect(held({ active: false })?.active).toBe(false);
    expect(held({})).toMatchObject({ start: undefined, end: undefined, active: true });
  });

  test('an end known only to the month: over is over, without a day', () => {
    expect(held({ period: { end: '2026-07' } })).toMatchObject({ active: false, end: undefined });
    expect(held({ period: { end: '2026-09' } })).toMatchObject({ active: true, end: undefined });
  });

  test('absences, with open sides', () => {
    const notAvailable = [
      { description: 'leave', during: { start: '2026-08-01', end: '2026-12-01' } },
      { during: { start: '2027-01-01' } },
      { description: 'x' },
    ];
    expect(held({ notAvailable })?.away).toEqual([
      { from: day('2026-08-01'), to: day('2026-12-01') },
      { from: day('2027-01-01'), to: undefined },
    ]);
  });

  test('an absence known to the month begins with its last day', () => {
    const notAvailable = [{ during: { start: '2026-10' } }];
    expect(held({ notAvailable })?.away).toEqual([{ from: day('2026-10-31'), to: undefined }]);
  });
});

describe('a contained role', () => {
  const identifier = [{ system: gmc, value: '1234567' }];
  const snapshot = (difference: object) => ({
    participant: [{ individual: { reference: '#role' } }],
    contained: [
      { resourceType: 'Practitioner', id: 'dr', identifier },
      role('role', {
        practitioner: { reference: '#dr' },
        organization: { reference: 'Organization/h' },
        ...difference,
      }),
    ],
  });
  const practice = { resourceType: 'Patient', id: 'p', managingOrganization: { reference: 'Organization/h' } };
  const told = (difference: object, ...others: object[]) => {
    const seen = read([visit('v', snapshot(difference)), ...others], {}, { patient: practice as never });
    const clinician = seen.clinicians.get(seen.contacts[0]?.clinician ?? '');
    return { clinician, seenBy: seen.contacts[0]?.clinician, roles: seen.reading.roles };
  };

  test('names a person and says nothing of today: neither that someone works here nor that they have left', () => {
    for (const difference of [{}, { active: false, period: { end: '2025-01-01' } }]) {
      const { clinician, seenBy, roles } = told(difference);
      expect(seenBy).toContain('1234567');
      expect(clinician?.roles).toBeUndefined();
      expect(roles).toEqual({ known: true, value: { here: [] } });
    }
  });

  test('does not contradict the role that was read', () => {
    const own = practitioner('1', { identifier });
    const { clinician } = told({ active: false, period: { end: '2025-01-01' } }, own, role('r'));
    expect(clinician?.roles?.map(({ reference }) => reference)).toEqual(['PractitionerRole/r']);
  });

  test('tells as what they saw the person', () => {
    const nurse = { code: [{ coding: [{ system: sds, code: 'R0700' }] }] };
    expect(profession(told(nurse).clinician)).toBe('team');
    expect(profession(told({}).clinician)).toBe('gp');
  });
});

describe('who works here', () => {
  const home = { managingOrganization: { reference: 'Organization/h' } };
  const staffOf = (...resources: object[]) => read([...resources], {}, {}).reading.roles;
  test('everyone with a role here', () => {
    const { reading } = read(
      [visit('v'), role('r', { organization: { reference: 'Organization/h' } })],
      {},
      { patient: { resourceType: 'Patient', id: 'p', ...home } },
    );
    expect(reading.roles).toEqual({ known: true, value: { here: ['Practitioner/1'] } });
    const elsewhere = read(
      [role('r', { organization: { reference: 'Organization/x' } })],
      {},
      { patient: { resourceType: 'Patient', id: 'p', ...home } },
    );
    expect(elsewhere.reading.roles).toEqual({ known: true, value: { here: [] } });
  });

  test('is unread where no staff was read, or not all of it', () => {
    expect(staffOf()).toMatchObject({ known: true });
    expect(read([], {}, { staff: 'none' }).reading.roles).toEqual({ known: false, why: 'not-available' });
    expect(read([], {}, { unread: new Map([['roles', 'timeout']]) }).reading.roles).toEqual({
      known: false,
      why: 'timeout',
    });
  });
});

describe('latest activity', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      resourceType: 'Encounter',
      id: `a${i}`,
      period: { start: new Date(Date.UTC(2026, 7, 31) - i * 86_400_000).toISOString() },
    }));
  const activity = (complete: boolean, count: number, extra: object[] = []) => {
    const sources = {
      activity: new Map([['Practitioner/1', known({ complete, rows: [...rows(count), ...extra] })]]),
    };
    const part = read([visit('v')], {}, sources).reading.activity;
    return part.known ? activityOf('Practitioner/1', part.value) : undefined;
  };
  test('a whole read covers the year, one page of more from its oldest row on', () => {
    expect(activity(true, 3)).toEqual({
      days: ['2026-08-31', '2026-08-30', '2026-08-29'].map(day),
      since: day('2025-09-01'),
    });
    expect(activity(false, 200)?.since).toBe(day('2026-08-31') - 199);
    expect(activity(false, 20)?.since).toBe(day('2026-08-31') - 19);
    expect(activity(true, 0)).toEqual({ days: [], since: day('2025-09-01') });
  });

  test('cancelled visits, those to come and undated ones are none', () => {
    const none = [{ status: 'cancelled', period: { start: '2026-08-01' } }, { period: { start: '2027-01-01' } }, {}];
    expect(activity(true, 1, none)?.days).toEqual([day('2026-08-31')]);
  });
});
