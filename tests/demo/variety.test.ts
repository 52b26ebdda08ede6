import { describe, expect, test } from '@jest/globals';
import type { Encounter, Patient, Resource } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { isWorkingDay, weekdayOf } from '../../demo/practice/bank-holidays.ts';
import { people } from '../../demo/practice/people.ts';
import { expected } from '../../demo/practice/person.ts';
import { practiceRecord } from '../../demo/practice/record.ts';
import { practiceSummary } from '../../demo/practice/summary.ts';
import { on } from './days.ts';

/** Through a year and beyond, with every weekday, Christmas, Easter, a leap day and both ends of summer time. */
const todays = [
  ...Array.from({ length: 40 }, (_, index) => on('2026-11-24') + 11 * index),
  ...['2026-12-25', '2026-12-28', '2027-03-28', '2027-03-29', '2028-02-29', '2027-10-31'].map(on),
];

const isOf =
  <T extends Resource>(type: T['resourceType']) =>
  (one: Resource): one is T =>
    one.resourceType === type;
const dayOf = (text: string | undefined) => parseDay(text?.slice(0, 10) ?? '') ?? Number.NaN;

/** The practice's own work: hospitals and emergencies know no weekend. */
function isHere({ serviceProvider, status }: Encounter): boolean {
  return serviceProvider?.reference === 'Organization/alder-lane' && status !== 'in-progress';
}

function shareOfCommonest(values: readonly (string | number)[]): number {
  const counts = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);
  return Math.max(...counts) / values.length;
}

describe.each(todays.map((today) => [isoDay(today), today] as const))('the practice on %s', (_, today) => {
  const record = practiceRecord(today);
  const visits = record.filter(isOf<Encounter>('Encounter')).filter(isHere);

  test('sees, books and owes nobody anything at a weekend or on a bank holiday', () => {
    const days = record.flatMap((one) => {
      if (one.resourceType === 'Encounter' && isHere(one)) return [dayOf(one.period?.start)];
      if (one.resourceType === 'Appointment') return [dayOf(one.start)];
      if (one.resourceType === 'Task') return [dayOf(one.restriction?.period?.end ?? one.authoredOn)];
      if (one.resourceType === 'PractitionerRole' && one.period?.end) return [dayOf(one.period.end)];
      return [];
    });
    const { bookingDays } = practiceSummary(today, '');
    const all = [...days, ...bookingDays.map(on)];
    expect(all.filter((day) => day !== today && !isWorkingDay(day)).map(isoDay)).toEqual([]);
    expect(all.length).toBeGreaterThan(700);
  });

  test('has seen people in the past alone, and books ahead', () => {
    expect(visits.filter(({ period }) => dayOf(period?.start) >= today)).toEqual([]);
    const booked = record.flatMap((one) =>
      one.resourceType === 'Appointment' && one.status === 'booked' ? [dayOf(one.start)] : [],
    );
    expect(booked.filter((day) => day < today)).toEqual([]);
  });

  test('has visits of every kind, on every weekday, at every time of the month', () => {
    expect(shareOfCommonest(visits.map(({ type }) => type?.[0]?.text ?? ''))).toBeLessThan(0.75);
    expect(new Set(visits.map(({ type }) => type?.[0]?.text)).size).toBeGreaterThanOrEqual(6);
    const days = visits.map(({ period }) => dayOf(period?.start));
    expect(shareOfCommonest(days.map(weekdayOf))).toBeLessThan(0.3);
    expect(shareOfCommonest(days.map((day) => Math.ceil(Number(isoDay(day).slice(8)) / 8)))).toBeLessThan(0.5);
    expect(shareOfCommonest(visits.map(({ period }) => period?.start?.slice(11, 16) ?? ''))).toBeLessThan(0.1);
  });

  test('knows why most of them took place', () => {
    const withReason = visits.filter(({ reasonCode }) => reasonCode?.[0]?.text && reasonCode[0].coding?.[0]?.code);
    expect(withReason.length / visits.length).toBeGreaterThan(0.9);
    expect(shareOfCommonest(withReason.map(({ reasonCode }) => reasonCode?.[0]?.text ?? ''))).toBeLessThan(0.2);
  });

  test('has people of their own age, each with a birthday and a number of their own', () => {
    const patients = new Map(record.filter(isOf<Patient>('Patient')).map((one) => [one.id, one]));
    const birthdays = people.map(({ id }) => patients.get(id)?.birthDate?.slice(5));
    expect(shareOfCommonest(birthdays.map(String)) * birthdays.length).toBeLessThanOrEqual(2);
    for (const { id, age } of people) expect([id, ageOn(patients.get(id)?.birthDate, today)]).toEqual([id, age]);
    const numbers = [...patients.values()].flatMap(({ identifier }) => identifier?.[0]?.value ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !number.startsWith('999') || !isValid(number))).toEqual([]);
  });
});

test('most charts show nothing', () => {
  for (const user of ['dr-wren', 'dr-lee', 'dr-roy', 'dr-osei', 'nurse-dean']) {
    const silent = people.filter((person) => expected(person, user) === null);
    expect(silent.length / people.length).toBeGreaterThan(0.5);
  }
});

function ageOn(birthDate = '', today: number): number {
  const years = Number(isoDay(today).slice(0, 4)) - Number(birthDate.slice(0, 4));
  return birthDate.slice(5) > isoDay(today).slice(5) ? years - 1 : years;
}

/** Modulus 11, as the NHS Data Dictionary describes it. */
function isValid(number: string): boolean {
  const sum = [...number].slice(0, 9).reduce((all, digit, index) => all + Number(digit) * (10 - index), 0);
  return number.length === 10 && (11 - (sum % 11)) % 11 === Number(number[9]);
}
