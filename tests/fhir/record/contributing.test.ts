import { describe, expect, test } from '@jest/globals';
import type { Contact } from '#src/history/history.ts';
import { contactOf, day, read, visit } from '../map-record.ts';

const restricted = { meta: { security: [{ code: 'R' }] } };
const subject = { reference: 'Patient/p' };
const snomed = (code: string, display: string) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });
const headache = snomed('25064002', 'Headache');
/** Everything that a visit can say. */
const telling = {
  class: { code: 'IMP' },
  type: [snomed('33879002', 'Vaccination')],
  reasonCode: [headache],
  priority: { coding: [{ code: 'EM' }] },
  participant: [{ individual: { reference: 'Practitioner/1', display: 'Dr A' } }],
  serviceProvider: { reference: 'Organization/far' },
  period: { start: '2026-03-02T09:00:00Z', end: '2026-03-04T09:00:00Z' },
};
const nothing: Partial<Contact> = {
  setting: 'unknown',
  startedAt: undefined,
  clinician: undefined,
  organisation: undefined,
  series: undefined,
  reasons: [],
  groups: [],
  kinds: [],
  duty: false,
  unplanned: false,
  urgent: false,
};

describe('what a visit leaves that may tell nothing', () => {
  test.each([
    ['restricted', restricted],
    ['cancelled', { status: 'cancelled' }],
    ['planned', { status: 'planned' }],
  ])('%s: its day, and what it may silence by', (excluded, difference) => {
    expect(contactOf(visit('1', telling))).toMatchObject({ groups: ['symptom-headache'], unplanned: true });
    expect(contactOf(visit('1', { ...telling, ...difference }))).toMatchObject({
      ...nothing,
      day: day('2026-03-02'),
      excluded,
      silencing: { clinician: 'Practitioner/1', groups: ['symptom-headache'], setting: 'inpatient' },
    });
  });

  test('in error: nothing but its day', () => {
    const wrong = contactOf(visit('1', { ...telling, status: 'entered-in-error' }));
    expect(wrong).toMatchObject({ ...nothing, day: day('2026-03-02') });
    expect(wrong.silencing).toBeUndefined();
  });

  test('a letter or a visit of a group: who and where, and nothing of the person', () => {
    const letter = { ...telling, class: { code: 'AMB' }, type: [snomed('185316007', 'Indirect encounter')] };
    for (const difference of [letter, { ...telling, subject: { reference: 'Group/g' } }]) {
      const one = contactOf(visit('1', difference));
      expect(one).toMatchObject({ clinician: 'Practitioner/1', groups: [], reasons: [], series: undefined });
      expect(one.silencing?.groups).toEqual(['symptom-headache']);
    }
  });

  test('nobody is met in one, and no name is taken from it', () => {
    const named = (difference: object) => read([visit('1', { ...telling, ...difference })]).clinicians;
    expect(named({}).get('Practitioner/1')).toBeDefined();
    for (const difference of [restricted, { status: 'cancelled' }, { status: 'planned' }])
      expect(named(difference).get('Practitioner/1')).toBeUndefined();
  });
});

describe('a resource that is restricted or in error is as if it had not come', () => {
  const error = { status: 'entered-in-error' };
  const condition = { resourceType: 'Condition', id: 'c', subject, code: headache };
  const observation = { resourceType: 'Observation', id: 'o', subject, status: 'final', code: headache };
  const team = {
    resourceType: 'CareTeam',
    id: 't',
    subject,
    status: 'active',
    participant: [{ member: { reference: 'Practitioner/1' } }],
  };
  const episode = {
    resourceType: 'EpisodeOfCare',
    id: 'e',
    patient: subject,
    status: 'active',
    period: { start: '2020-01-01' },
  };
  const task = { resourceType: 'Task', id: 'k', for: subject, status: 'requested', intent: 'order' };
  const kinds: readonly (readonly [object, object])[] = [
    [condition, restricted],
    [condition, { verificationStatus: { coding: [{ code: 'refuted' }] } }],
    [condition, { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }],
    [observation, restricted],
    [observation, error],
    [team, restricted],
    [team, error],
    [episode, restricted],
    [episode, error],
    [episode, { status: 'planned' }],
    [episode, { status: 'waitlist' }],
    [task, restricted],
    [task, error],
  ];
  const reading = (...resources: object[]) =>
    JSON.stringify(read(resources).reading, (_, value) => (value instanceof Map ? [...value] : value));

  test.each(kinds)('%o with %o', (one, difference) => {
    expect(reading(one)).not.toEqual(reading());
    expect(reading({ ...one, ...difference })).toEqual(reading());
  });

  test('also of the staff, of a medicine, and of what another resource contains', () => {
    const gp = { resourceType: 'Practitioner', id: '1', name: [{ family: 'Wren' }] };
    const medication = { resourceType: 'Medication', id: 'm', code: { text: 'Lithium 400mg tablets' } };
    const request = (difference: object) => ({
      resourceType: 'MedicationRequest',
      id: 'r',
      subject,
      status: 'active',
      intent: 'order',
      authoredOn: '2026-01-01',
      medicationReference: { reference: 'Medication/m' },
      ...difference,
    });
    const inside = (difference: object) =>
      request({ medicationReference: { reference: '#m' }, contained: [{ ...medication, ...difference }] });
    expect(reading(visit('1'), gp)).toContain('Wren');
    expect(reading(visit('1'), { ...gp, ...restricted })).toEqual(reading(visit('1')));
    expect(reading(request({}), medication)).toContain('Lithium');
    for (const difference of [restricted, error]) {
      expect(reading(request({}), { ...medication, ...difference })).toEqual(reading(request({})));
      expect(reading(inside(difference))).toEqual(reading(request({})));
    }
    expect(reading(inside({}))).toContain('Lithium');
  });

  test('a cancelled order, or a restricted supply, only says how long one may know nothing of the medicine', () => {
    const order = (id: string, authoredOn: string, difference: object = {}) => ({
      resourceType: 'MedicationRequest',
      id,
      subject,
      status: 'active',
      intent: 'order',
      authoredOn,
      medicationCodeableConcept: { text: 'Lithium 400mg tablets' },
      ...difference,
    });
    const medicinesOf = (...resources: object[]) => {
      const { medicines } = read(resources).reading;
      return medicines.known ? medicines.value : [];
    };
    const cancelled = order('2', '2026-05-01', { status: 'cancelled' });
    expect(medicinesOf(order('1', '2026-01-01'), cancelled)).toMatchObject([
      { orders: [{ reference: 'MedicationRequest/1' }], withheldUntil: day('2026-05-01') },
    ]);
    expect(medicinesOf(order('1', '2026-01-01'), order('2', '2026-06-01', restricted))).toMatchObject([
      { orders: [{ reference: 'MedicationRequest/1' }], withheldUntil: day('2026-06-01') },
    ]);
    expect(medicinesOf(order('1', '2026-01-01'))[0]).not.toHaveProperty('withheldUntil');
  });
});

test('of a restricted appointment that stands only the day is left', () => {
  const appointment = {
    resourceType: 'Appointment',
    id: 'a',
    status: 'booked',
    start: '2026-10-01T09:00:00Z',
    description: 'Asthma review',
    participant: [{ actor: subject }, { actor: { reference: 'Practitioner/1' } }],
  };
  expect(read([{ ...appointment, ...restricted }]).bookings).toMatchObject([
    { state: 'restricted', day: day('2026-10-01'), clinicians: [], kinds: [] },
  ]);
  expect(read([{ ...appointment, ...restricted, status: 'fulfilled' }]).bookings).toEqual([]);
});

test('a cancelled appointment is behind no visit', () => {
  const appointment = (status: string) => ({
    resourceType: 'Appointment',
    id: 'a',
    status,
    start: '2026-03-02T09:00:00Z',
    participant: [{ actor: subject }, { actor: { reference: 'Practitioner/1' } }],
  });
  const seen = visit('1', { participant: [], appointment: [{ reference: 'Appointment/a' }] });
  expect(contactOf(seen, [appointment('fulfilled')]).clinician).toBe('Practitioner/1');
  expect(contactOf(seen, [appointment('cancelled')]).clinician).toBeUndefined();
});

describe('the visit in which a chart is opened', () => {
  const opened = (difference: object) => read([visit('now', difference)], { encounterId: 'now' }).opening.visit;

  test('may only silence where it is restricted, planned or cancelled', () => {
    expect(opened({ status: 'in-progress' })).toMatchObject({ clinician: 'Practitioner/1' });
    expect(opened({ status: 'in-progress' })).not.toHaveProperty('onlySilences');
    for (const difference of [restricted, { status: 'planned' }, { status: 'cancelled' }])
      expect(opened(difference)).toMatchObject({ onlySilences: true, clinician: undefined });
    expect(opened({ ...restricted, class: { code: 'EMER' } })).toMatchObject({ emergency: true });
    expect(opened({ status: 'entered-in-error' })).toBeUndefined();
  });
});
