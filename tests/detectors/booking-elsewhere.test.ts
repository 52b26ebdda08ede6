import { describe, expect, test } from '@jest/globals';
import { bookingElsewhere } from '#src/detectors/scheduling/booking-elsewhere.ts';
import type { Proposal } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { booking as booked, proposal } from '../support/builders.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

/** Booked on 24 November 2026 at noon. */
const booking = (...proposed: readonly Proposal[]) => ({ ...on('2026-11-24', { user: 'clerk' }), proposed });
const withRoy = (daysAhead = 10, difference: Partial<Proposal> = {}) => proposal('dr-roy', daysAhead, difference);
const usual = booking(withRoy());
const visits = `
  contacts  on                                     | with   | how
            2025-01-10 to 2026-10-02 every 70 days | dr-wren | in person
            2026-03-03                             | dr-lee  | in person
  roles     dr-wren | since 2010-01-01
            dr-roy  | since 2022-01-01
            clerk   | not-clinical`;
const life = given(visits);
const several = (wren: number, roy: number) => `
  contacts ${Array.from({ length: wren }, (_, i) => `2026-0${i + 1}-05`).join(', ')} | dr-wren
           ${Array.from({ length: roy }, (_, i) => `2026-0${i + 1}-15`).join(', ')} | dr-roy
  roles    dr-roy`;

describe('K1 fires', () => {
  test('when someone with a usual GP is being booked with another', () => {
    expect(find(bookingElsewhere, life, usual)).toEqual({
      code: 'booking-elsewhere',
      facts: {
        clinician: { reference: 'dr-wren', name: { family: 'dr-wren' } },
        you: false,
        other: { reference: 'dr-roy', name: { family: 'dr-roy' } },
        visits: 10,
        of: 11,
        on: '2026-12-04',
      },
      counted: [
        ...Array.from({ length: 10 }, (_, i) => `Encounter/${i + 1}`).toSpliced(6, 0, 'Encounter/11'),
        'PractitionerRole/dr-wren',
        usual.proposed[0]?.reference,
      ],
      notCounted: [],
      span: { from: on('2025-01-10').asOf, to: on('2026-10-02').asOf },
      number: 11,
      unit: 'visits',
      changeKey: 'dr-roy 2026-12-04',
    });
  });

  test('once, about the nearest of several slots', () => {
    const finding = find(bookingElsewhere, life, booking(withRoy(20), withRoy(6), withRoy(12)));
    expect(finding?.facts).toMatchObject({ on: '2026-11-30' });
  });

  test('and names no proposal that has no id of its own', () => {
    const finding = find(
      bookingElsewhere,
      life,
      booking(withRoy(10, { identified: false, reference: 'Appointment/?' })),
    );
    expect(finding?.counted).not.toContain('Appointment/?');
  });

  test('for the usual GP who books it, who is spoken to', () => {
    const opening = { ...on('2026-11-24', { user: 'dr-wren' }), proposed: [withRoy()] };
    expect(find(bookingElsewhere, life, opening)?.facts.you).toBe(true);
  });

  test('by thresholds that a site has changed', () => {
    expect(find(bookingElsewhere, life, usual, { minVisits: 11 })).toBeUndefined();
    expect(find(bookingElsewhere, life, usual, { minHours: 240 })).toBeUndefined();
  });

  test.each([
    [4, 0, true],
    [3, 0, false],
    [5, 2, true],
    [5, 3, false],
    [7, 3, false],
    [8, 3, true],
  ])('with %i visits to the usual GP and %i to the other: %s', (wren, roy, fires) => {
    expect(find(bookingElsewhere, given(several(wren, roy)), usual) !== undefined).toBe(fires);
  });

  test('from half of the GP visits on', () => {
    const others = (count: number) =>
      given(several(4, 0), ...Array.from({ length: count }, (_, i) => `contacts 2026-02-2${i} | dr-x${i}`));
    expect(find(bookingElsewhere, others(4), usual)).toBeDefined();
    expect(find(bookingElsewhere, others(5), usual)).toBeUndefined();
  });
});

describe('K1', () => {
  staysSilent(bookingElsewhere, usual, [
    {
      silent: 'when nothing is proposed',
      because: life,
      opening: booking(),
      fires: 'when something is',
      with: life,
      twinOpening: usual,
    },
    {
      silent: 'when another appointment of the call is with the usual GP',
      because: life,
      opening: booking(withRoy(), proposal('dr-wren', 12)),
      fires: 'when that one is with the same GP',
      with: life,
      twinOpening: booking(withRoy(), withRoy(12)),
    },
    {
      silent: 'when the booking is with the usual GP',
      because: life,
      opening: booking(proposal('dr-wren', 10)),
      fires: 'when it is not',
      with: life,
      twinOpening: usual,
    },
    {
      silent: 'when it is with a nurse',
      because: given(visits, 'roles nurse-dean'),
      opening: booking(proposal('nurse-dean', 10)),
      fires: 'when it is with a locum',
      with: given(visits, 'roles locum-may'),
      twinOpening: booking(proposal('locum-may', 10)),
    },
    {
      silent: 'when it is with someone who is not a clinician',
      because: life,
      opening: booking(proposal('clerk', 10)),
      fires: 'when with a trainee',
      with: given(visits, 'roles dr-new | trainee'),
      twinOpening: booking(proposal('dr-new', 10)),
    },
    {
      silent: 'when it is with someone whose roles can’t be read',
      because: given(visits, 'roles dr-new | unread'),
      opening: booking(proposal('dr-new', 10)),
      fires: 'when they can',
      with: given(visits, 'roles dr-new'),
      twinOpening: booking(proposal('dr-new', 10)),
    },
    {
      silent: 'when it is with two GPs, or with nobody',
      because: life,
      opening: booking(withRoy(10, { clinicians: ['dr-roy', 'dr-lee'] }), withRoy(10, { clinicians: [] })),
      fires: 'when with one',
      with: life,
      twinOpening: usual,
    },
    {
      silent: 'when someone is there too whose roles can’t be read',
      because: given(visits, 'roles nurse-dean | unread'),
      opening: booking(withRoy(10, { clinicians: ['nurse-dean', 'dr-roy'] })),
      fires: 'when that is a nurse',
      with: given(visits, 'roles nurse-dean'),
      twinOpening: booking(withRoy(10, { clinicians: ['nurse-dean', 'dr-roy'] })),
    },
    {
      silent: 'when it starts within 48 hours',
      because: life,
      opening: booking(withRoy(2)),
      fires: 'when later',
      with: life,
      twinOpening: booking(withRoy(3)),
    },
    {
      silent: 'when it starts in just 48 hours',
      because: life,
      opening: booking(withRoy(2, { startsAt: usual.now + 48 * 3_600_000 })),
      fires: 'a minute later',
      with: life,
      twinOpening: booking(withRoy(2, { startsAt: usual.now + 48 * 3_600_000 + 60_000 })),
    },
    {
      silent: 'when only the day is known, and it may be within 48 hours',
      because: life,
      opening: booking(withRoy(2, { startsAt: undefined })),
      fires: 'when it can’t be',
      with: life,
      twinOpening: booking(withRoy(3, { startsAt: undefined })),
    },
    {
      silent: 'when not even the day is known',
      because: life,
      opening: booking(withRoy(10, { day: undefined, startsAt: undefined })),
      fires: 'when it is',
      with: life,
      twinOpening: usual,
    },
    ...(['walkIn', 'duty'] as const).map((trait) => ({
      silent: `when it is a ${trait} appointment`,
      because: life,
      opening: booking(withRoy(10, { [trait]: true })),
      fires: 'when ordinary',
      with: life,
      twinOpening: usual,
    })),
    {
      silent: 'when it is one of a planned series',
      because: life,
      opening: booking(withRoy(10, { series: 'vaccination' })),
      fires: 'when it is about something of recall only',
      with: life,
      twinOpening: booking(withRoy(10, { kinds: ['recall-blood-pressure'] })),
    },
    {
      silent: 'while the usual GP’s roles can’t be read',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | unread')),
      fires: 'when they can',
      with: life,
    },
    {
      silent: 'when the usual GP leaves before that day',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | ends 2026-12-03')),
      fires: 'when no leaving is recorded',
      with: life,
    },
    {
      silent: 'when the usual GP leaves within 84 days after it, and the booking may be the handover',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | ends 2027-02-26')),
      fires: 'when a day later',
      with: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | ends 2027-02-27')),
    },
    {
      silent: 'when a trainee whom the person usually sees changes post by then',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | trainee | ends 2027-02-02')),
      fires: 'when only at the changeover after it',
      with: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | trainee | ends 2027-08-03')),
    },
    {
      silent: 'when someone takes part whose role was not read',
      because: life,
      opening: booking(withRoy(10, { unreadClinician: true })),
      fires: 'when nobody does',
      with: life,
      twinOpening: usual,
    },
    {
      silent: 'when another appointment of the call is with such a one',
      because: life,
      opening: booking(withRoy(), proposal('nurse-dean', 12, { clinicians: [], unreadClinician: true })),
      fires: 'when that is with nobody',
      with: life,
      twinOpening: booking(withRoy(), proposal('nurse-dean', 12, { clinicians: [] })),
    },
    {
      silent: 'when the one who is booked was not read, and may be anyone',
      because: given(visits.replace('dr-roy  | since 2022-01-01', 'dr-roy | person unread')),
      fires: 'when they were',
      with: life,
    },
    {
      silent: 'when a visit was with a role that was not read: the other may have been seen in it',
      because: given(visits, 'contacts 2026-03-04 | dr-lee | unread role'),
      fires: 'when it was',
      with: given(visits, 'contacts 2026-03-04 | dr-lee'),
    },
    {
      silent: 'when someone of the visits was not read',
      because: given(visits, 'roles dr-lee | person unread'),
      fires: 'when they were',
      with: given(visits, 'roles dr-lee'),
    },
    {
      silent: 'when the usual GP has left',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | ended 2026-11-01')),
      fires: 'when only a role elsewhere has ended',
      with: given(visits, 'roles dr-wren | elsewhere | ended 2026-11-01'),
    },
    {
      silent: 'when the usual GP is recorded as away on that day',
      because: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | away 2026-12-01 to 2026-12-04')),
      fires: 'when back by then',
      with: given(visits.replace('dr-wren | since 2010-01-01', 'dr-wren | away 2026-11-20 to 2026-12-03')),
    },
    {
      silent: 'when the usual GP has not been at work for long, though nothing is recorded',
      because: given(
        visits,
        'activity dr-wren | 40 a week, 2025-11-24 to 2026-10-02',
        'activity dr-lee | 40 a week, 2025-11-24 to 2026-11-23',
      ),
      fires: 'when all were as little at work: that is a gap of the feed',
      with: given(
        visits,
        'activity dr-wren | 40 a week, 2025-11-24 to 2026-10-02',
        'activity dr-lee | 40 a week, 2025-11-24 to 2026-10-02',
      ),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'letter', 'elsewhere'].map((how) => ({
      silent: `when the visits were ${how}`,
      because: given(several(4, 0).replace('| dr-wren', `| dr-wren | ${how}`)),
      fires: 'when they were by phone',
      with: given(several(4, 0).replace('| dr-wren', '| dr-wren | phone')),
    })),
    ...(['contacts', 'roles', 'clinicians'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, `unread ${part}`),
      fires: 'while bookings and activity are',
      with: given(visits, 'unread bookings, activity'),
    })),
    {
      silent: 'on someone who has been here for less than a year',
      because: given(visits, 'registration since 2025-11-25'),
      fires: 'after a year',
      with: given(visits, 'registration since 2025-11-24'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(visits, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
      fires: 'when fewer do',
      with: given(visits, 'contacts 2026-01-01, 2026-02-01 | nobody'),
    },
  ]);
});

const at = (opening: Opening, ...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening });
const wren = (what: string) => ({
  life: lifeOf(given(visits.replace('dr-wren | since 2010-01-01', `dr-wren | ${what}`))),
  opening: usual,
});
const changed = { state: 'cancelled', by: 'person', clinicians: ['dr-wren'], changedProvider: true } as const;

givesEverySilence(
  bookingElsewhere,
  {
    'nothing-being-booked': at(booking()),
    'visits-name-nobody': at(usual, 'contacts 2026-01-01, 2026-02-01, 2026-03-01 | nobody'),
    'no-visits': { life: lifeOf(given('roles dr-roy')), opening: usual },
    'booked-with-unread': at(booking(withRoy(10, { unreadClinician: true }))),
    'booked-with-usual': at(booking(withRoy(), proposal('dr-wren', 12))),
    'clinician-unread': at(usual, 'roles dr-lee | person unread'),
    'too-few-visits': { life: lifeOf(given(several(3, 0))), opening: usual, because: { visits: 3, needs: 4 } },
    'share-too-small': {
      ...at(usual, ...['a', 'b', 'c'].map((who, i) => `contacts 2026-0${i + 1}-07, 2026-0${i + 1}-09 | dr-${who}`)),
      settings: { minShare: 0.6 },
      because: { share: 10 / 17, needs: 0.6 },
    },
    'roles-unread': wren('unread'),
    'clinician-not-at-work': wren('ended 2026-11-01'),
    'not-seen-lately': {
      ...at(
        usual,
        'activity dr-wren | 40 a week, 2025-11-24 to 2026-10-02',
        'activity dr-lee | 40 a week, 2025-11-24 to 2026-11-23',
      ),
      because: { sinceDays: 53 },
    },
    'day-unknown': at(booking(withRoy(10, { day: undefined, startsAt: undefined }))),
    'booked-roles-unread': at(booking(proposal('dr-new', 10)), 'roles dr-new | unread'),
    'no-gp-booked': at(booking(proposal('nurse-dean', 10)), 'roles nurse-dean'),
    'several-gps-booked': at(booking(withRoy(10, { clinicians: ['dr-roy', 'dr-lee'] }))),
    'walk-in-or-duty': at(booking(withRoy(10, { walkIn: true }))),
    'planned-series': at(booking(withRoy(10, { series: 'vaccination' }))),
    'starts-soon': { ...at(booking(withRoy(2))), because: { needs: 48 } },
    'other-gp-known': {
      life: lifeOf(given(several(5, 3))),
      opening: usual,
      because: { share: 3 / 8, below: 0.3 },
    },
    'away-that-day': wren('away 2026-12-01 to 2026-12-04'),
    'leaves-near-then': wren('ends 2027-02-26'),
    'left-the-clinician': {
      life: { ...lifeOf(life), bookings: [booked(54, changed)] },
      opening: usual,
    },
  },
  [
    ['booked-with-usual'],
    ['other-gp-known'],
    ['no-gp-booked', 'booked-roles-unread', 'several-gps-booked'],
    ['starts-soon'],
    ['walk-in-or-duty'],
    ['planned-series'],
    ['booked-with-unread', 'clinician-unread'],
    ['roles-unread', 'leaves-near-then', 'away-that-day', 'not-seen-lately', 'clinician-not-at-work'],
    ['suppression'],
    ['audience', 'observed-too-briefly'],
  ],
);
