import { describe, expect, test } from '@jest/globals';
import { departures, isSeenAfter, plannedEnd } from '#src/history/departure.ts';
import { isMassDeparture } from '#src/history/mass-departure.ts';
import { given, on } from '../support/given.ts';

const { asOf } = on('2026-11-24');
const day = (iso: string) => on(iso).asOf;
const seen = 'contacts 2026-01-10, 2026-03-10 | dr-ayla';
const departureIn = (...tables: readonly string[]) => departures(given(seen, ...tables), asOf)[0];
const active = 'activity dr-ayla | 20 a week, 2026-01-01 to 2026-07-18';

describe('a clinician has left', () => {
  test('on the recorded end of the only role here', () => {
    const { roles, ...departure } = departureIn('roles dr-ayla | ended 2026-07-31') ?? {};
    expect(departure).toEqual({ clinician: 'dr-ayla', day: day('2026-07-31'), dated: true });
    expect(roles?.map(({ reference }) => reference)).toEqual(['PractitionerRole/dr-ayla']);
  });

  test('on the last end of several roles, whatever goes on elsewhere', () => {
    const roles = 'roles dr-ayla | ended 2026-07-31\n dr-ayla | ended 2026-05-31\n dr-ayla | elsewhere';
    expect(departureIn(roles)).toMatchObject({ day: day('2026-07-31'), dated: true });
    expect(departureIn(roles)?.roles).toHaveLength(2);
  });

  test('on the day after the latest activity, where the role is inactive without a date', () => {
    expect(departureIn('roles dr-ayla | inactive', active)).toMatchObject({ day: day('2026-07-19'), dated: false });
    expect(departureIn('roles dr-ayla | inactive')).toBeUndefined();
  });

  test('on the day after a visit of this person, where that is later than what was read of others', () => {
    const later = 'contacts 2026-08-10 | dr-ayla';
    expect(departureIn('roles dr-ayla | inactive', active, later)?.day).toBe(day('2026-08-11'));
  });

  test('not before the end of another role, where one is inactive without a date', () => {
    const both = 'roles dr-ayla | inactive\n dr-ayla | ended 2026-07-31';
    expect(departureIn(both, active)).toMatchObject({ day: day('2026-07-31'), dated: false });
    expect(departureIn(both.replace('07-31', '06-30'), active)?.day).toBe(day('2026-07-19'));
    expect(departureIn(both)).toBeUndefined();
  });

  test('from the day after the last day on', () => {
    const ended = given(seen, 'roles dr-ayla | ended 2026-07-31');
    expect(departures(ended, day('2026-07-31'))).toHaveLength(0);
    expect(departures(ended, day('2026-08-01'))).toHaveLength(1);
  });

  test.each([
    ['holds a role', 'roles dr-ayla'],
    ['will hold one', 'roles dr-ayla | ended 2026-07-31\n dr-ayla | since 2027-01-01'],
    ['has a role that ends today', 'roles dr-ayla | ended 2026-11-24'],
    ['is no longer active as a person beside a live role', 'roles dr-ayla | person inactive'],
    ['has roles that could not be read', 'roles dr-ayla | unread'],
    ['has no role in an empty search', 'roles dr-ayla | none'],
    ['had a role elsewhere only', 'roles dr-ayla | elsewhere | ended 2026-07-31'],
    [
      'has a role that is given up before its end, without a trace of when',
      'roles dr-ayla | inactive | ends 2027-01-31',
    ],
  ])('not who %s', (_, roles) => {
    expect(departureIn(roles)).toBeUndefined();
  });

  test('everyone whom the contacts name', () => {
    const history = given(
      seen,
      'contacts 2026-02-10 | dr-wren\n 2026-02-11 | nobody\n 2026-02-12 | dr-roy',
      'roles dr-ayla | ended 2026-07-31\n dr-roy | ended 2026-06-30\n dr-lee | ended 2026-05-31',
    );
    expect(departures(history, asOf).map(({ clinician }) => clinician)).toEqual(['dr-ayla', 'dr-roy']);
  });
});

describe('something later is recorded of a clinician', () => {
  const isSeen = (...tables: readonly string[]) => isSeenAfter(day('2026-07-31'), 'dr-ayla', given(...tables), asOf);

  test.each([
    ['a visit', 'contacts 2026-08-01 | dr-ayla', 'contacts 2026-07-31 | dr-ayla'],
    ['a visit here', 'contacts 2026-08-01 | dr-ayla', 'contacts 2026-08-01 | dr-ayla | elsewhere'],
    ['a visit of a series', 'contacts 2026-08-01 | dr-ayla | vaccination', 'contacts 2026-08-01 | dr-ayla | letter'],
    ['a stay', 'contacts 2026-08-01 | dr-ayla | hospital', 'contacts 2026-08-01 | dr-ayla | cancelled'],
    ['what may be one', 'contacts 2026-08-01 | dr-ayla | unread role', 'contacts 2026-08-01 | nobody'],
    ['a visit by today', 'contacts 2026-11-24 | dr-ayla', 'contacts 2026-11-25 | dr-ayla'],
    ['a visit of theirs', 'contacts 2026-08-01 | dr-ayla', 'contacts 2026-08-01 | dr-wren'],
    ['an appointment ahead', 'bookings 2026-12-01 | dr-ayla', 'bookings 2026-12-01 | dr-ayla | cancelled'],
    ['an appointment kept', 'bookings 2026-08-01 | dr-ayla | attended', 'bookings 2026-08-01 | dr-ayla | missed'],
    ['one kept by today', 'bookings 2026-11-24 | dr-ayla | attended', 'bookings 2026-11-25 | dr-ayla | attended'],
    [
      'a consultation with anyone',
      'activity dr-ayla | 20 a week, 2026-07-01 to 2026-08-01',
      'activity dr-ayla | 20 a week, 2026-07-01 to 2026-07-31',
    ],
    [
      'one by today',
      'activity dr-ayla | 1 a week, 2026-11-18 to 2026-11-24',
      'activity dr-ayla | 1 a week, 2026-11-25 to 2026-12-01',
    ],
  ])('%s', (_, later, not) => {
    expect(isSeen(later)).toBe(true);
    expect(isSeen(not)).toBe(false);
  });
});

describe('the recorded end of work here', () => {
  const endIn = (roles: string) => plannedEnd(given(seen, roles).clinicians.get('dr-ayla'), asOf)?.day;

  test('is the last end of what is held, or will be', () => {
    expect(endIn('roles dr-ayla | ends 2027-01-31')).toBe(day('2027-01-31'));
    expect(endIn('roles dr-ayla | ends 2027-01-31\n dr-ayla | ends 2026-12-31')).toBe(day('2027-01-31'));
    expect(endIn('roles dr-ayla | ends 2027-01-31\n dr-ayla | since 2027-02-01 | ends 2027-06-30')).toBe(
      day('2027-06-30'),
    );
    expect(endIn('roles dr-ayla | ends 2027-01-31\n dr-ayla | ended 2025-12-31')).toBe(day('2027-01-31'));
    expect(endIn('roles dr-ayla | ends 2027-01-31\n dr-ayla | elsewhere')).toBe(day('2027-01-31'));
  });

  test.each([
    ['some role has no end', 'roles dr-ayla | ends 2027-01-31\n dr-ayla'],
    ['all are over', 'roles dr-ayla | ended 2026-01-31'],
    ['roles could not be read', 'roles dr-ayla | unread'],
  ])('is none where %s', (_, roles) => {
    expect(endIn(roles)).toBeUndefined();
  });
});

describe('many leave together', () => {
  const limits = { persons: 3, share: 0.3 };
  const names = (count: number, who: string, role: string) =>
    Array.from({ length: count }, (_, i) => ` dr-${who}${i} | ${role}`).join('\n');
  /** So many of eleven (the chart's user is one) end on one day. */
  const isManyOf = (leaving: number, staying: number, apart: readonly 'trainee'[] = [], role = 'gp') => {
    const roles = `roles ${names(leaving, 'leaver', `${role} | ended 2026-07-31`)}\n${names(staying, 'stayer', 'gp')}`;
    return isMassDeparture(given(roles), day('2026-07-31'), limits, apart);
  };

  test('when they are three persons and three in ten of those who worked here the day before', () => {
    expect(isManyOf(3, 6)).toBe(true);
    expect(isManyOf(3, 7)).toBe(false);
    expect(isManyOf(2, 0)).toBe(false);
  });

  test('as persons, not as roles', () => {
    const twice = `roles dr-a | ended 2026-07-31\n dr-a | ended 2026-07-31\n dr-b | ended 2026-07-31`;
    expect(isMassDeparture(given(twice), day('2026-07-31'), limits)).toBe(false);
    expect(isMassDeparture(given(twice, 'roles dr-c | ended 2026-07-31'), day('2026-07-31'), limits)).toBe(true);
  });

  test('among those with a role the day before: not those who had left, came later, or work elsewhere', () => {
    const three = `roles ${names(3, 'leaver', 'ended 2026-07-31')}`;
    const isMany = (others: string) =>
      isMassDeparture(given(three, `roles ${names(7, 'other', others)}`), day('2026-07-31'), limits);
    expect(isMany('ended 2026-07-30')).toBe(false);
    expect(['ended 2026-07-29', 'since 2026-07-31', 'elsewhere', 'inactive', 'unread'].map(isMany)).toEqual(
      Array(5).fill(true),
    );
  });

  test('not trainees, whose posts end together, where they stand apart', () => {
    expect(isManyOf(3, 6, ['trainee'], 'trainee')).toBe(false);
    expect(isManyOf(3, 6, [], 'trainee')).toBe(true);
  });
});
