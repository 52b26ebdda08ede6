import { describe, expect, test } from '@jest/globals';
import { codeSets, day, read, visit } from '../map-record.ts';

const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const personOf = (difference: object, ...resources: object[]) =>
  read(resources, {}, { patient: { resourceType: 'Patient', id: 'p', ...difference } }).person;
const condition = (id: string, difference: object) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p' },
  ...difference,
});
const status = (code: string) => ({ coding: [{ code }] });

describe('the person', () => {
  test('an empty Patient is someone alive, of whom nothing else is known', () => {
    expect(personOf({})).toEqual({
      reference: 'Patient/p',
      name: undefined,
      gender: 'other',
      born: undefined,
      bornBy: undefined,
      deceased: false,
      active: true,
      replaced: false,
      restricted: false,
      preferredLanguage: undefined,
      needsInterpreter: false,
      careHome: false,
      hospice: false,
      namedClinician: undefined,
      namedSince: undefined,
      registeredSince: undefined,
    });
  });

  test('birth by day, or the middle of a year', () => {
    expect(personOf({ birthDate: '1950-03-04' }).born).toBe(day('1950-03-04'));
    expect(personOf({ birthDate: '1950' })).toMatchObject({ born: day('1950-07-02'), bornBy: day('1950-12-31') });
    expect(personOf({ birthDate: '1950-02' }).bornBy).toBe(day('1950-02-28'));
  });

  test('dead by flag or by a date that has come', () => {
    expect(personOf({ deceasedBoolean: true }).deceased).toBe(true);
    expect(personOf({ deceasedBoolean: false }).deceased).toBe(false);
    expect(personOf({ deceasedDateTime: '2026-08' }).deceased).toBe(true);
    expect(personOf({ deceasedDateTime: '2026-10-01' }).deceased).toBe(false);
  });

  test.each(['2026', '2026-09', '2026-09-01', '2026-09-01T08:00:00+01:00'])('dead from the first day of %s', (when) => {
    expect(personOf({ deceasedDateTime: when }).deceased).toBe(true);
  });

  test.each(['2027', '2026-10', '2026-09-02'])('not yet dead where that is %s', (when) => {
    expect(personOf({ deceasedDateTime: when }).deceased).toBe(false);
  });

  test.each([
    ['2026-09', '2026-09-01'],
    ['2026-08-31T23:30:00Z', '2026-09-01'],
  ])('since when they have been dead, where that is %s', (when, since) => {
    expect(personOf({ deceasedDateTime: when }).deceasedFrom).toBe(day(since));
    expect(personOf({ deceasedBoolean: true }).deceasedFrom).toBeUndefined();
    expect(personOf({ deceasedDateTime: '2027' }).deceasedFrom).toBeUndefined();
  });

  test('dead where a death is recorded without a value, or with one that can’t be read', () => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];
    for (const dead of [
      { _deceasedDateTime: { extension } },
      { _deceasedBoolean: { extension } },
      { deceasedDateTime: 'in spring' },
      { deceasedDateTime: true },
      { deceasedBoolean: 'true' },
    ])
      expect([dead, personOf(dead).deceased]).toEqual([dead, true]);
    for (const alive of [{ deceasedBoolean: false, _deceasedBoolean: { extension } }, { deceasedBoolean: null }])
      expect([alive, personOf(alive).deceased]).toEqual([alive, false]);
  });

  test('the named clinician and practice, each since when', () => {
    const period = { start: '2019-04-01' };
    const practice = {
      identifier: {
        system: 'https://fhir.nhs.uk/Id/ods-organization-code',
        value: 'A81001',
        period: { start: '2015-01-02' },
      },
    };
    const named = personOf({
      generalPractitioner: [practice, { reference: 'Practitioner/7', identifier: { period } }],
    });
    expect(named).toMatchObject({
      namedClinician: 'Practitioner/7',
      namedSince: day('2019-04-01'),
      registeredSince: day('2015-01-02'),
    });
    expect(personOf({ generalPractitioner: [practice] }).namedClinician).toBeUndefined();
    expect(personOf({ generalPractitioner: [{ reference: 'PractitionerRole/7' }] }).namedClinician).toBeUndefined();
    const role = { resourceType: 'PractitionerRole', id: '7', practitioner: { reference: 'Practitioner/8' } };
    expect(personOf({ generalPractitioner: [{ reference: 'PractitionerRole/7' }] }, role).namedClinician).toBe(
      'Practitioner/8',
    );
  });

  test('restricted', () => {
    expect(personOf({ meta: { security: [{ code: 'V' }] } }).restricted).toBe(true);
  });

  test('in a care home or hospice by place, or by a condition', () => {
    const seenAt = (code: string, start = '2026-08-01', status = 'finished') =>
      personOf({}, visit('1', { period: { start }, status, location: [{ location: { reference: 'Location/l' } }] }), {
        resourceType: 'Location',
        id: 'l',
        type: [
          { coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EncounterLocationTypeEngland', code }] },
        ],
      });
    expect(seenAt('G02').careHome).toBe(true);
    expect(seenAt('C01').careHome).toBe(false);
    expect(seenAt('G02', '2024-08-01').careHome).toBe(false);
    expect(seenAt('F01').hospice).toBe(true);
    expect(seenAt('F01', '2026-05-01').hospice).toBe(false);
    expect(seenAt('F01', '2026-08-01', 'cancelled').hospice).toBe(false);
    expect(personOf({}, condition('1', { code: snomed('160734000') })).careHome).toBe(true);
    expect(personOf({}, condition('1', { code: snomed('300936002') })).hospice).toBe(true);
    expect(
      personOf({}, condition('1', { code: snomed('300936002'), clinicalStatus: status('resolved') })).hospice,
    ).toBe(false);
    // Being on a palliative register alone is not the last weeks of life.
    expect(personOf({}, condition('1', { code: snomed('103735009') })).hospice).toBe(false);
    expect(
      personOf({}, { resourceType: 'Observation', id: '1', valueCodeableConcept: snomed('394923006') }).careHome,
    ).toBe(true);
  });

  test.each([
    [[{ language: { coding: [{ code: 'nb' }] } }], 'nb'],
    [
      [{ language: { coding: [{ code: 'en' }] } }, { language: { coding: [{ code: 'nl-NL' }] }, preferred: true }],
      'nl-NL',
    ],
    [[{ language: { coding: [{ code: 'en' }] } }, { language: { coding: [{ code: 'cy' }] } }], undefined],
    [[{ language: { text: 'Polish' } }], undefined],
    [[{ language: { coding: [{ code: '<script>' }] } }], undefined],
    ['nb', undefined],
  ])('of %j the preferred language is %s', (communication, tag) => {
    expect(personOf({ communication }).preferredLanguage).toBe(tag);
  });

  test('the preferred language of UK Core’s NHSCommunication', () => {
    const parts = [
      { url: 'language', valueCodeableConcept: { coding: [{ code: 'cy' }] } },
      { url: 'preferred', valueBoolean: true },
    ];
    const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication';
    expect(personOf({ extension: [{ url, extension: parts }] }).preferredLanguage).toBe('cy');
  });

  test('needs an interpreter', () => {
    const needs = (...extension: unknown[]) => personOf({ extension }).needsInterpreter;
    const url = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';
    const communication = (base: string, valueBoolean: unknown) => ({
      url: `https://fhir.hl7.org.uk/${base}`,
      extension: [
        { url: 'language', valueCodeableConcept: { text: 'Polish' } },
        { url: 'interpreterRequired', valueBoolean },
      ],
    });
    const ukCore = 'StructureDefinition/Extension-UKCore-NHSCommunication';
    expect(needs({ url, valueBoolean: true })).toBe(true);
    expect(needs({ url, valueBoolean: false })).toBe(false);
    expect(needs(communication(ukCore, true))).toBe(true);
    expect(needs(communication('STU3/StructureDefinition/Extension-CareConnect-GPC-NHSCommunication-1', true))).toBe(
      true,
    );
    expect(needs(communication(ukCore, false))).toBe(false);
    expect(needs({ url, valueBoolean: 'true' }, null, 'x', { url: 5 }, { ...communication(ukCore, true), url })).toBe(
      false,
    );
  });

  test('a care home by an observation only once it is so', () => {
    const seen = (effectiveDateTime: string) =>
      personOf(
        {},
        { resourceType: 'Observation', id: '1', effectiveDateTime, code: { text: 'Lives in a nursing home' } },
      ).careHome;
    expect([seen('2026-08-31'), seen('2026-09-02')]).toEqual([true, false]);
  });

  test('unread without a Patient', () => {
    expect(read([], {}, { patient: undefined }).reading.person).toEqual({ known: false, why: 'not-available' });
  });
});

describe('conditions', () => {
  const conditionsOf = (...differences: object[]) => {
    const part = read(differences.map((difference, i) => condition(`${i}`, difference))).reading.conditions;
    return part.known ? part.value : [];
  };
  test('groups by SNOMED CT, ICD-10 category and ICPC-2', () => {
    const icd = (code: string, system = 'http://hl7.org/fhir/sid/icd-10') => ({ coding: [{ system, code }] });
    const groups = conditionsOf(
      { code: snomed('44054006') },
      { code: icd('E11.9') },
      { code: icd('E119', 'http://hl7.org/fhir/sid/icd-10-cm') },
      { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icpc-2', code: 'T90' }] } },
      { code: icd('C34.1') },
      { code: icd('C44.3') },
      { code: snomed('58214004') },
      { code: { text: 'Domestic abuse victim' } },
      { code: { text: 'Diabetes' } },
    ).map((one) => one.groups);
    expect(groups).toEqual([
      ['diabetes'],
      ['diabetes'],
      ['diabetes'],
      ['diabetes'],
      ['cancer', 'cancer-pathway'],
      ['cancer-pathway'],
      ['schizophrenia', 'serious-mental-illness', 'psychosis'],
      ['domestic-abuse', 'safeguarding'],
      ['diabetes'],
    ]);
  });

  test('entered in error, refuted and restricted ones never get here', () => {
    expect(
      conditionsOf(
        { verificationStatus: status('entered-in-error') },
        { verificationStatus: status('refuted') },
        { meta: { security: [{ code: 'R' }] } },
      ),
    ).toEqual([]);
    expect(conditionsOf({ verificationStatus: status('confirmed') })).toHaveLength(1);
  });

  test('active by clinical status, else by abatement', () => {
    const active = (difference: object) => conditionsOf(difference)[0]?.active;
    expect(
      ['active', 'relapse', 'recurrence', 'inactive', 'remission', 'resolved'].map((code) =>
        active({ clinicalStatus: status(code) }),
      ),
    ).toEqual([true, true, true, false, false, false]);
    expect([
      active({}),
      active({ abatementDateTime: '2020' }),
      active({ abatementDateTime: '2030' }),
      active({ abatementString: 'gone' }),
    ]).toEqual([true, false, true, false]);
  });

  test('recorded on a day', () => {
    expect(
      conditionsOf({ recordedDate: '2026-01-02T10:00:00Z' }, { recordedDate: '2026' }).map(({ recorded }) => recorded),
    ).toEqual([day('2026-01-02'), undefined]);
  });
});

describe('registration', () => {
  const episode = (id: string, difference: object = {}) => ({
    resourceType: 'EpisodeOfCare',
    id,
    status: 'active',
    patient: { reference: 'Patient/p' },
    period: { start: '2020-01-01' },
    ...difference,
  });
  const registrationOf = (...resources: object[]) => {
    const part = read(
      resources,
      {},
      { patient: { resourceType: 'Patient', id: 'p', managingOrganization: { reference: 'Organization/h' } } },
    ).reading.registration;
    return part.known ? part.value : undefined;
  };
  test('the one that began last here', () => {
    const here = { managingOrganization: { reference: 'Organization/h' } };
    const elsewhere = { managingOrganization: { reference: 'Organization/x' } };
    expect(
      registrationOf(
        episode('1', { status: 'finished', period: { start: '2010-01-01', end: '2019-01-01' }, ...here }),
        episode('2', here),
        episode('3', { period: { start: '2025-01-01' }, ...elsewhere }),
        episode('4', { period: { start: '2025-01-01' }, status: 'entered-in-error' }),
        episode('5', { period: { start: '2027-01-01' }, status: 'planned' }),
      )?.since,
    ).toBe(day('2020-01-01'));
    expect(registrationOf()).toEqual({ since: undefined, temporary: false, careManager: undefined });
  });

  test('a start known to the month or year counts from its last day so far', () => {
    const sinceOf = (start: string) => registrationOf(episode('1', { period: { start } }))?.since;
    expect([sinceOf('2020'), sinceOf('2020-02'), sinceOf('2026')]).toEqual(
      ['2020-12-31', '2020-02-29', '2026-09-01'].map(day),
    );
    expect([sinceOf('2027'), sinceOf('2026-10')]).toEqual([undefined, undefined]);
  });

  test('temporary by its type, and who manages the care', () => {
    expect(
      registrationOf(
        episode('1', { type: [{ text: 'Temporary resident' }], careManager: { reference: 'Practitioner/7' } }),
      ),
    ).toEqual({ since: day('2020-01-01'), temporary: true, careManager: 'Practitioner/7' });
    expect(registrationOf(episode('1', { type: [{ text: 'GMS' }] }))?.temporary).toBe(false);
    expect(
      registrationOf(episode('1', { status: 'finished', type: [{ text: 'Temporary resident' }] }))?.temporary,
    ).toBe(false);
  });
});

describe('teams and plans', () => {
  test('members and lead of an active team; who has left is none', () => {
    const member = (id: string, difference: object = {}) => ({
      member: { reference: `Practitioner/${id}` },
      ...difference,
    });
    const team = (id: string, difference: object) => ({
      resourceType: 'CareTeam',
      id,
      subject: { reference: 'Patient/p' },
      status: 'active',
      ...difference,
    });
    const part = read([
      team('1', {
        participant: [
          member('b', { role: [{ text: 'Lead' }] }),
          member('a'),
          member('c', { period: { end: '2020-01-01' } }),
          { member: { reference: 'Patient/p' } },
        ],
        period: { start: '2024-01-01' },
      }),
      team('2', { status: 'inactive' }),
    ]).reading.teams;
    expect(part).toEqual({
      known: true,
      value: [
        {
          reference: 'CareTeam/1',
          members: ['Practitioner/a', 'Practitioner/b'],
          lead: 'Practitioner/b',
          from: day('2024-01-01'),
          to: undefined,
        },
      ],
    });
  });

  test('what is open: requested tasks, active referrals, activities to come', () => {
    const own = { subject: { reference: 'Patient/p' } };
    const part = read([
      {
        resourceType: 'Task',
        id: '1',
        status: 'requested',
        for: { reference: 'Patient/p' },
        restriction: { period: { end: '2026-10-01' } },
      },
      { resourceType: 'Task', id: '2', status: 'completed', for: { reference: 'Patient/p' } },
      { resourceType: 'ServiceRequest', id: '1', status: 'active', ...own, occurrencePeriod: { start: '2026-11-01' } },
      { resourceType: 'ServiceRequest', id: '2', status: 'draft', ...own },
      {
        resourceType: 'CarePlan',
        id: '1',
        status: 'active',
        ...own,
        activity: [
          { detail: { status: 'scheduled', scheduledTiming: { event: ['2026-12-01'] } } },
          { detail: { status: 'not-started', scheduledString: 'soon' } },
          { detail: { status: 'completed' } },
          { reference: { reference: 'Task/1' } },
        ],
      },
      { resourceType: 'CarePlan', id: '2', status: 'revoked', ...own, activity: [{ detail: { status: 'scheduled' } }] },
    ]).reading.plans;
    expect(part.known && part.value.map(({ reference, kind, due }) => [reference, kind, due])).toEqual([
      ['CarePlan/1', 'activity', day('2026-12-01')],
      ['CarePlan/1', 'activity', undefined],
      ['ServiceRequest/1', 'referral', day('2026-11-01')],
      ['Task/1', 'task', day('2026-10-01')],
    ]);
  });

  test('a part whose sources did not come whole is unread', () => {
    const { reading } = read(
      [visit('1')],
      {},
      {
        unread: new Map([
          ['contacts', 'incomplete'],
          ['plans', 'refused'],
        ]),
      },
    );
    expect([reading.contacts, reading.plans, reading.teams.known]).toEqual([
      { known: false, why: 'incomplete' },
      { known: false, why: 'refused' },
      true,
    ]);
  });
});

test('words of a site are found as whole words, stems or whole texts', () => {
  expect(codeSets.has('not-a-visit', { text: 'OTHER' })).toBe(true);
  expect(codeSets.has('not-a-visit', { text: 'Other visit' })).toBe(false);
  expect(codeSets.has('series-vaccination', { text: 'Travel vaccines' })).toBe(true);
  expect(codeSets.has('series-injection', { text: 'B12 injection' })).toBe(true);
  expect(codeSets.has('series-injection', { text: 'B120' })).toBe(false);
});
