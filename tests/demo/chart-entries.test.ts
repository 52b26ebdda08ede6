import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { people } from '../../demo/practice/people.ts';
import { personResources } from '../../demo/practice/person-resources.ts';
import { todaysLists } from '../../demo/practice/todays-list.ts';
import { on } from './days.ts';

const today = on('2026-11-24');

function ofType<T extends Resource['resourceType']>(id: string, type: T): Extract<Resource, { resourceType: T }>[] {
  const person = people.find((one) => one.id === id);
  if (person === undefined) throw new Error(`no ${id}`);
  return personResources(person, today).filter(
    (one): one is Extract<Resource, { resourceType: T }> => one.resourceType === type,
  );
}

describe('a chart holds', () => {
  test.each(people.map(({ id }) => [id]))('who %s is: sex, number, address, telephone, and allergies', (id) => {
    const [patient] = ofType(id, 'Patient');
    expect(patient).toMatchObject({
      gender: expect.stringMatching(/male/),
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number' }],
      address: [{ line: [expect.any(String)], postalCode: expect.stringMatching(/^ZZ/) }],
    });
    const numbers = (patient?.telecom ?? []).map(({ value }) => value);
    expect(numbers.length).toBeGreaterThan(0);
    // Of those that Ofcom sets aside for drama.
    for (const number of numbers) expect(number).toMatch(/^(07700 900|01632 960)\d{3}$/);
    expect(ofType(id, 'AllergyIntolerance')).toHaveLength(1);
  });

  test('the medicine of a long-term condition, collected to this day, and the test that goes with it', () => {
    const [request] = ofType('funke-adeyemi', 'MedicationRequest');
    expect(request?.medicationCodeableConcept?.text).toContain('Levothyroxine');
    const supplies = ofType('funke-adeyemi', 'MedicationDispense').map(({ whenHandedOver = '' }) => whenHandedOver);
    expect(supplies.at(-1)).toMatch(new RegExp(`^(?:${recent(28).join('|')})$`));
    expect(ofType('funke-adeyemi', 'Observation').map(({ code }) => code.text)).toContain(
      'Thyroid stimulating hormone',
    );
  });

  test('no medicine that is not prescribed, no test that does not belong to an illness', () => {
    expect(ofType('alan-pryce', 'MedicationRequest')).toEqual([]);
    expect(ofType('alan-pryce', 'Observation').map(({ category }) => category?.[0]?.coding?.[0]?.code)).not.toContain(
      'laboratory',
    );
  });

  test('blood pressures and weights of visits in person, and none of a child', () => {
    const seen = new Map(ofType('beryl-lowther', 'Encounter').map((one) => [`Encounter/${one.id}`, one]));
    const measured = ofType('beryl-lowther', 'Observation').filter(({ encounter }) => encounter !== undefined);
    expect(measured.length).toBeGreaterThan(0);
    for (const one of measured) {
      expect(seen.get(one.encounter?.reference ?? '')?.class.code).not.toBe('VR');
      expect(one.effectiveDateTime).toBe(seen.get(one.encounter?.reference ?? '')?.period?.start);
    }
    expect(ofType('lily-turner', 'Observation')).toEqual([]);
  });

  test('notes by those who saw the person, on the day of the visit', () => {
    const documents = people.flatMap(({ id }) => ofType(id, 'DocumentReference'));
    const notes = documents.filter(({ type }) => type?.text === 'Consultation note');
    expect(notes.length).toBeGreaterThan(30);
    for (const one of notes) {
      const id = one.subject?.reference?.replace('Patient/', '') ?? '';
      const visit = ofType(id, 'Encounter').find(
        (seen) => one.context?.encounter?.[0]?.reference === `Encounter/${seen.id}`,
      );
      expect([id, visit?.status, visit?.period?.start?.slice(0, 10)]).toEqual([id, 'finished', one.date?.slice(0, 10)]);
      expect(visit?.participant?.[0]?.individual).toEqual(one.author?.[0]);
    }
  });

  test('a letter about each referral, emergency and stay in hospital, on its day', () => {
    const lettersOf = (id: string) =>
      ofType(id, 'DocumentReference').flatMap(({ type, date }) =>
        type?.text === 'Hospital letter' ? [date?.slice(0, 10)] : [],
      );
    const elsewhere = (id: string) =>
      ofType(id, 'Encounter').flatMap(({ serviceProvider, period }) =>
        serviceProvider?.reference === 'Organization/county-hospital' ? [period?.end] : [],
      );
    for (const id of ['nora-byrne', 'sui-ng', 'imogen-ross', 'ravi-menon']) {
      expect([id, lettersOf(id).toSorted()]).toEqual([id, elsewhere(id).toSorted()]);
      expect(lettersOf(id).length).toBeGreaterThan(0);
    }
    expect(lettersOf('henry-hope')).toEqual([]);
  });

  test('today’s appointment with its reason, if there is one', () => {
    const dueToday = (id: string) =>
      ofType(id, 'Appointment').filter(({ start }) => start?.slice(0, 10) === isoDay(today));
    expect(dueToday('amina-khan')).toMatchObject([{ status: 'arrived', start: '2026-11-24T09:00:00.000Z' }]);
    expect(dueToday('henry-hope')).toMatchObject([{ status: 'booked', description: 'A mole on his back' }]);
    expect(dueToday('luis-diaz')).toEqual([]);
  });

  test.each([
    ['2026-11-24', 'a Tuesday', undefined],
    ['2026-11-28', 'a Saturday', 'Extended-hours clinic'],
    ['2026-12-25', 'Christmas Day', 'Extended-hours clinic'],
  ])('appointments on %s, %s: %s', (day, _, clinic) => {
    const found = people
      .flatMap((person) => personResources(person, on(day)))
      .flatMap((one) => (one.resourceType === 'Appointment' && one.serviceType ? [one] : []));
    expect(new Set(found.map(({ serviceCategory }) => serviceCategory?.[0]?.text))).toEqual(new Set([clinic]));
    expect(new Set(found.map(({ serviceType }) => serviceType?.[0]?.text)).size).toBe(5);
  });

  test('today’s list is of people who have a chart, each once, and each clinician sees one at a time', () => {
    const rows = Object.values(todaysLists).flat();
    const ids = rows.map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !people.some((person) => person.id === id))).toEqual([]);
    for (const list of Object.values(todaysLists)) {
      const times = list.map(([time]) => time);
      expect(times).toEqual([...new Set(times)].toSorted());
    }
    expect(people.length - ids.length).toBeGreaterThan(5);
    expect(ids.length / people.length).toBeGreaterThan(0.8);
  });

  test('of today the time that clocks show in summer, too', () => {
    const [khan] = people;
    const [arrived] = khan
      ? personResources(khan, on('2026-07-01')).filter((one) => one.resourceType === 'Appointment')
      : [];
    expect(arrived).toMatchObject({ start: '2026-07-01T08:00:00.000Z' });
  });
});

function recent(days: number): string[] {
  return Array.from({ length: days }, (_, index) => isoDay(today - index));
}
