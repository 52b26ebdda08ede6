import { describe, expect, test } from '@jest/globals';
import { contactOf, day, read, visit } from '../map-record.ts';

const by = (...participant: object[]) => visit('1', { participant });
const practitioner = {
  resourceType: 'Practitioner',
  id: '1',
  identifier: [
    { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: '1234567' },
    { system: 'http://local', value: '77' },
  ],
};
const role = {
  resourceType: 'PractitionerRole',
  id: 'r',
  practitioner: { reference: 'Practitioner/1' },
  identifier: [{ system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: 'rp1' }],
};
const type = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code }] },
];

describe('who saw the person: every kind of reference', () => {
  test.each([
    ['relative', { reference: 'Practitioner/1' }],
    ['absolute', { reference: 'https://ehr.example/fhir/Practitioner/1' }],
    ['of one version', { reference: 'Practitioner/1/_history/3' }],
    ['by urn', { reference: 'urn:uuid:1' }],
    ['through a role', { reference: 'PractitionerRole/r' }],
    ['by condition', { reference: 'Practitioner?identifier=https://fhir.nhs.uk/Id/gmc-reference-number|1234567' }],
    [
      'by condition, percent-encoded',
      { reference: 'Practitioner?identifier=https%3A%2F%2Ffhir.hl7.org.uk%2FId%2Fgmc-number%7C1234567' },
    ],
    ['by identifier alone', { identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: 'C1234567' } }],
    [
      'by identifier of the role',
      { identifier: { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: 'rp1' }, type: 'PractitionerRole' },
    ],
    ['by a local identifier that was read', { identifier: { system: 'http://local', value: '77' } }],
    ['contained, with a number', { reference: '#dr' }],
    ['contained under an id that begins with a hash', { reference: '#hash' }],
    ['a contained role of a contained practitioner', { reference: '#role' }],
  ])('%s', (_, individual) => {
    const contained = [
      { ...practitioner, id: 'dr' },
      { ...practitioner, id: '#hash' },
      { resourceType: 'PractitionerRole', id: '#role', practitioner: { reference: '#hash' } },
    ];
    const encounter = visit('1', { participant: [{ individual }], contained });
    expect(contactOf(encounter, [practitioner, role])).toMatchObject({
      clinician: 'Practitioner/1',
      excluded: undefined,
    });
  });

  test('a practitioner who was not read is a person all the same', () => {
    expect(contactOf(by({ individual: { reference: 'Practitioner/9' } })).clinician).toBe('Practitioner/9');
    expect(contactOf(by({ individual: { reference: 'urn:uuid:9' } })).clinician).toBe('urn:uuid:9');
    expect(
      contactOf(by({ individual: { reference: 'Practitioner?identifier=https://fhir.nhs.uk/Id/gmc-number|7654321' } }))
        .clinician,
    ).toBe('Practitioner?identifier=https://fhir.hl7.org.uk/Id/gmc-number|7654321');
  });

  test('a role that was not read, a display and nobody at all are none', () => {
    expect(contactOf(by({ individual: { reference: 'PractitionerRole/9' } }))).toMatchObject({
      clinician: undefined,
      excluded: 'clinician-unread',
    });
    expect(contactOf(by({ individual: { display: 'Dr Wren' } })).excluded).toBe('clinician-not-recorded');
    expect(contactOf(by()).excluded).toBe('clinician-not-recorded');
    expect(contactOf(by({ individual: { reference: '#gone' } })).excluded).toBe('clinician-not-recorded');
    expect(contactOf(by({ individual: { reference: 'RelatedPerson/1' } })).excluded).toBe('clinician-not-recorded');
  });

  test('a contained practitioner with only a name is none: each encounter would hold a new person', () => {
    const contained = [{ resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Wren' }] }];
    expect(contactOf(visit('1', { contained, participant: [{ individual: { reference: '#dr' } }] })).excluded).toBe(
      'clinician-not-recorded',
    );
  });

  test('the GMP number of a locum who borrowed it does not make two families one person', () => {
    const gmp = (family: string) => ({
      resourceType: 'Practitioner',
      id: 'dr',
      name: [{ family }],
      identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmp-number', value: 'G1234567' }],
    });
    const seen = (...families: string[]) => {
      const visits = families.map((family, i) =>
        visit(`${i}`, { contained: [gmp(family)], participant: [{ individual: { reference: '#dr' } }] }),
      );
      return new Set(read(visits).contacts.map(({ clinician }) => clinician)).size;
    };
    expect(seen('Ames', 'Roy')).toBe(2);
    expect(seen('Ames', 'Ames')).toBe(1);
  });
});

describe('who saw the person: kinds of participant', () => {
  const [one, two, three] = ['1', '2', '3'].map((id) => ({ individual: { reference: `Practitioner/${id}` } }));
  test('performer before attender or participant before untyped, in whatever order they stand', () => {
    expect(contactOf(by({ ...one }, { ...two, type: type('ATND') }, { ...three, type: type('PPRF') })).clinician).toBe(
      'Practitioner/3',
    );
    expect(contactOf(by({ ...one }, { ...two, type: type('PART') })).clinician).toBe('Practitioner/2');
    expect(contactOf(by({ ...one }, { ...two })).clinician).toBe('Practitioner/1');
  });

  const local = (text: string) => [{ coding: [{ system: 'urn:oid:1.2.3', code: 'X1' }], text }];
  test.each([
    ['a second performer', type('SPRF')],
    ['a consultant', type('CON')],
    ['an admitter', type('ADM')],
    ['a local type', local('General practitioner')],
    ['a type without a code', [{ text: 'Treating doctor' }]],
  ])('%s has, where nobody else did', (_, other) => {
    expect(contactOf(by({ ...one, type: other })).clinician).toBe('Practitioner/1');
    expect(contactOf(by({ ...one, type: other }, { ...two })).clinician).toBe('Practitioner/2');
    expect(contactOf(by({ ...one, type: other }, { ...two, type: type('ATND') })).clinician).toBe('Practitioner/2');
    expect(contactOf(by({ ...one, type: other }, { ...two, type: type('REC') })).clinician).toBe('Practitioner/1');
  });

  test.each([
    ...['REC', 'REF', 'DIS', 'ENT', 'TRANS', 'CALLBCK', 'ESC', 'INF'].map((code) => [code, type(code)] as const),
    [
      'of GP Connect',
      [{ coding: [{ system: 'https://fhir.nhs.uk/STU3/CodeSystem/GPConnect-ParticipantType-1', code: 'REC' }] }],
    ],
    ['without its list', [{ coding: [{ code: 'REC' }] }]],
    ['in words', [{ text: 'Recorder' }]],
    ['a display', [{ coding: [{ system: 'urn:oid:1.2.3', code: '7', display: 'Referring physician' }] }]],
    ['an interpreter', [{ coding: [{ system: 'http://hl7.org/fhir/participant-type', code: 'translator' }] }]],
  ])('%s has not seen the person', (_, other) => {
    expect(contactOf(by({ ...one, type: other })).excluded).toBe('clinician-not-recorded');
    expect(contactOf(by({ ...one, type: other }, { ...two, type: type('SPRF') })).clinician).toBe('Practitioner/2');
  });

  test('of several types the best tells', () => {
    expect(contactOf(by({ ...one, type: [...type('REC'), ...type('PPRF')] })).clinician).toBe('Practitioner/1');
    expect(contactOf(by({ ...one, type: [...type('REC'), ...local('Doctor')] })).clinician).toBe('Practitioner/1');
    const both = by({ ...one, type: type('ATND') }, { ...two, type: [...type('REC'), ...type('PPRF')] });
    expect(contactOf(both).clinician).toBe('Practitioner/2');
    // One type in two codings is one type.
    const translated = [{ coding: [...(type('REC')[0]?.coding ?? []), { system: 'urn:oid:1.2.3', code: 'R' }] }];
    expect(contactOf(by({ ...one, type: translated })).excluded).toBe('clinician-not-recorded');
  });

  test('of two performers the first who is a person', () => {
    expect(
      contactOf(by({ individual: { display: 'Dr X' }, type: type('PPRF') }, { ...two, type: type('PPRF') })).clinician,
    ).toBe('Practitioner/2');
  });
});

describe('what is against counting it', () => {
  test.each([
    ['finished', 'finished', undefined],
    ['in-progress', 'underway', undefined],
    ['arrived', 'underway', undefined],
    ['unknown', 'underway', undefined],
    ['of-some-later-version', 'underway', undefined],
    ['planned', 'underway', 'planned'],
    ['cancelled', 'underway', 'cancelled'],
    ['entered-in-error', 'underway', 'entered-in-error'],
  ])('status %s', (status, state, excluded) => {
    expect(contactOf(visit('1', { status }))).toMatchObject({ state, excluded });
  });

  test.each([
    ['AMB', 'practice', undefined],
    ['VR', 'remote', undefined],
    ['HH', 'home', undefined],
    ['FLD', 'field', undefined],
    ['EMER', 'emergency', 'not-ambulatory'],
    ['IMP', 'inpatient', 'not-ambulatory'],
    ['PRENC', 'other', 'not-ambulatory'],
  ])('class %s', (code, setting, excluded) => {
    expect(contactOf(visit('1', { class: { code } }))).toMatchObject({ setting, excluded });
    expect(contactOf(visit('1', { class: [{ coding: [{ code }] }] }))).toMatchObject({ setting, excluded });
  });

  const v2 = 'http://terminology.hl7.org/CodeSystem/v2-0004';
  const stu3 = 'http://hl7.org/fhir/encounter-class';
  test.each([
    ['v2', { system: v2, code: 'O' }, 'practice'],
    ['v2, recurring', { system: 'http://hl7.org/fhir/v2/0004', code: 'R' }, 'practice'],
    ['v2', { system: v2, code: 'E' }, 'emergency'],
    ['v2', { system: v2, code: 'I' }, 'inpatient'],
    ['v2 without its list', { code: 'I' }, 'inpatient'],
    ['v2 without its list', { code: 'e' }, 'emergency'],
    ['a letter of another list', { system: 'urn:local', code: 'I' }, 'unknown'],
    ['v2, pre-admission', { system: v2, code: 'P' }, 'other'],
    ['v2, an account', { system: v2, code: 'C' }, 'other'],
    ['v2, not applicable', { system: v2, code: 'N' }, 'unknown'],
    ['v2, unknown', { system: v2, code: 'U' }, 'unknown'],
    ['STU3', { system: 'http://hl7.org/fhir/v3/ActCode', code: 'AMB' }, 'practice'],
    ['STU3, in words', { system: stu3, code: 'outpatient' }, 'practice'],
    ['STU3, day care', { system: stu3, code: 'daytime' }, 'other'],
    ['STU3, none of them', { system: stu3, code: 'other' }, 'unknown'],
    ['a text', 'ambulatory', 'practice'],
    ['a text', 'home', 'home'],
    ['texts', ['virtual'], 'remote'],
    ['a display alone', { display: 'Office Visit' }, 'practice'],
    ['under another list', { system: 'http://terminology.hl7.org/CodeSystem/v3-DctCode', code: 'AMB' }, 'practice'],
    ['without a list', { code: 'emergency' }, 'emergency'],
    ['short stay', { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'SS' }, 'inpatient'],
    ['SNOMED CT', { system: 'http://snomed.info/sct', code: '185317003' }, 'remote'],
    ['R5, words', [{ text: 'Outpatient' }], 'practice'],
    [
      'R5, its second coding',
      [
        {
          coding: [
            { system: 'urn:oid:1.2', code: '13' },
            { system: v2, code: 'O' },
          ],
        },
      ],
      'practice',
    ],
    ['R5, an emergency among them', [{ coding: [{ code: 'AMB' }] }, { coding: [{ code: 'EMER' }] }], 'emergency'],
    ['a list of its own', { system: 'urn:oid:1.2.3', code: '13', display: 'Support' }, 'unknown'],
    ['a null flavour', { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK' }, 'unknown'],
    [
      'why there is none',
      { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' },
      'unknown',
    ],
    ['something else', 5, 'unknown'],
    ['nothing', [null, {}, ''], 'unknown'],
  ])('class of %s: %j', (_, given, setting) => {
    expect(contactOf(visit('1', { class: given })).setting).toBe(setting);
  });

  test('a class that no set knows is a missing one: then the type decides', () => {
    const unknown = { system: 'urn:oid:1.2.3', code: '13', display: 'Support' };
    const typed = (words: string) => contactOf(visit('1', { class: unknown, type: [{ text: words }] }));
    expect(contactOf(visit('1', { class: unknown })).excluded).toBeUndefined();
    expect(typed('Home visit')).toMatchObject({ setting: 'home', excluded: undefined });
    expect(typed('Emergency department')).toMatchObject({ setting: 'emergency', excluded: 'not-ambulatory' });
  });

  test('without a class the type decides (GP Connect)', () => {
    const typed = (words: string) => contactOf(visit('1', { class: undefined, type: [{ text: words }] }));
    for (const words of ['GP Surgery', 'Surgery Consultation', 'Clinic Note'])
      expect(typed(words).excluded).toBeUndefined();
    for (const words of [
      'Other',
      'Externally Entered',
      'Administration note',
      'Outbound Referral',
      'Hospital inpatient report',
      'Letter to patient',
      'E-mail',
    ])
      expect([words, typed(words).excluded]).toEqual([words, 'not-a-visit']);
    expect(typed('Telephone Consultation')).toMatchObject({ setting: 'remote', excluded: undefined });
    expect(typed('Residential home visit note')).toMatchObject({ setting: 'home', excluded: undefined });
    expect(typed('A&E attendance')).toMatchObject({ setting: 'emergency', excluded: 'not-ambulatory' });
  });

  const coded = (code: string, display: string) => ({ system: 'http://snomed.info/sct', code, display });
  const otherReport = coded('24591000000103', 'Other report');
  const typedAs = (...types: object[]) => contactOf(visit('1', { class: undefined, type: types }));
  test.each([
    ['a+e report', { text: 'A+E report', coding: [coded('24561000000109', 'A+E report')] }],
    ['a transfer', { coding: [coded('109341000000100', 'GP to GP communication transaction')] }],
    [
      'data without a consultation',
      { coding: [{ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.15', code: '196401000000100' }] },
    ],
    ...[
      'Mail to patient',
      'Mail from patient',
      'Pathology report',
      'Medication requested',
      'Results recording',
      'Scanned document',
      'Lab result',
      'Repeat Issue',
      'GP2GP record transfer',
      'Did not attend',
      'Medication review without patient',
      'Discharge summary',
      'Orders Only',
    ].map((text) => [text, { text }] as const),
    ['a report that is called surgery', { text: 'GP Surgery', coding: [coded('24561000000109', 'A+E report')] }],
    ['a code of a visit with the words of a note', { text: 'Administration note', coding: [coded('185317003', '')] }],
    ['nothing but a fallback code', { coding: [otherReport] }],
    ['a fallback code with a fallback word', { text: 'Other', coding: [otherReport] }],
  ])('is no visit: %s', (_, concept) => {
    expect(typedAs(concept).excluded).toBe('not-a-visit');
  });

  test.each([
    ['words beside a fallback code', { text: 'GP Surgery', coding: [otherReport] }],
    [
      'words beside a degraded code',
      { text: 'GP Surgery', coding: [coded('196411000000103', 'Transfer-degraded record entry')] },
    ],
    [
      'words beside a code that says other',
      { text: 'GP Surgery', coding: [{ system: 'urn:oid:1.2', code: '9', display: 'Other' }] },
    ],
    ['a code beside a fallback word', { text: 'Other', coding: [coded('11429006', 'Consultation')] }],
    ['a second coding beside a fallback code', { coding: [otherReport, coded('11429006', 'Consultation')] }],
    ['an unknown type alone', { text: 'Encounter type unknown' }],
    ['a talk about results', { text: 'Telephone call to discuss test results' }],
  ])('is a visit: %s', (_, concept) => {
    expect(typedAs(concept).excluded).toBeUndefined();
  });

  test('a type that says nothing is left out beside one that says something', () => {
    expect(typedAs({ coding: [otherReport] }, { text: 'GP Surgery' }).excluded).toBeUndefined();
    expect(typedAs({ text: 'Letter to patient' }, { text: 'GP Surgery' }).excluded).toBe('not-a-visit');
    expect(typedAs({ text: 'Other' }, { text: 'Home visit' })).toMatchObject({ setting: 'home', excluded: undefined });
  });

  test('letters and messages by code', () => {
    for (const code of ['185316007', '185318008', '308720009', '401271004', '445450000'])
      expect(contactOf(visit('1', { type: [{ coding: [{ system: 'http://snomed.info/sct', code }] }] })).excluded).toBe(
        'not-a-visit',
      );
  });

  test('a visit of a group, a restricted one, one without a day', () => {
    expect(contactOf(visit('1', { subject: { reference: 'Group/g' } })).excluded).toBe('group-visit');
    expect(contactOf(visit('1', { meta: { security: [{ code: 'R' }] } })).excluded).toBe('restricted');
    expect(contactOf(visit('1', { meta: { security: [{ code: 'N' }] } })).excluded).toBeUndefined();
    for (const period of [
      undefined,
      {},
      { start: '2026' },
      { start: '2026-03' },
      { start: '2026-02-30' },
      { start: 'soon' },
    ])
      expect(contactOf(visit('1', { period }))).toMatchObject({ day: undefined, excluded: 'undated' });
  });

  test('of several reasons the first is given', () => {
    const restricted = { meta: { security: [{ code: 'R' }] } };
    const all = {
      status: 'cancelled',
      class: { code: 'EMER' },
      period: undefined,
      participant: [],
    };
    expect(contactOf(visit('1', all)).excluded).toBe('cancelled');
    expect(contactOf(visit('1', { ...all, status: 'finished', ...restricted })).excluded).toBe('restricted');
    expect(contactOf(visit('1', { ...all, status: 'finished' })).excluded).toBe('undated');
    expect(read([visit('1', { ...all, ...restricted })]).contacts).toEqual([]);
  });

  test('a resource of another person never enters, nor one without an id', () => {
    const other = visit('2', { subject: { reference: 'Patient/q' } });
    const { contacts, tally } = read([visit('1'), other, { ...visit('x'), id: undefined }]);
    expect(contacts.map(({ reference }) => reference)).toEqual(['Encounter/1']);
    expect(Object.fromEntries(tally)).toEqual({ 'other-patient': 1, 'no-id': 1 });
    expect(
      read([visit('1'), visit('2', { subject: { reference: 'https://ehr.example/fhir/Patient/p' } })]).contacts,
    ).toHaveLength(2);
  });
});

describe('what else an encounter says', () => {
  test('that it was in custody, by the kind of place', () => {
    const at = (physicalType: object) =>
      contactOf(visit('1', { location: [{ location: { display: 'Wing 3' }, physicalType }] })).custody;
    const system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EncounterLocationTypeEngland';
    expect(at({ coding: [{ system, code: 'M01' }] })).toBe(true);
    expect(at({ text: 'Prison' })).toBe(true);
    expect(at({ coding: [{ system, code: 'F01' }] })).toBe(false);
  });

  const coded = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
  test('its local day and instant', () => {
    expect(contactOf(visit('1', { period: { start: '2026-06-30T23:30:00Z' } })).day).toBe(day('2026-07-01'));
    expect(contactOf(visit('1', { period: { start: '2026-06-30' } }))).toMatchObject({
      day: day('2026-06-30'),
      startedAt: undefined,
    });
    expect(contactOf(visit('1', { period: { start: '2026-06-30T23:30:00+02:00' } })).startedAt).toBe(
      Date.parse('2026-06-30T21:30:00Z'),
    );
  });

  test.each([
    [{ type: [coded('33879002')] }, 'vaccination'],
    [{ type: [{ text: 'Childhood immunisation clinic' }] }, 'vaccination'],
    [{ type: [coded('424619006')] }, 'antenatal'],
    [{ reasonCode: [{ text: 'INR check' }] }, 'monitoring'],
    [{ type: [coded('302497006')] }, 'dialysis'],
    [{ type: [{ text: 'Medication review' }] }, undefined],
    [{ type: [{ text: 'Inrush of patients' }] }, undefined],
  ])('the planned series it belongs to: %j', (difference, series) => {
    expect(contactOf(visit('1', difference)).series).toBe(series);
  });

  test('its reasons as codes, and whether it was urgent', () => {
    expect(contactOf(visit('1', { reasonCode: [coded('1'), { text: 'cough' }] })).reasons).toEqual([
      'http://snomed.info/sct|1',
    ]);
    expect(
      contactOf(
        visit('1', {
          priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'UR' }] },
        }),
      ).urgent,
    ).toBe(true);
    expect(
      contactOf(
        visit('1', {
          priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'R' }] },
        }),
      ).urgent,
    ).toBe(false);
  });

  test('contacts are oldest first, undated ones last', () => {
    const dated = (id: string, start?: string) => visit(id, { period: { start } });
    const { contacts } = read([
      dated('c'),
      dated('b', '2026-05-01T10:00:00Z'),
      dated('a', '2026-05-01T09:00:00Z'),
      dated('d', '2025-01-01'),
    ]);
    expect(contacts.map(({ reference }) => reference.slice(-1)).join('')).toBe('dabc');
  });
});

describe('an encounter without a clinician falls back on its appointment', () => {
  const appointment = (difference: object) => ({
    resourceType: 'Appointment',
    id: 'a',
    status: 'fulfilled',
    start: '2026-03-02T09:00:00Z',
    participant: [{ actor: { reference: 'Patient/p' } }, { actor: { reference: 'Practitioner/5' } }],
    ...difference,
  });
  const bare = by();
  test('the attended one of that day, or the one it names', () => {
    expect(contactOf(bare, [appointment({})])).toMatchObject({ clinician: 'Practitioner/5', excluded: undefined });
    expect(contactOf(bare, [appointment({ status: 'arrived' })]).clinician).toBe('Practitioner/5');
    const named = visit('1', { participant: [], appointment: [{ reference: 'Appointment/a' }] });
    expect(contactOf(named, [appointment({ start: '2026-03-03' })]).clinician).toBe('Practitioner/5');
  });

  test('never a missed one, one of another day, or one of two clinicians', () => {
    for (const difference of [{ status: 'noshow' }, { status: 'booked' }, { start: '2026-03-03' }])
      expect(contactOf(bare, [appointment(difference)]).excluded).toBe('clinician-not-recorded');
    const second = appointment({ id: 'b', participant: [{ actor: { reference: 'Practitioner/6' } }] });
    expect(contactOf(bare, [appointment({}), second]).excluded).toBe('clinician-not-recorded');
  });

  test('a walk-in appointment makes it urgent', () => {
    const appointmentType = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code: 'WALKIN' }] };
    expect(contactOf(bare, [appointment({ appointmentType })]).urgent).toBe(true);
    expect(contactOf(bare, [appointment({})]).urgent).toBe(false);
  });
});

describe('a part of another visit', () => {
  const part = (id: string, of: string, difference: object = {}) =>
    visit(id, { partOf: { reference: `Encounter/${of}` }, ...difference });
  const excludedOf = (...encounters: object[]) =>
    Object.fromEntries(read(encounters).contacts.map(({ reference, excluded }) => [reference.slice(10), excluded]));

  test('is no visit of its own', () => {
    expect(excludedOf(visit('1'), part('2', '1'))).toEqual({ 1: undefined, 2: 'part-of-another' });
    expect(excludedOf(part('2', '1'), part('3', '2'), visit('1'))).toEqual({
      1: undefined,
      2: 'part-of-another',
      3: 'part-of-another',
    });
  });

  test('is one where the other is a stay, did not take place, or is none of this record', () => {
    expect(excludedOf(visit('1', { class: { code: 'IMP' } }), part('2', '1'))['2']).toBeUndefined();
    for (const status of ['cancelled', 'entered-in-error', 'planned'])
      expect(excludedOf(visit('1', { status }), part('2', '1'))['2']).toBeUndefined();
    expect(excludedOf(part('2', 'unread'))['2']).toBeUndefined();
    const anothers = visit('1', { subject: { reference: 'Patient/q' } });
    expect(excludedOf(anothers, part('2', '1'))['2']).toBeUndefined();
  });

  test('of a restricted visit, which is as if it had not come, is a visit', () => {
    const restricted = visit('1', { meta: { security: [{ code: 'R' }] } });
    expect(excludedOf(restricted, part('2', '1'))).toEqual({ 1: 'restricted', 2: undefined });
  });

  test('in a circle every one is a visit', () => {
    expect(excludedOf(part('1', '1'))).toEqual({ 1: undefined });
    expect(excludedOf(part('1', '3'), part('2', '1'), part('3', '2'))).toEqual({
      1: undefined,
      2: undefined,
      3: undefined,
    });
  });
});

describe('a hospital stay that was planned', () => {
  const stay = (difference: object, method?: string) =>
    contactOf(
      visit('s', {
        class: { code: 'IMP' },
        ...(method !== undefined && {
          hospitalization: {
            extension: [
              {
                url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod',
                valueCodeableConcept: { coding: [{ code: method }] },
              },
            ],
          },
        }),
        ...difference,
      }),
    );
  test.each(['11', '12', '13', '31', '32', '81', '82'])('admission method %s', (method) => {
    expect(stay({}, method)).toMatchObject({ planned: true, unplanned: false });
  });
  test.each(['21', '28', '2A', '99'])('is none by admission method %s', (method) => {
    expect(stay({}, method).planned).toBe(false);
  });
  test('is one of elective priority, and none of which nothing is said', () => {
    expect(stay({ priority: { coding: [{ code: 'EL' }] } }).planned).toBe(true);
    expect(stay({ priority: { coding: [{ code: 'EM' }] } }).planned).toBe(false);
    expect(stay({}).planned).toBe(false);
    expect(stay({ class: { code: 'AMB' } }, '11').planned).toBe(false);
  });
});
