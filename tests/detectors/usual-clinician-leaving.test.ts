import { describe, expect, test } from '@jest/globals';
import { usualClinicianLeaving } from '#src/detectors/departures/usual-clinician-leaving.ts';
import { resultOf } from '../support/builders.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const today = on('2026-06-10');
const visits = `
  contacts  on                                    | with    | how
            2025-07-01 to 2026-05-20 every 40 days | dr-ayla | in person
            2025-12-01                            | dr-wren | in person`;
const leaving = 'roles dr-ayla | since 2019-01-01 | ends 2026-08-04';
const fired = given(visits, leaving);
const finding = (...tables: readonly string[]) => find(usualClinicianLeaving, given(visits, ...tables), today);
const three = 'contacts 2025-07-01, 2025-12-01, 2026-05-01 | dr-ayla';

describe('A3 fires', () => {
  test('the usual clinician is about to leave', () => {
    expect(usualClinicianLeaving.detect(given(visits, leaving, 'bookings 2026-07-21 | dr-ayla'), today)).toEqual({
      code: 'usual-clinician-leaving',
      facts: {
        clinician: { reference: 'dr-ayla', name: { family: 'dr-ayla' } },
        you: false,
        leaves: '2026-08-04',
        visits: 9,
        nextBooking: '2026-07-21',
        early: true,
        noteBegun: false,
      },
      counted: [
        ...Array.from({ length: 9 }, (_, i) => `Encounter/${i + 1}`),
        'PractitionerRole/dr-ayla',
        'Appointment/1',
      ],
      notCounted: [],
      span: { from: on('2025-07-01').asOf, to: on('2026-05-17').asOf },
      number: 9,
      unit: 'visits',
      changeKey: 'dr-ayla 2026-08-04',
    });
  });

  test('for the one who leaves, as a goodbye', () => {
    expect(find(usualClinicianLeaving, fired, on('2026-06-10', { user: 'dr-ayla' }))?.facts.you).toBe(true);
  });

  test('and is early news to others until 28 days before, never to the one who leaves', () => {
    const early = (day: string, user?: string) =>
      find(usualClinicianLeaving, fired, on(day, user === undefined ? {} : { user }))?.facts.early;
    expect([early('2026-07-06'), early('2026-07-07'), early('2026-06-10', 'dr-ayla')]).toEqual([true, false, false]);
  });

  test('for the user who leaves, though another clinician was seen more often', () => {
    const wren = given(visits, 'contacts 2026-03-01, 2026-04-01 | dr-wren', 'roles dr-wren | ends 2026-07-01');
    expect(find(usualClinicianLeaving, wren, on('2026-06-10', { user: 'dr-wren' }))?.facts).toMatchObject({
      clinician: { reference: 'dr-wren' },
      you: true,
      visits: 3,
    });
    expect(find(usualClinicianLeaving, wren, today)).toBeUndefined();
  });

  test('for a nurse who leaves and opens the chart', () => {
    const nurse = given(
      visits,
      'contacts 2026-03-01, 2026-04-01, 2026-05-01 | nurse-dean',
      'roles nurse-dean | ends 2026-07-01',
    );
    expect(find(usualClinicianLeaving, nurse, on('2026-06-10', { user: 'nurse-dean' }))?.facts.visits).toBe(3);
    expect(find(usualClinicianLeaving, nurse, today)).toBeUndefined();
  });

  test('when both leave, as a goodbye first', () => {
    const both = given(visits, leaving, 'contacts 2026-03-01, 2026-04-01 | dr-wren', 'roles dr-wren | ends 2026-07-01');
    expect(find(usualClinicianLeaving, both, on('2026-06-10', { user: 'dr-wren' }))?.changeKey).toBe(
      'dr-wren 2026-07-01',
    );
  });

  test('from 90 days before the last day until the day before it', () => {
    const dates = ['2026-05-05', '2026-05-06', '2026-08-03', '2026-08-04'];
    expect(dates.map((date) => find(usualClinicianLeaving, fired, on(date)) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('on the last of several roles to end', () => {
    expect(finding(leaving, 'roles dr-ayla | ends 2026-07-31')?.facts.leaves).toBe('2026-08-04');
  });

  test('without a next booking, where that is cancelled, today, after the last day, with someone else, or made later', () => {
    const next = (booking: string) => finding(leaving, `bookings ${booking}`)?.facts.nextBooking;
    expect(next('2026-08-04 | dr-ayla')).toBe('2026-08-04');
    expect(next('2026-07-21 | dr-ayla | cancelled')).toBeUndefined();
    expect(next('2026-06-10 | dr-ayla')).toBeUndefined();
    expect(next('2026-08-05 | dr-ayla')).toBeUndefined();
    expect(next('2026-07-21 | dr-wren')).toBeUndefined();
    expect(next('2026-07-21 | dr-ayla | booked | made 2026-06-11')).toBeUndefined();
  });

  test('also where bookings are unread, and for a child', () => {
    expect(finding(leaving, 'unread bookings, registration', 'person born 2020-01-01')).toBeDefined();
  });

  test('in a practice with one doctor', () => {
    expect(find(usualClinicianLeaving, given(three, leaving, 'roles dr-user | elsewhere'), today)).toBeDefined();
  });

  test('by thresholds that a site has changed', () => {
    expect(find(usualClinicianLeaving, fired, today, { daysAhead: 30 })).toBeUndefined();
    expect(find(usualClinicianLeaving, fired, on('2026-07-10'), { daysAhead: 30 })).toBeDefined();
  });
});

const contract = (code: string, organisation = '') =>
  `roles dr-ayla | since 2025-06-01 | ended 2025-12-01 | code ${code} ${organisation}`;
const ending = 'roles dr-ayla | since 2026-01-01 | ends 2026-08-04 | code 7';

describe('A3', () => {
  staysSilent(usualClinicianLeaving, today, [
    {
      silent: 'while the role has no end',
      because: given(visits, 'roles dr-ayla | since 2019-01-01'),
      fires: 'when it has',
      with: fired,
    },
    {
      silent: 'when another role here goes on',
      because: given(visits, leaving, 'roles dr-ayla'),
      fires: 'when that one is elsewhere',
      with: given(visits, leaving, 'roles dr-ayla | elsewhere'),
    },
    {
      silent: 'when a new role begins afterwards',
      because: given(visits, leaving, 'roles dr-ayla | since 2026-08-05'),
      fires: 'when it is elsewhere',
      with: given(visits, leaving, 'roles dr-ayla | since 2026-08-05 | elsewhere'),
    },
    {
      silent: 'when another role here ends later than in 90 days',
      because: given(visits, leaving, 'roles dr-ayla | ends 2026-09-30'),
      fires: 'when within 90 days',
      with: given(visits, leaving, 'roles dr-ayla | ends 2026-08-31'),
    },
    {
      silent: 'on a rolling contract, renewed twice before',
      because: given(visits, contract('7'), contract('7'), ending),
      fires: 'when renewed once',
      with: given(visits, contract('7'), ending),
    },
    {
      silent: 'on a rolling contract with codes',
      because: given(visits, contract('7'), contract('7'), ending),
      fires: 'when the earlier ones were of another kind',
      with: given(visits, contract('8'), contract('7'), ending),
    },
    {
      silent: 'on a rolling contract here',
      because: given(visits, contract('7'), contract('7'), ending),
      fires: 'when the earlier ones were elsewhere',
      with: given(visits, contract('7'), contract('7', '| elsewhere'), ending),
    },
    {
      silent: 'when an absence with a return is recorded, such as maternity leave',
      because: given(visits, `${leaving} | away 2026-08-01 to 2027-03-31`),
      fires: 'when the absence lies before the end',
      with: given(visits, `${leaving} | away 2026-07-01 to 2026-07-14`),
    },
    {
      silent: 'about a trainee',
      because: given(visits, 'roles dr-ayla | trainee | ends 2026-08-04'),
      fires: 'about a locum',
      with: given(visits, 'roles dr-ayla | locum | ends 2026-08-04'),
    },
    {
      silent: 'about a trainee whose other roles were posts too',
      because: given(visits, 'roles dr-ayla | trainee | ends 2026-08-04', 'roles dr-ayla | trainee | inactive'),
      fires: 'about a GP who had once been a trainee, if that post was closed without a date',
      with: given(visits, 'roles dr-ayla | trainee | inactive', leaving),
    },
    {
      silent: 'when all roles end on one day',
      because: given(visits, leaving, 'roles dr-wren | ends 2026-08-04', 'roles dr-user | ends 2026-08-04'),
      fires: 'when on different days',
      with: given(visits, leaving, 'roles dr-wren | ends 2026-08-05', 'roles dr-user | ends 2026-08-06'),
    },
    {
      silent: 'with two visits in the past year',
      because: given(three.replace('2025-07-01', '2025-06-09'), leaving),
      fires: 'with three',
      with: given(three.replace('2025-07-01', '2025-06-10'), leaving),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'antenatal', 'dialysis', 'letter', 'elsewhere'].map(
      (how) => ({
        silent: `when the visits were ${how}`,
        because: given(`${three} | ${how}`, leaving),
        fires: 'when they were by phone',
        with: given(`${three} | phone`, leaving),
      }),
    ),
    {
      silent: 'when two of three visits were on one day',
      because: given(three.replace('2025-12-01', '2026-05-01'), leaving),
      fires: 'when on three days',
      with: given(three, leaving),
    },
    {
      silent: 'when the record gives only years',
      because: given(three.replace('2025-12-01', '2025'), leaving),
      fires: 'when it gives days',
      with: given(three, leaving),
    },
    {
      silent: 'about someone who is neither the usual clinician nor the user',
      because: given(visits, 'contacts 2026-03-01, 2026-04-01 | dr-wren', 'roles dr-wren | ends 2026-07-01'),
      fires: 'when seen more often than anyone',
      with: given(
        visits,
        'contacts 2025-08-01 to 2026-05-20 every 30 days | dr-wren',
        'roles dr-wren | ends 2026-07-01',
      ),
    },
    {
      silent: 'when roles could not be read for the clinician',
      because: given(visits, 'roles dr-ayla | unread'),
      fires: 'when they could',
      with: fired,
    },
    ...(['contacts', 'roles', 'clinicians'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, leaving, `unread ${part}`),
      fires: 'while the teams are',
      with: given(visits, leaving, 'unread teams, registration, activity'),
    })),
    {
      silent: 'on a new patient, of less than a year',
      because: given(visits, leaving, 'registration since 2025-06-11'),
      fires: 'after a year',
      with: given(visits, leaving, 'registration since 2025-06-10'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(visits, leaving, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
      fires: 'when fewer do',
      with: given(visits, leaving, 'contacts 2026-01-01, 2026-02-01 | nobody'),
    },
  ]);
});

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening: today });

givesEverySilence(
  usualClinicianLeaving,
  {
    'no-visits': { life: lifeOf(given(leaving)), opening: { ...today, user: { kind: 'unresolved' } } },
    'too-few-visits': {
      life: lifeOf(given('contacts 2025-12-01, 2026-05-01 | dr-ayla', leaving)),
      opening: today,
      because: { visits: 2, needs: 3 },
    },
    'visits-name-nobody': scene(leaving, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
    'roles-unread': scene('roles dr-ayla | unread'),
    'no-end-ahead': { ...scene(), because: { mostDays: 90 } },
    trainee: scene('roles dr-ayla | trainee | ends 2026-08-04'),
    'rolling-contract': { ...scene(contract('7'), contract('7'), ending), because: { needs: 2 } },
    'many-leave-together': scene(leaving, 'roles dr-wren | ends 2026-08-04', 'roles dr-user | ends 2026-08-04'),
    'absence-with-return': scene(`${leaving} | away 2026-08-01 to 2027-03-31`),
  },
  [
    ['no-end-ahead'],
    ['rolling-contract'],
    ['absence-with-return'],
    ['many-leave-together'],
    ['trainee'],
    ['roles-unread'],
    ['observed-too-briefly'],
    ['audience'],
  ],
);

test('A3 shows by no reason that somebody has a last day', () => {
  const few = 'contacts 2025-12-01, 2026-05-01 | dr-ayla';
  const reason = (...tables: readonly string[]) => resultOf(usualClinicianLeaving, lifeOf(given(...tables)), today);
  expect(reason(few, leaving)).toEqual(reason(few));
  expect(reason(visits, leaving.replace('2026-08-04', '2027-08-04'))).toEqual(reason(visits));
});
