import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { changeoversOf } from '#src/detectors/departures/changeover.ts';
import { traineeChangeover } from '#src/detectors/departures/trainee-changeover.ts';
import { isoDay } from '#src/history/calendar.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const today = on('2026-11-24');
const visits = `
  contacts  on                                               | with     | how
            2026-07-01, 2026-08-10, 2026-09-10, 2026-10-10, 2026-11-10 | dr-osei  | in person
            2026-09-20                                       | dr-wren  | in person`;
const post = 'roles dr-osei | trainee | since 2026-02-04 | ends 2027-02-03';
const byCalendar = 'roles dr-osei | trainee | since 2026-08-05';
const ended = 'roles dr-osei | trainee | since 2026-02-04 | ended 2026-11-14';
const fired = given(visits, post);
const passed = given(visits, ended);

describe('A4 fires', () => {
  test('the trainee whom the person saw most is about to move on', () => {
    expect(traineeChangeover.detect(fired, today)).toEqual({
      code: 'trainee-changeover',
      facts: {
        clinician: { reference: 'dr-osei', name: { family: 'dr-osei' } },
        you: false,
        ends: '2027-02-03',
        recorded: true,
        passed: false,
        visits: 5,
        of: 6,
        weeks: 10,
        noteBegun: false,
      },
      counted: [1, 2, 3, 6, 4, 5].map((n) => `Encounter/${n}`).concat('PractitionerRole/dr-osei'),
      notCounted: [],
      span: { from: on('2026-07-01').asOf, to: on('2026-11-10').asOf },
      number: 6,
      unit: 'visits',
      changeKey: 'dr-osei 2027-02-03',
    });
  });

  test('by the calendar, where no end is recorded', () => {
    expect(find(traineeChangeover, given(visits, byCalendar), today)?.facts).toMatchObject({
      ends: '2027-02-03',
      recorded: false,
      passed: false,
    });
  });

  test('to the trainee, as theirs', () => {
    expect(find(traineeChangeover, fired, on('2026-11-24', { user: 'dr-osei' }))?.facts.you).toBe(true);
  });

  test('after the changeover, and counts the visit since', () => {
    const found = find(traineeChangeover, given(visits, ended, 'contacts 2026-11-20 | dr-wren'), today);
    expect(found?.facts).toMatchObject({ ends: '2026-11-14', passed: true, weeks: 1, visits: 5, of: 7 });
  });

  test('from 84 days before until 90 days after', () => {
    const early = visits.replace('2026-07-01', '2026-10-20');
    const fires = (date: string) => find(traineeChangeover, given(early, post), on(date)) !== undefined;
    expect(['2026-11-10', '2026-11-11', '2027-02-03', '2027-05-04', '2027-05-05'].map(fires)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(find(traineeChangeover, given(early, post), on('2027-02-03'))?.facts).toMatchObject({
      passed: false,
      weeks: 0,
    });
  });

  test.each([
    ['2026-11-25', 10],
    ['2026-11-28', 10],
    ['2026-11-29', 9],
    ['2027-01-30', 1],
    ['2027-01-31', 0],
  ])('on %s about %i weeks ahead', (date, weeks) => {
    const recent = visits.replace('2026-07-01', '2026-10-20');
    expect(find(traineeChangeover, given(recent, post), on(date))?.facts.weeks).toBe(weeks);
  });

  test('when a post here was followed by another, on the end of the later', () => {
    const two = given(visits, 'roles dr-osei | trainee | ended 2025-08-05', post);
    expect(find(traineeChangeover, two, today)?.facts.ends).toBe('2027-02-03');
  });

  test('when an earlier post was closed without a date', () => {
    const two = given(visits, 'roles dr-osei | trainee | since 2024-08-07 | inactive', post);
    expect(find(traineeChangeover, two, today)?.facts.ends).toBe('2027-02-03');
  });

  test('by the calendar, on the changeover that is nearest where a site looks further', () => {
    const long = given(
      'contacts 2026-05-30, 2026-06-20, 2026-07-10 | dr-osei',
      'roles dr-osei | trainee | since 2025-08-06',
    );
    const ends = (date: string) =>
      find(traineeChangeover, long, on(date), { daysAhead: 200, daysAfter: 200 })?.facts.ends;
    expect([ends('2026-09-20'), ends('2026-11-24')]).toEqual(['2026-08-05', '2027-02-03']);
  });

  test('when several trainees change over on one day', () => {
    const others = 'roles dr-t1 | trainee | ends 2027-02-03\nroles dr-t2 | trainee | ends 2027-02-03';
    expect(find(traineeChangeover, given(visits, post, others), today)).toBeDefined();
  });

  test('for a child of six, and by thresholds that a site has changed', () => {
    expect(find(traineeChangeover, given(visits, post, 'person born 2020-01-01'), today)).toBeDefined();
    expect(find(traineeChangeover, fired, today, { daysAhead: 30 })).toBeUndefined();
    expect(find(traineeChangeover, fired, on('2027-01-05'), { daysAhead: 30, minVisits: 2 })).toBeDefined();
  });
});

describe('the calendar of UK training posts', () => {
  const file = '../shared/vectors/statistics.json';
  const name = `has the published first Wednesdays${existsSync(file) ? '' : ' (skipped: no ../shared/vectors)'}`;
  (existsSync(file) ? test : test.skip)(name, () => {
    const { ukTraineeChangeovers } = JSON.parse(readFileSync(file, 'utf8')) as { ukTraineeChangeovers: string[] };
    expect([2026, 2027, 2028].flatMap(changeoversOf).map(isoDay)).toEqual(ukTraineeChangeovers);
  });
  test('has a Wednesday on the first of a month', () => {
    expect(changeoversOf(2029).map(isoDay)).toEqual(['2029-02-07', '2029-08-01']);
  });
});

describe('A4', () => {
  staysSilent(traineeChangeover, today, [
    {
      silent: 'about a salaried GP',
      because: given(visits, 'roles dr-osei | gp | ends 2027-02-03'),
      fires: 'about a trainee',
      with: fired,
    },
    {
      silent: 'when the trainee stays on in a new role',
      because: given(visits, post, 'roles dr-osei | gp | since 2027-02-04'),
      fires: 'when that is elsewhere',
      with: given(visits, post, 'roles dr-osei | gp | since 2027-02-04 | elsewhere'),
    },
    {
      silent: 'when the trainee stayed on after the changeover',
      because: given(visits, ended, 'roles dr-osei | gp | since 2026-11-15'),
      fires: 'when the role was over as well',
      with: given(visits, ended, 'roles dr-osei | gp | ended 2026-11-14'),
    },
    {
      silent: 'when the recorded end is not near, though the calendar’s is',
      because: given(visits, 'roles dr-osei | trainee | since 2026-02-04 | ends 2027-08-03'),
      fires: 'when no end is recorded',
      with: given(visits, 'roles dr-osei | trainee | since 2026-02-04'),
    },
    {
      silent: 'when the post was given up before its recorded end',
      because: given(visits, `${post} | inactive`),
      fires: 'when that day has passed',
      with: given(visits, `${ended} | inactive`),
    },
    {
      silent: 'by the calendar, when the role began less than five months before',
      because: given(visits, 'roles dr-osei | trainee | since 2026-09-10'),
      fires: 'when five months before',
      with: given(visits, 'roles dr-osei | trainee | since 2026-09-03'),
    },
    {
      silent: 'by the calendar, when the start is not recorded',
      because: given(visits, 'roles dr-osei | trainee'),
      fires: 'when it is',
      with: given(visits, byCalendar),
    },
    {
      silent: 'by the calendar, when the role is no longer active',
      because: given(visits, `${byCalendar} | inactive`),
      fires: 'when it is',
      with: given(visits, byCalendar),
    },
    {
      silent: 'by the calendar, when an appointment with the trainee lies after it',
      because: given(visits, byCalendar, 'bookings 2027-02-20 | dr-osei'),
      fires: 'when before it',
      with: given(visits, byCalendar, 'bookings 2027-01-20 | dr-osei'),
    },
    {
      silent: 'when the person saw the trainee here after the changeover',
      because: given(visits, ended, 'contacts 2026-11-20 | dr-osei'),
      fires: 'when that was cancelled',
      with: given(visits, ended, 'contacts 2026-11-20 | dr-osei | cancelled'),
    },
    {
      silent: 'when the trainee saw anyone here after the changeover',
      because: given(visits, ended, 'activity dr-osei | 20 a week, 2026-08-05 to 2026-11-20'),
      fires: 'when not',
      with: given(visits, ended, 'activity dr-osei | 20 a week, 2026-08-05 to 2026-11-14'),
    },
    {
      silent: 'after the changeover, when another GP has been seen twice since',
      because: given(visits, ended, 'contacts 2026-11-18, 2026-11-20 | dr-wren'),
      fires: 'when two others once each',
      with: given(visits, ended, 'contacts 2026-11-18 | dr-wren', 'contacts 2026-11-20 | dr-roy'),
    },
    {
      silent: 'after the changeover, when a locum has been seen twice',
      because: given(visits, ended, 'contacts 2026-11-18, 2026-11-20 | locum-lane'),
      fires: 'when a nurse has',
      with: given(visits, ended, 'contacts 2026-11-18, 2026-11-20 | nurse-dean'),
    },
    {
      silent: 'when all roles end on one day',
      because: given(visits, post, ...['wren', 'roy', 'lee'].map((who) => `roles dr-${who} | ends 2027-02-03`)),
      fires: 'when these end the day after',
      with: given(visits, post, ...['wren', 'roy', 'lee'].map((who) => `roles dr-${who} | ends 2027-02-04`)),
    },
    {
      silent: 'when someone new may have been seen twice since, once in a visit that is not told',
      because: given(visits, ended, 'contacts 2026-11-18 | dr-wren\n 2026-11-20 | dr-wren | restricted'),
      fires: 'when that was before the changeover',
      with: given(visits, ended, 'contacts 2026-11-18 | dr-wren\n 2026-11-12 | dr-wren | restricted'),
    },
    {
      silent: 'with two visits in six months',
      because: given('contacts 2026-09-10, 2026-10-10 | dr-osei', post),
      fires: 'with three',
      with: given('contacts 2026-05-26, 2026-09-10, 2026-10-10 | dr-osei', post),
    },
    {
      silent: 'with a share of visits below one half',
      because: given(
        visits,
        post,
        'contacts 2026-07-20, 2026-07-25, 2026-10-25 | dr-roy',
        'contacts 2026-10-28, 2026-10-29 | dr-lee',
      ),
      fires: 'when these were with a nurse',
      with: given(visits, post, 'contacts 2026-07-20, 2026-07-25, 2026-10-25, 2026-10-28 | nurse-dean'),
    },
    {
      silent: 'with five of eleven visits',
      because: given(
        visits,
        post,
        'contacts 2026-07-20, 2026-07-25 | dr-roy\n 2026-10-01, 2026-10-02, 2026-10-03 | dr-lee',
      ),
      fires: 'with five of ten',
      with: given(visits, post, 'contacts 2026-07-20, 2026-07-25 | dr-roy\n 2026-10-01, 2026-10-02 | dr-lee'),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'antenatal', 'dialysis', 'elsewhere'].map((how) => ({
      silent: `when the visits were ${how}`,
      because: given(visits.replace('dr-osei  | in person', `dr-osei | ${how}`), post),
      fires: 'when they were by phone',
      with: given(visits.replace('dr-osei  | in person', 'dr-osei | phone'), post),
    })),
    {
      silent: 'when the record gives only years',
      because: given('contacts 2026, 2026, 2026, 2026 | dr-osei', post),
      fires: 'when it gives days',
      with: given('contacts 2026-07-01, 2026-08-01, 2026-09-01 | dr-osei', post),
    },
    {
      silent: 'when roles could not be read for the trainee',
      because: given(visits, 'roles dr-osei | unread'),
      fires: 'when they could',
      with: passed,
    },
    ...(['contacts', 'roles', 'clinicians'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, post, `unread ${part}`),
      fires: 'while bookings are',
      with: given(visits, post, 'unread bookings, activity, registration'),
    })),
    {
      silent: 'on a new patient, of less than six months',
      because: given(visits, post, 'registration since 2026-05-27'),
      fires: 'after six months',
      with: given(visits, post, 'registration since 2026-05-25'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(visits, post, 'contacts 2026-10-01, 2026-10-02 | nobody'),
      fires: 'when fewer do',
      with: given(visits, post, 'contacts 2026-10-01 | nobody'),
    },
  ]);
});

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening: today });
const five = 'contacts 2026-07-20, 2026-07-25 | dr-roy\n 2026-10-01, 2026-10-02, 2026-10-03 | dr-lee';

givesEverySilence(
  traineeChangeover,
  {
    'no-visits': { life: lifeOf(given(post)), opening: today },
    'no-trainee': scene(),
    'roles-unread': scene('roles dr-osei | unread'),
    'no-changeover-near': {
      ...scene('roles dr-osei | trainee | since 2026-09-10'),
      because: { aheadDays: 84, sinceDays: 90 },
    },
    'stays-on': scene(post, 'roles dr-osei | since 2027-02-04'),
    'seen-since': scene(ended, 'contacts 2026-11-20 | dr-osei'),
    'many-leave-together': scene(post, ...['wren', 'roy', 'lee'].map((who) => `roles dr-${who} | ends 2027-02-03`)),
    'too-few-visits': {
      life: lifeOf(given('contacts 2026-09-10, 2026-10-10 | dr-osei', post)),
      opening: today,
      because: { visits: 2, needs: 3 },
    },
    'share-too-small': { ...scene(post, five), because: { share: 5 / 11, needs: 0.5 } },
    'visits-name-nobody': scene(post, 'contacts 2026-10-01, 2026-10-02 | nobody'),
    'not-usual-clinician': {
      ...scene(post, 'contacts 2026-10-20, 2026-11-01, 2026-11-12, 2026-11-14 | dr-wren'),
      because: { visits: 5, of: 10 },
    },
    'taken-over': { ...scene(ended, 'contacts 2026-11-18, 2026-11-20 | dr-wren'), because: { needs: 2 } },
  },
  [
    ['stays-on'],
    ['no-changeover-near'],
    ['seen-since'],
    ['many-leave-together'],
    ['taken-over'],
    ['roles-unread'],
    ['observed-too-briefly'],
  ],
);
