import { describe, expect, test } from '@jest/globals';
import { day, read, visit } from '../map-record.ts';

const appointment = (difference: object = {}) => ({
  resourceType: 'Appointment',
  id: 'a',
  status: 'booked',
  start: '2026-09-20T09:00:00Z',
  created: '2026-08-01',
  participant: [
    { actor: { reference: 'Patient/p' }, status: 'accepted' },
    { actor: { reference: 'Practitioner/1' }, status: 'accepted' },
  ],
  ...difference,
});
const bookingOf = (difference: object) => read([appointment(difference)]).bookings[0];
const kind = (code: string) => ({
  appointmentType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code }] },
});

describe('an appointment', () => {
  test('as it stands', () => {
    expect(bookingOf({})).toEqual({
      reference: 'Appointment/a',
      day: day('2026-09-20'),
      state: 'booked',
      by: undefined,
      clinicians: ['Practitioner/1'],
      unreadClinician: false,
      walkIn: false,
      duty: false,
      created: day('2026-08-01'),
      shortNotice: false,
      interpreter: false,
      kinds: [],
      series: undefined,
    });
  });

  test.each([
    ['proposed', 'proposed'],
    ['pending', 'pending'],
    ['waitlist', 'proposed'],
    ['booked', 'booked'],
    ['fulfilled', 'attended'],
    ['noshow', 'missed'],
    ['cancelled', 'cancelled'],
    ['entered-in-error', undefined],
    ['unheard-of', undefined],
  ])('status %s', (status, state) => {
    expect(bookingOf({ status })?.state).toBe(state);
  });

  test('arrived is attended once its day has come', () => {
    expect(bookingOf({ status: 'arrived', start: '2026-08-20' })?.state).toBe('attended');
    expect(bookingOf({ status: 'checked-in' })?.state).toBe('booked');
  });

  test('whoever referred or recorded is none of those whom the person is to see', () => {
    const [person, practitioner] = appointment().participant;
    const referrer = {
      actor: { reference: 'Practitioner/2' },
      type: [{ coding: [{ system: 'http://hl7.org/fhir/v3/ParticipationType', code: 'REF' }] }],
      status: 'accepted',
    };
    const local = { ...referrer, type: [{ text: 'Doctor' }] };
    expect(bookingOf({ participant: [person, practitioner, referrer] })?.clinicians).toEqual(['Practitioner/1']);
    expect(bookingOf({ participant: [person, practitioner, local] })?.clinicians).toEqual([
      'Practitioner/1',
      'Practitioner/2',
    ]);
  });

  test('where the practitioner was the one absent, the person missed nothing', () => {
    const [person, practitioner] = appointment().participant;
    const absent = { status: 'noshow', participant: [person, { ...practitioner, status: 'declined' }] };
    expect(bookingOf(absent)).toMatchObject({ state: 'cancelled', clinicians: [] });
    expect(bookingOf({ status: 'noshow', cancelationReason: { coding: [{ code: 'prov-pers' }] } })?.state).toBe(
      'cancelled',
    );
    expect(bookingOf({ status: 'noshow', cancelationReason: { coding: [{ code: 'pat' }] } })?.state).toBe('missed');
  });

  test('of another person is left out', () => {
    expect(bookingOf({ participant: [{ actor: { reference: 'Patient/q' } }] })).toBeUndefined();
    expect(bookingOf({ participant: [{ actor: { reference: 'Practitioner/1' } }] })).toBeDefined();
  });

  test('walk-in, duty and planned ones', () => {
    expect(bookingOf(kind('WALKIN'))).toMatchObject({ walkIn: true, duty: true });
    expect(bookingOf(kind('ROUTINE'))).toMatchObject({ walkIn: false, duty: false });
    expect(bookingOf({ serviceType: [{ text: 'Duty doctor' }] })?.duty).toBe(true);
    expect(bookingOf({ description: 'Baby clinic' })?.series).toBe('baby-clinic');
  });
});

describe('who cancelled an appointment, or did not come', () => {
  const by = (difference: object) => bookingOf(difference)?.by;
  const reason = (code: unknown) => ({ cancelationReason: { coding: [{ code }] } });
  const declined = (...statuses: string[]) => ({
    participant: [
      { actor: { reference: 'Patient/p' }, status: 'accepted' },
      ...statuses.map((status, i) => ({ actor: { reference: `Practitioner/${i}` }, status })),
    ],
  });
  test('the practice by its reason, or where every practitioner declined', () => {
    expect(by({ status: 'cancelled', ...reason('prov') })).toBe('practice');
    expect(by({ status: 'cancelled', ...reason('prov-pers') })).toBe('practice');
    expect(by({ status: 'cancelled', ...declined('declined', 'declined') })).toBe('practice');
    expect(by({ status: 'cancelled', ...declined('declined', 'accepted') })).toBeUndefined();
    expect(by({ status: 'noshow', ...declined('declined') })).toBe('practice');
  });

  test('the person by the reason, or by being absent', () => {
    expect(by({ status: 'cancelled', ...reason('pat') })).toBe('person');
    expect(by({ status: 'cancelled', ...reason('pat-fb') })).toBe('person');
    expect(by({ status: 'noshow' })).toBe('person');
  });

  test('nobody, where the record does not say, and of one that was kept or is to come', () => {
    for (const code of ['oth-int', 'maint', 5, undefined])
      expect(by({ status: 'cancelled', ...reason(code) })).toBeUndefined();
    expect(by({ status: 'cancelled', cancelationReason: 'pat' })).toBeUndefined();
    expect(by({ status: 'cancelled' })).toBeUndefined();
    expect(by({ status: 'fulfilled', ...reason('pat') })).toBeUndefined();
    expect(by({ status: 'booked', ...declined('declined') })).toBeUndefined();
  });
});

describe('what else an appointment says', () => {
  test.each([
    ['2026-09-20T09:00:00Z', '2026-09-19T09:30:00Z', true],
    ['2026-09-20T09:00:00Z', '2026-09-19T09:00:00Z', false],
    ['2026-09-20T09:00:00Z', '2026-09-20T08:00:00+01:00', true],
    ['2026-09-20T09:00:00Z', '2026-09-20', true],
    ['2026-09-20T09:00:00Z', '2026-09-19', false],
    ['2026-09-20', '2026-09-20T08:00:00Z', true],
    ['2026-09-20', undefined, false],
    [undefined, '2026-09-20', false],
    ['2026-09-20', 7, false],
  ])('of %s, made %s: at short notice %s', (start, created, shortNotice) => {
    expect(bookingOf({ start, created })?.shortNotice).toBe(shortNotice);
  });

  test('that an interpreter takes part, by type, name, role or service', () => {
    const withOne = (participant: unknown, others: object[] = []) =>
      read([appointment({ participant: [...appointment().participant, participant] }), ...others]).bookings[0]
        ?.interpreter;
    const code = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'INTPRTER' }] }];
    const role = { resourceType: 'PractitionerRole', id: 'i', code, practitioner: { reference: 'Practitioner/9' } };
    expect(withOne({ type: code })).toBe(true);
    expect(withOne({ type: [{ text: 'Interpreter' }] })).toBe(true);
    expect(withOne({ actor: { display: 'Polish interpreter' } })).toBe(true);
    expect(withOne({ actor: { reference: 'PractitionerRole/i' } }, [role])).toBe(true);
    expect(bookingOf({ serviceType: [{ text: 'Consultation with interpreter' }] })?.interpreter).toBe(true);
    expect(withOne({ type: code, status: 'declined' })).toBe(false);
    expect(bookingOf({ description: 'No interpreter' })?.interpreter).toBe(false);
    expect(bookingOf({ description: 'Interpreter not needed' })?.interpreter).toBe(false);
    for (const odd of [{}, null, 'interpreter', { actor: 'Interpreter' }, { type: 'interpreter' }])
      expect(withOne(odd)).toBe(false);
  });

  test('that someone takes part who can’t be told', () => {
    const withOne = (participant: object, others: object[] = []) =>
      read([appointment({ participant: [...appointment().participant, participant] }), ...others]).bookings[0]
        ?.unreadClinician;
    const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/9' } };
    const actor = { reference: 'PractitionerRole/r' };
    expect(withOne({ actor })).toBe(true);
    expect(withOne({ actor }, [role])).toBe(false);
    expect(withOne({ actor, status: 'declined' })).toBe(false);
    expect(withOne({ actor: { type: 'Practitioner', display: 'Dr Lee' } })).toBe(true);
    for (const other of [{ display: 'Room 3' }, { reference: 'Location/1' }, { reference: 'RelatedPerson/1' }])
      expect(withOne({ actor: other })).toBe(false);
  });

  test('what it is about', () => {
    const about = { serviceType: [{ text: 'Asthma review' }], description: 'With Spirometry' };
    expect(bookingOf(about)?.kinds).toEqual(['recall-asthma-review', 'asthma review', 'with spirometry']);
    expect(bookingOf({ description: 5 })?.kinds).toEqual([]);
  });
});

describe('who opened the chart', () => {
  const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/1' } };
  test.each([
    ['Practitioner/1', { kind: 'clinician', clinician: 'Practitioner/1' }],
    ['PractitionerRole/r', { kind: 'clinician', clinician: 'Practitioner/1' }],
    ['PractitionerRole/unread', { kind: 'unresolved' }],
    ['Patient/p', { kind: 'patient-side' }],
    ['RelatedPerson/1', { kind: 'patient-side' }],
    ['Device/1', { kind: 'unresolved' }],
    ['', { kind: 'unresolved' }],
    ['someone', { kind: 'unresolved' }],
  ])('%j', (userId, user) => {
    expect(read([role], { userId }).opening.user).toEqual(user);
  });

  test('the user is among the clinicians', () => {
    expect(read([], { userId: 'Practitioner/1' }).clinicians.get('Practitioner/1')?.read).toBe(false);
  });
});

describe('the visit under way', () => {
  const emergency = { class: { code: 'EMER' }, status: 'in-progress' };
  test('the encounter of the context', () => {
    const { opening } = read(
      [visit('1'), visit('2', { class: { code: 'HH' }, type: [{ text: 'Out of hours visit' }] })],
      { encounterId: '2' },
    );
    expect(opening.visit).toEqual({
      reference: 'Encounter/2',
      emergency: false,
      duty: true,
      homeVisit: true,
      clinician: 'Practitioner/1',
      onward: false,
    });
    expect(read([visit('1')], { encounterId: '1' }).opening.visit).toEqual({
      reference: 'Encounter/1',
      emergency: false,
      duty: false,
      homeVisit: false,
      clinician: 'Practitioner/1',
      onward: false,
    });
    expect(read([visit('1')], { encounterId: '9' }).opening.visit).toBeUndefined();
  });

  test('else an emergency that is going on', () => {
    expect(read([visit('1', emergency)]).opening.visit?.emergency).toBe(true);
    expect(read([visit('1', { ...emergency, status: 'finished' })]).opening.visit).toBeUndefined();
    expect(read([visit('1', { ...emergency, period: { start: '2027-01-01' } })]).opening.visit).toBeUndefined();
    expect(read([visit('1', emergency), visit('2')], { encounterId: '2' }).opening.visit?.emergency).toBe(false);
  });

  test("else today's appointment of this user", () => {
    const today = appointment({ start: '2026-09-01T11:00:00Z', ...kind('EMERGENCY') });
    expect(read([today], { userId: 'Practitioner/1' }).opening.visit).toMatchObject({
      reference: 'Appointment/a',
      duty: true,
    });
    expect(read([today], { userId: 'Practitioner/2' }).opening.visit).toBeUndefined();
    expect(read([appointment(kind('EMERGENCY'))], { userId: 'Practitioner/1' }).opening.visit).toBeUndefined();
  });

  test('who sees the person: by the encounter, else by its appointment with just one clinician', () => {
    const seenBy = (encounter: object, ...others: object[]) =>
      read([visit('1', { status: 'in-progress', period: { start: '2026-09-01' }, ...encounter }), ...others], {
        encounterId: '1',
      }).opening.visit?.clinician;
    const booked = { participant: [], appointment: [{ reference: 'Appointment/a' }] };
    expect(seenBy({})).toBe('Practitioner/1');
    expect(seenBy({ participant: [] })).toBeUndefined();
    expect(seenBy(booked, appointment({}))).toBe('Practitioner/1');
    const two = [...appointment({}).participant, { actor: { reference: 'Practitioner/2' }, status: 'accepted' }];
    expect(seenBy(booked, appointment({ participant: two }))).toBeUndefined();
  });

  test.each([
    [undefined, false],
    [{}, false],
    ['home', false],
    [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'home' }] }, false],
    [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'alt-home' }] }, false],
    [{ text: 'Home' }, false],
    [{ text: 'Usual place of residence' }, false],
    [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'hosp' }] }, true],
    [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'other-hcf' }] }, true],
    [{ text: 'Nursing home' }, true],
  ])('goes on to another place after %j: %s', (dischargeDisposition, onward) => {
    const ended = visit('1', { hospitalization: { dischargeDisposition } });
    expect(read([ended], { encounterId: '1' }).opening.visit?.onward).toBe(onward);
  });
});

describe('appointments that a call proposes', () => {
  const proposed = { ...appointment({ status: 'proposed' }), start: '2026-09-20T09:30:00+01:00' };
  const offered = (...resources: unknown[]) => read([], { offered: resources }).opening.proposed;

  test('are read as far as they go, and are no part of the history', () => {
    const { opening, bookings } = read([], { offered: [proposed] });
    expect(opening.proposed).toMatchObject([
      {
        reference: 'Appointment/a',
        day: day('2026-09-20'),
        startsAt: Date.parse('2026-09-20T08:30:00Z'),
        state: 'proposed',
        clinicians: ['Practitioner/1'],
        identified: true,
      },
    ]);
    expect(bookings).toEqual([]);
  });

  test('need no id, and then are none that a reader could find', () => {
    const { id, ...without } = proposed;
    expect([id, offered(without, without).map(({ identified }) => identified)]).toEqual(['a', [false, false]]);
    expect(new Set(offered(without, without).map(({ reference }) => reference)).size).toBe(2);
  });

  test.each([
    null,
    'Appointment',
    7,
    [],
    {},
    { resourceType: 'Patient', id: 'p' },
    { ...proposed, status: 'cancelled' },
    { ...proposed, status: 'noshow' },
    { ...proposed, status: 'entered-in-error' },
    { ...proposed, participant: [{ actor: { reference: 'Patient/other' }, status: 'accepted' }] },
  ])('%j is none, and the others are read', (odd) => {
    expect(offered(odd, proposed)).toHaveLength(1);
  });

  test('without a start, or with participants that can’t be read, say what they can', () => {
    const { start, ...undated } = proposed;
    expect(offered(undated)).toMatchObject([{ day: undefined, startsAt: undefined }]);
    expect(start).toBeDefined();
    expect(offered({ ...proposed, participant: 'x' })).toMatchObject([{ clinicians: [] }]);
  });
});
