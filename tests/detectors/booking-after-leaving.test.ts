import { describe, expect, test } from '@jest/globals';
import { bookingAfterLeaving } from '#src/detectors/scheduling/booking-after-leaving.ts';
import type { Proposal } from '#src/history/history.ts';
import { proposal, resultOf } from '../support/builders.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const booking = (...proposed: readonly Proposal[]) => ({ ...on('2026-11-24', { user: 'clerk' }), proposed });
/** 20 days ahead: 14 December. */
const usual = booking(proposal('dr-wren', 20));
const visits = `
  contacts  on                                     | with    | how
            2025-12-10 to 2026-10-02 every 40 days | dr-wren | in person
            2026-03-03                             | dr-lee  | in person
  roles     clerk | not-clinical
            dr-lee
            dr-roy`;
const leaving = 'roles dr-wren | since 2019-01-01 | ends 2026-12-10';
const fired = given(visits, leaving);
const finding = (...tables: readonly string[]) => find(bookingAfterLeaving, given(visits, ...tables), usual);
const contract = (code: string, more = '') =>
  `roles dr-wren | since 2025-06-01 | ended 2025-12-01 | code ${code} ${more}`;
const ending = 'roles dr-wren | since 2026-01-01 | ends 2026-12-10 | code 7';

describe('K2 fires', () => {
  test('when the booking is after the usual GP’s recorded last day', () => {
    expect(find(bookingAfterLeaving, fired, usual)).toEqual({
      code: 'booking-after-leaving',
      facts: {
        clinician: { reference: 'dr-wren', name: { family: 'dr-wren' } },
        you: false,
        leaves: '2026-12-10',
        gone: false,
        visits: 8,
        on: '2026-12-14',
        early: false,
      },
      counted: [
        ...Array.from({ length: 8 }, (_, i) => `Encounter/${i + 1}`),
        'PractitionerRole/dr-wren',
        usual.proposed[0]?.reference,
      ],
      notCounted: [],
      span: { from: on('2025-12-10').asOf, to: on('2026-09-16').asOf },
      number: 8,
      unit: 'visits',
      changeKey: 'dr-wren 2026-12-14',
    });
  });

  test('when the last day has gone by', () => {
    expect(finding('roles dr-wren | ended 2026-11-10')?.facts).toMatchObject({ leaves: '2026-11-10', gone: true });
  });

  test('however far ahead the last day is', () => {
    const far = booking(proposal('dr-wren', 400));
    expect(find(bookingAfterLeaving, given(visits, 'roles dr-wren | ends 2027-08-04'), far)).toBeDefined();
  });

  test('once, about the nearest slot after the last day', () => {
    const slots = booking(proposal('dr-wren', 30), proposal('dr-wren', 10), proposal('dr-wren', 18));
    expect(find(bookingAfterLeaving, fired, slots)?.facts.on).toBe('2026-12-12');
  });

  test('for the one who leaves, who is spoken to', () => {
    const own = { ...on('2026-11-24', { user: 'dr-wren' }), proposed: usual.proposed };
    expect(find(bookingAfterLeaving, fired, own)?.facts.you).toBe(true);
  });
});

describe('K2', () => {
  staysSilent(bookingAfterLeaving, usual, [
    {
      silent: 'when nothing is proposed',
      because: fired,
      opening: booking(),
      fires: 'when something is',
      with: fired,
      twinOpening: usual,
    },
    {
      silent: 'on the last day itself',
      because: given(visits, 'roles dr-wren | ends 2026-12-14'),
      fires: 'on the day after',
      with: given(visits, 'roles dr-wren | ends 2026-12-13'),
    },
    {
      silent: 'when the day is not known',
      because: fired,
      opening: booking(proposal('dr-wren', 20, { day: undefined })),
      fires: 'when it is',
      with: fired,
      twinOpening: usual,
    },
    {
      silent: 'when the booking is with someone else',
      because: fired,
      opening: booking(proposal('dr-roy', 20)),
      fires: 'when with the usual GP and someone else',
      with: fired,
      twinOpening: booking(proposal('dr-wren', 20, { clinicians: ['dr-roy', 'dr-wren'] })),
    },
    {
      silent: 'while the role has no end',
      because: given(visits, 'roles dr-wren'),
      fires: 'when it has',
      with: fired,
    },
    {
      silent: 'when another role here goes on',
      because: given(visits, leaving, 'roles dr-wren'),
      fires: 'when that one is elsewhere',
      with: given(visits, leaving, 'roles dr-wren | elsewhere'),
    },
    {
      silent: 'when another role here ends after the booking',
      because: given(visits, leaving, 'roles dr-wren | ends 2026-12-20'),
      fires: 'when before it',
      with: given(visits, leaving, 'roles dr-wren | ends 2026-12-12'),
    },
    {
      silent: 'on a rolling contract, renewed twice before',
      because: given(visits, contract('7'), contract('7'), ending),
      fires: 'when renewed once',
      with: given(visits, contract('7'), ending),
    },
    {
      silent: 'when an absence with a return is recorded',
      because: given(visits, `${leaving} | away 2026-12-08 to 2027-08-31`),
      fires: 'when the absence lies before the end',
      with: given(visits, `${leaving} | away 2026-12-01 to 2026-12-05`),
    },
    {
      silent: 'when all roles end on one day',
      because: given(visits, leaving, 'roles dr-may | ends 2026-12-10', 'roles dr-june | ends 2026-12-10'),
      fires: 'when on different days',
      with: given(visits, leaving, 'roles dr-may | ends 2026-12-11', 'roles dr-june | ends 2026-12-12'),
    },
    {
      silent: 'when all roles have ended on one day',
      because: given(visits, ...['dr-wren', 'dr-may', 'dr-june'].map((who) => `roles ${who} | ended 2026-11-10`)),
      fires: 'when on different days',
      with: given(visits, ...['dr-wren', 'dr-may'].map((who) => `roles ${who} | ended 2026-11-10`)),
    },
    {
      silent: 'about a trainee',
      because: given(visits, 'roles dr-wren | trainee | ends 2026-12-10'),
      fires: 'about a locum',
      with: given(visits, 'roles dr-wren | locum | ends 2026-12-10'),
    },
    {
      silent: 'about a trainee whose post has ended',
      because: given(visits, 'roles dr-wren | trainee | ended 2026-11-10'),
      fires: 'about a locum',
      with: given(visits, 'roles dr-wren | locum | ended 2026-11-10'),
    },
    {
      silent: 'when roles can’t be read',
      because: given(visits, 'roles dr-wren | unread'),
      fires: 'when they can',
      with: fired,
    },
    {
      silent: 'about a last day gone by while bookings are unread: they may show the clinician here',
      because: given(visits, 'roles dr-wren | ended 2026-11-10', 'unread bookings'),
      fires: 'when they are read',
      with: given(visits, 'roles dr-wren | ended 2026-11-10'),
    },
    {
      silent: 'about a last day gone by when a later booking stands',
      because: given(visits, 'roles dr-wren | ended 2026-11-10', 'bookings 2026-12-01 | dr-wren'),
      fires: 'when that was cancelled',
      with: given(visits, 'roles dr-wren | ended 2026-11-10', 'bookings 2026-12-01 | dr-wren | cancelled'),
    },
    {
      silent: 'with two visits in the past year',
      because: given('contacts 2025-01-05, 2025-11-20, 2026-05-05, 2026-06-06 | dr-wren', leaving),
      fires: 'with three',
      with: given('contacts 2025-01-05, 2025-11-28, 2026-05-05, 2026-06-06 | dr-wren', leaving),
    },
    ...(['contacts', 'roles', 'clinicians'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, leaving, `unread ${part}`),
      fires: 'while bookings and activity are',
      with: given(visits, leaving, 'unread bookings, activity'),
    })),
    {
      silent: 'on someone who has been here for less than a year',
      because: given(visits, leaving, 'registration since 2025-11-25'),
      fires: 'after a year',
      with: given(visits, leaving, 'registration since 2025-11-24'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(visits, leaving, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
      fires: 'when fewer do',
      with: given(visits, leaving, 'contacts 2026-01-01, 2026-02-01 | nobody'),
    },
  ]);
});

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening: usual });
const two = 'contacts 2025-01-05, 2025-11-20, 2026-05-05, 2026-06-06 | dr-wren';

givesEverySilence(
  bookingAfterLeaving,
  {
    'nothing-being-booked': { ...scene(leaving), opening: booking() },
    'visits-name-nobody': scene(leaving, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
    'no-visits': { life: lifeOf(given(leaving)), opening: usual },
    'not-booked-with-usual': { ...scene(leaving), opening: booking(proposal('dr-roy', 20)) },
    'too-few-visits': { life: lifeOf(given(two, leaving)), opening: usual, because: { visits: 2, needs: 3 } },
    'roles-unread': scene('roles dr-wren | unread'),
    'no-role-here': scene('roles dr-wren | elsewhere'),
    'last-day-unknown': scene('roles dr-wren | inactive'),
    'seen-since': scene('roles dr-wren | ended 2026-11-10', 'bookings 2026-12-01 | dr-wren'),
    'bookings-unread': scene('roles dr-wren | ended 2026-11-10', 'unread bookings'),
    'no-end-before-then': scene('roles dr-wren'),
    trainee: scene('roles dr-wren | trainee | ended 2026-11-10'),
    'rolling-contract': { ...scene(contract('7'), contract('7'), ending), because: { needs: 2 } },
    'many-leave-together': scene(leaving, 'roles dr-may | ends 2026-12-10', 'roles dr-june | ends 2026-12-10'),
    'absence-with-return': scene(`${leaving} | away 2026-12-08 to 2027-08-31`),
  },
  [
    ['no-end-before-then'],
    ['no-end-before-then'],
    ['rolling-contract'],
    ['absence-with-return'],
    ['many-leave-together'],
    ['trainee'],
    ['roles-unread'],
    ['audience', 'observed-too-briefly'],
    ['audience'],
  ],
);

test('K2 shows by no reason that somebody has a last day', () => {
  const reason = (...tables: readonly string[]) =>
    resultOf(bookingAfterLeaving, lifeOf(given(visits, ...tables)), usual);
  expect(reason('roles dr-wren | ends 2026-12-14')).toEqual(reason('roles dr-wren'));
  expect(resultOf(bookingAfterLeaving, lifeOf(given(two, leaving)), usual)).toEqual(
    resultOf(bookingAfterLeaving, lifeOf(given(two)), usual),
  );
});
