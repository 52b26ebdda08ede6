import { describe, expect, test } from '@jest/globals';
import { usualClinicianAway } from '#src/detectors/departures/usual-clinician-away.ts';
import { gapProbability } from '#src/detectors/statistics.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const today = on('2026-10-20');
const visits = `
  contacts  on                                     | with    | how
            2025-01-10 to 2026-06-10 every 100 days | dr-ayla | in person
            2026-03-01                             | dr-wren | in person
            2026-08-08                             | dr-roy  | in person`;
const booked = 'bookings 2026-11-10 | dr-wren';
const others = `
  activity  dr-wren | 40 a week, 2026-02-01 to 2026-10-20
            dr-roy  | 40 a week, 2026-02-01 to 2026-10-20`;
const absent = 'activity dr-ayla | 40 a week, 2026-03-01 to 2026-09-02';
const fired = given(visits, booked, absent, others);
const finding = (...tables: readonly string[]) => find(usualClinicianAway, given(visits, ...tables), today);
const recorded = 'roles dr-ayla | away 2026-09-01 to 2026-12-31';
const rhythm = (aWeek: number, last = '2026-09-02') => `activity dr-ayla | ${aWeek} a week, 2026-03-01 to ${last}`;

describe('A2 fires', () => {
  test('the usual clinician has had no recorded consultation here for long, and an appointment lies ahead', () => {
    expect(usualClinicianAway.detect(fired, today)).toEqual({
      code: 'usual-clinician-away',
      facts: {
        clinician: { reference: 'dr-ayla', name: { family: 'dr-ayla' } },
        visits: 6,
        of: 8,
        recorded: false,
        lastActive: '2026-09-02',
        openKind: 'booking',
        openDue: '2026-11-10',
      },
      counted: [
        'Encounter/1',
        'Encounter/2',
        'Encounter/3',
        'Encounter/4',
        'Encounter/5',
        'Encounter/7',
        'Encounter/6',
        'Encounter/8',
        'Appointment/1',
      ],
      notCounted: [],
      span: { from: on('2025-01-10').asOf, to: on('2026-08-08').asOf },
      number: 8,
      unit: 'visits',
      changeKey: 'dr-ayla 2026-09-02',
    });
  });

  test('on a recorded absence alone, where nobody’s consultations may be read, and says until when', () => {
    const found = finding(booked, recorded);
    expect(found?.facts).toMatchObject({ recorded: true, awayUntil: '2026-12-31' });
    expect(found?.facts).not.toHaveProperty('lastActive');
    expect(found?.counted).toContain('PractitionerRole/dr-ayla');
    expect(found?.changeKey).toBe('dr-ayla 2026-09-01');
    expect(finding(booked, 'roles dr-ayla | away 2026-09-01')?.facts).not.toHaveProperty('awayUntil');
  });

  test('and says no day of last consultation before the person’s own visit, which it counts', () => {
    const own = 'contacts 2026-09-05 | dr-ayla';
    const found = finding(own, booked, absent, others);
    expect(found?.facts.lastActive).toBe('2026-09-05');
    expect(found?.span.to).toBe(on('2026-09-05').asOf);
  });

  test('on a recorded absence too where nothing could be read of one colleague', () => {
    const half = 'activity dr-wren | unread\n dr-roy | 40 a week, 2026-02-01 to 2026-10-20';
    expect(finding(booked, recorded, absent, half)?.facts).toMatchObject({ recorded: true, lastActive: '2026-09-02' });
  });

  test('on absences that follow one another, as on one', () => {
    const parts =
      'roles dr-ayla | away 2026-08-01 to 2026-09-30 | away 2026-10-01 to 2026-10-31 | away 2026-11-01 to 2026-12-15';
    expect(finding(booked, parts)?.facts).toMatchObject({ awayUntil: '2026-12-15' });
    expect(finding(booked, parts.replace('2026-09-30', '2026-09-29'))).toBeUndefined();
  });

  test.each([
    ['task', 'plans task | 2026-11-01'],
    ['referral', 'plans referral'],
    ['activity', 'plans activity | 2027-01-01'],
  ])('when what is open is a %s', (openKind, table) => {
    expect(finding(table, absent, others)?.facts.openKind).toBe(openKind);
  });

  test('when three quarters of the person’s own median interval have gone by', () => {
    const early = visits.replace('2026-08-08', '2026-08-06');
    expect(find(usualClinicianAway, given(early, absent, others), today)?.facts.openKind).toBe('usual-gap');
  });

  test('and tells the most particular of what is open, the nearest first', () => {
    const plans = 'plans referral\nplans task | 2026-12-01\nplans task | 2026-11-01';
    expect(finding(plans, absent, others)).toMatchObject({ facts: { openKind: 'task', openDue: '2026-11-01' } });
    const bookings = 'bookings 2026-12-10 | dr-wren\nbookings 2026-11-20 | dr-roy';
    expect(finding(plans, bookings, absent, others)).toMatchObject({
      facts: { openKind: 'booking', openDue: '2026-11-20' },
    });
  });

  test('on an absence recorded lately, if the gap is long and unlikely all the same', () => {
    const lately = 'roles dr-ayla | away 2026-10-10 to 2026-12-31';
    expect(finding(booked, lately, absent, others)?.facts).toMatchObject({ recorded: false, lastActive: '2026-09-02' });
    expect(finding(booked, lately)).toBeUndefined();
  });

  test.each([40, 8])('about a clinician who sees %d people a week', (aWeek) => {
    expect(finding(booked, rhythm(aWeek, '2026-09-08'), others)).toBeDefined();
  });

  test('at two fifths of the visits, and not below', () => {
    const with6 = 'contacts 2025-01-10 to 2026-06-10 every 100 days | dr-ayla';
    const one = (...who: string[]) => who.map((name, i) => `contacts 2026-07-1${i} | dr-${name}`).join('\n');
    const nine = one('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
    expect(find(usualClinicianAway, given(with6, nine, booked, absent, others), today)?.facts.of).toBe(15);
    expect(
      find(usualClinicianAway, given(with6, nine, 'contacts 2026-07-20 | dr-j', booked, absent, others), today),
    ).toBeUndefined();
  });

  test('when the rows of a busy colleague reach back less far than the gap', () => {
    const short = 'activity dr-wren | 100 a week, 2026-10-06 to 2026-10-20';
    expect(finding(booked, absent, short)).toBeDefined();
  });

  test('for a child of six', () => {
    expect(finding(booked, absent, others, 'person born 2020-05-05')).toBeDefined();
  });

  test('by thresholds that a site has changed', () => {
    expect(find(usualClinicianAway, fired, today, { minDays: 60 })).toBeUndefined();
    expect(find(usualClinicianAway, fired, on('2026-11-05'), { minDays: 60 })).toBeDefined();
  });
});

describe('A2', () => {
  staysSilent(usualClinicianAway, today, [
    {
      silent: 'where the activity of one of the others, and so the practice’s, could not be read',
      because: given(
        visits,
        booked,
        absent,
        'activity dr-wren | unread\n dr-roy | 40 a week, 2026-02-01 to 2026-10-20',
      ),
      fires: 'where it is known of all the others',
      with: fired,
    },
    {
      silent: 'for 41 days, which may be annual leave',
      because: given(visits, booked, rhythm(40, '2026-09-09'), others),
      fires: 'from 42 on',
      with: given(visits, booked, rhythm(40, '2026-09-08'), others),
    },
    {
      silent: 'about a clinician who works here once a week',
      because: given(visits, booked, rhythm(1, '2026-09-08'), others),
      fires: 'about one who sees two people a week',
      with: given(visits, booked, rhythm(2, '2026-09-08'), others),
    },
    {
      silent: 'when nothing is open',
      because: given(visits, absent, others),
      fires: 'when an appointment lies ahead',
      with: fired,
    },
    {
      silent: 'when the appointment is today’s',
      because: given(visits, 'bookings 2026-10-20 | dr-wren', absent, others),
      fires: 'when it is tomorrow’s',
      with: given(visits, 'bookings 2026-10-21 | dr-wren', absent, others),
    },
    {
      silent: 'when the appointment was cancelled',
      because: given(visits, 'bookings 2026-11-10 | dr-wren | cancelled', absent, others),
      fires: 'when it stands',
      with: fired,
    },
    {
      silent: 'when the appointment was made only later',
      because: given(visits, `${booked} | booked | made 2026-10-21`, absent, others),
      fires: 'when it was made before',
      with: given(visits, `${booked} | booked | made 2026-10-20`, absent, others),
    },
    {
      silent: 'when less than three quarters of the person’s own interval have gone by',
      because: given(visits, absent, others),
      fires: 'when they have',
      with: given(visits.replace('2026-08-08', '2026-08-06'), absent, others),
    },
    {
      silent: 'during a feed outage: nobody’s consultations are recorded',
      because: given(visits, booked, absent, others.replaceAll('2026-10-20', '2026-09-12')),
      fires: 'when the others’ are',
      with: fired,
    },
    {
      silent: 'when the others together did less than half of their normal',
      because: given(
        visits,
        booked,
        absent,
        others.replace('2026-10-20', '2026-09-15').replace('2026-10-20', '2026-10-01'),
      ),
      fires: 'when more than half',
      with: given(visits, booked, absent, others.replace('2026-10-20', '2026-09-15')),
    },
    {
      silent: 'when nobody else’s consultations can be read',
      because: given(visits, booked, absent),
      fires: 'when one other’s can',
      with: given(visits, booked, absent, 'activity dr-wren | 40 a week, 2026-02-01 to 2026-10-20'),
    },
    {
      silent: 'when the consultations of the usual clinician cannot be read',
      because: given(visits, booked, others),
      fires: 'when an absence is recorded',
      with: given(visits, booked, others, recorded),
    },
    {
      silent: 'while activity is unread',
      because: given(visits, booked, absent, others, 'unread activity'),
      fires: 'when an absence is recorded',
      with: given(visits, booked, absent, others, recorded, 'unread activity'),
    },
    {
      silent: 'on a recorded absence of less than 42 days',
      because: given(visits, booked, 'roles dr-ayla | away 2026-09-09 to 2026-12-31'),
      fires: 'from 42 on',
      with: given(visits, booked, 'roles dr-ayla | away 2026-09-08 to 2026-12-31'),
    },
    {
      silent: 'when the recorded absence is over',
      because: given(visits, booked, 'roles dr-ayla | away 2026-08-01 to 2026-10-19'),
      fires: 'on its last day',
      with: given(visits, booked, 'roles dr-ayla | away 2026-08-01 to 2026-10-20'),
    },
    {
      silent: 'when the recorded absence is contradicted by a consultation',
      because: given(visits, booked, recorded, rhythm(40, '2026-10-12'), others),
      fires: 'when that was before it',
      with: given(visits, booked, recorded, rhythm(40, '2026-08-31'), others),
    },
    {
      silent: 'when the recorded absence is contradicted by a visit of this person',
      because: given(visits, booked, recorded, 'contacts 2026-09-09 | dr-ayla'),
      fires: 'when that was 42 days ago',
      with: given(visits, booked, recorded, 'contacts 2026-09-08 | dr-ayla'),
    },
    {
      silent: 'when this person was seen lately, though no other consultation is read',
      because: given(visits, booked, absent, others, 'contacts 2026-10-12 | dr-ayla'),
      fires: 'when that visit was cancelled',
      with: given(visits, booked, absent, others, 'contacts 2026-10-12 | dr-ayla | cancelled'),
    },
    {
      silent: 'when the absence is recorded for one of two roles here',
      because: given(visits, booked, recorded, 'roles dr-ayla'),
      fires: 'when the other role is elsewhere',
      with: given(visits, booked, recorded, 'roles dr-ayla | elsewhere'),
    },
    {
      silent: 'when the start of the absence is not recorded',
      because: given(visits, booked, 'roles dr-ayla | away to 2026-12-31'),
      fires: 'when the last consultation tells it',
      with: given(visits, booked, 'roles dr-ayla | away to 2026-12-31', rhythm(1), others),
    },
    {
      silent: 'about someone who has left',
      because: given(visits, booked, absent, others, 'roles dr-ayla | ended 2026-09-02'),
      fires: 'when the role goes on',
      with: given(visits, booked, absent, others, 'roles dr-ayla | ends 2026-12-02'),
    },
    {
      silent: 'when roles could not be read for the clinician',
      because: given(visits, booked, absent, others, 'roles dr-ayla | unread'),
      fires: 'when they could',
      with: fired,
    },
    {
      silent: 'to the one who was away',
      because: fired,
      opening: on('2026-10-20', { user: 'dr-ayla' }),
      fires: 'to someone else',
      with: fired,
      twinOpening: on('2026-10-20', { user: 'dr-wren' }),
    },
    {
      silent: 'when the clinician is not established',
      because: given('contacts 2026-05-01, 2026-06-01, 2026-07-01, 2026-08-01 | dr-ayla', booked, absent, others),
      fires: 'when for half a year',
      with: given('contacts 2026-01-01, 2026-06-01, 2026-07-01, 2026-08-01 | dr-ayla', booked, absent, others),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'antenatal', 'dialysis', 'elsewhere'].map((how) => ({
      silent: `when the visits were ${how}`,
      because: given(visits.replace('dr-ayla | in person', `dr-ayla | ${how}`), booked, absent, others),
      fires: 'when they were by phone',
      with: given(visits.replace('dr-ayla | in person', 'dr-ayla | phone'), booked, absent, others),
    })),
    ...(['contacts', 'roles', 'clinicians', 'person'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, booked, absent, others, `unread ${part}`),
      fires: 'while the teams are',
      with: given(visits, booked, absent, others, 'unread teams, registration, plans'),
    })),
    {
      silent: 'on a new patient, of less than a year',
      because: given(visits, booked, absent, others, 'registration since 2025-10-21'),
      fires: 'after a year',
      with: given(visits, booked, absent, others, 'registration since 2025-10-20'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(visits, booked, absent, others, 'contacts 2026-01-01, 2026-02-01, 2026-04-01 | nobody'),
      fires: 'when fewer do',
      with: given(visits, booked, absent, others, 'contacts 2026-01-01, 2026-02-01 | nobody'),
    },
  ]);
});

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening: today });
const four = 'contacts 2026-05-01, 2026-06-01, 2026-07-01, 2026-08-01 | dr-ayla';

givesEverySilence(
  usualClinicianAway,
  {
    'visits-name-nobody': scene(booked, absent, others, 'contacts 2026-01-01, 2026-02-01, 2026-04-01 | nobody'),
    'no-visits': { life: lifeOf(given(booked, absent, others)), opening: today },
    'not-usual-clinician': {
      life: lifeOf(given(four, booked, absent, others)),
      opening: today,
      because: { visits: 4, of: 4 },
    },
    'user-is-the-clinician': {
      ...scene(booked, absent, others),
      opening: on('2026-10-20', { user: 'dr-ayla' }),
    },
    'roles-unread': scene(booked, absent, others, 'roles dr-ayla | unread'),
    'clinician-not-at-work': scene(booked, absent, others, 'roles dr-ayla | ended 2026-09-02'),
    'seen-lately': { ...scene(booked, rhythm(40, '2026-09-09'), others), because: { needsDays: 42 } },
    'consultations-unread': { ...scene(booked, others), because: { needsDays: 42 } },
    'others-unread': scene(booked, absent, 'activity dr-wren | unread'),
    'practice-quiet': scene(booked, absent, others.replaceAll('2026-10-20', '2026-09-12')),
    'gap-may-be-chance': {
      ...scene(booked, rhythm(1, '2026-09-08'), others),
      because: { probability: gapProbability(26, 182, 42), below: 0.001 },
    },
    'nothing-open': scene(absent, others),
  },
  [
    ['not-counted'],
    ['seen-lately', 'consultations-unread'],
    ['gap-may-be-chance'],
    ['practice-quiet', 'others-unread'],
    ['nothing-open'],
    ['clinician-not-at-work', 'roles-unread'],
    ['user-is-the-clinician'],
    ['consultations-unread'],
  ],
);
