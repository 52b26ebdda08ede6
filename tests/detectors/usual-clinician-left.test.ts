import { describe, expect, test } from '@jest/globals';
import { usualClinicianLeft } from '#src/detectors/departures/usual-clinician-left.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { resultOf } from '../support/builders.ts';
import { find, given, lifeOf, on, reading } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const today = on('2025-09-01');
const visits = `
  contacts  on                                     | with    | how
            2023-02-10 to 2025-07-10 every 110 days | dr-ayla | in person
            2024-05-01                             | dr-wren | in person
            2024-09-01                             | dr-roy  | in person`;
const earlier = visits.replace('2025-07-10', '2025-05-10');
const left = 'roles dr-ayla | since 2015-01-01 | ended 2025-07-31';
const fired = given(visits, left);
const finding = (...tables: readonly string[]) => find(usualClinicianLeft, given(visits, ...tables), today);

describe('A1 fires', () => {
  test('the usual clinician left and no one has taken over', () => {
    const history = given(`
      contacts  on         | with    | how
                2024-01-10 | dr-ayla | in person
                2024-04-10 | dr-ayla | in person
                2024-08-10 | dr-ayla | phone
                2025-02-11 | dr-ayla | in person
                2025-08-20 | dr-wren | in person
      roles     dr-ayla    | ended 2025-07-31`);
    expect(usualClinicianLeft.detect(history, today)).toEqual({
      code: 'usual-clinician-left',
      facts: {
        clinician: { reference: 'dr-ayla', name: { family: 'dr-ayla' } },
        visits: 4,
        since: 2024,
        left: '2025-07-31',
        lastSeen: '2025-02-11',
        firstVisitSince: false,
        visitsSince: 1,
      },
      counted: ['Encounter/1', 'Encounter/2', 'Encounter/3', 'Encounter/4', 'Encounter/5', 'PractitionerRole/dr-ayla'],
      notCounted: [],
      span: { from: on('2024-01-10').asOf, to: on('2025-08-20').asOf },
      number: 5,
      unit: 'visits',
      changeKey: 'dr-ayla 2025-07-31',
    });
  });

  test('from the day after the last day, for a year', () => {
    const dates = ['2025-07-31', '2025-08-01', '2026-07-31', '2026-08-01'];
    const found = dates.map((date) => find(usualClinicianLeft, fired, on(date)) !== undefined);
    expect(found).toEqual([false, true, true, false]);
  });

  test('and counts all visits with the clinician, also those before the three years', () => {
    expect(finding(left, 'contacts 2015-03-01 to 2021-03-01 every 365 days | dr-ayla')?.facts).toMatchObject({
      visits: 16,
      since: 2015,
      lastSeen: '2025-07-09',
    });
  });

  test('after visits with two others, one each, and tells their number', () => {
    const found = finding(
      left,
      `contacts 2025-08-10 | dr-wren | in person | called after-wren
                2025-08-20 | dr-roy  | in person | called after-roy`,
    );
    expect(found?.facts).toMatchObject({ visitsSince: 2, firstVisitSince: false });
    expect(found?.counted).toEqual(expect.arrayContaining(['Encounter/after-wren', 'Encounter/after-roy']));
  });

  test('where only two visits are recorded, if the record names the clinician', () => {
    const two = ['contacts 2025-01-10, 2025-04-10 | dr-ayla', left];
    expect(find(usualClinicianLeft, given(...two, 'person named dr-ayla'), today)?.facts.visits).toBe(2);
    expect(find(usualClinicianLeft, given(...two), today)).toBeUndefined();
  });

  test('on a role that is no longer active, without a date in words', () => {
    const ended = 'roles dr-ayla | inactive';
    const found = finding(
      ended,
      'activity dr-ayla | 20 a week, 2024-12-01 to 2025-07-18',
      'contacts 2025-07-12 | dr-roy',
    );
    expect(found?.facts).not.toHaveProperty('left');
    expect(found).toMatchObject({
      facts: { lastSeen: '2025-07-09', visitsSince: 1 },
      changeKey: 'dr-ayla 2025-07-19',
    });
    expect(finding(ended)).toBeUndefined();
  });

  test('and says that this is the first visit since, if no visit with anyone is recorded', () => {
    const visit = on('2025-09-01', { visit: true });
    const first = (...more: string[]) =>
      find(usualClinicianLeft, given(visits, left, ...more), visit)?.facts.firstVisitSince;
    expect(first()).toBe(true);
    expect(first('contacts 2025-09-01 | dr-user | under way')).toBe(true);
    expect(first('contacts 2025-08-20 | dr-wren | cancelled')).toBe(true);
    expect(first('contacts 2025-08-20 | nurse-dean')).toBe(false);
    expect(first('contacts 2025-08-20 | dr-wren')).toBe(false);
    expect(finding(left)?.facts.firstVisitSince).toBe(false);
  });

  test.each([
    ['one that is restricted', 'contacts 2025-08-20 | dr-wren | restricted'],
    ['one whose day is not recorded', 'contacts 2025 | dr-wren'],
    ['an appointment that was kept', 'bookings 2025-08-20 | dr-wren | attended'],
  ])('and does not deny a visit since where there may have been one: %s', (_, doubtful) => {
    const found = find(usualClinicianLeft, given(visits, left, doubtful), on('2025-09-01', { visit: true }));
    expect(found?.facts).toMatchObject({ firstVisitSince: false });
    expect(found?.facts).not.toHaveProperty('visitsSince');
    expect(found?.counted).not.toContain('Appointment/1');
  });

  test('but denies one where what is in doubt was before, or is a visit that is told', () => {
    expect(finding(left, 'contacts 2024 | dr-wren')?.facts.visitsSince).toBe(0);
    expect(finding(left, 'bookings 2025-07-20 | dr-wren | attended')?.facts.visitsSince).toBe(0);
    const kept = ['contacts 2025-08-20 | dr-wren', 'bookings 2025-08-20 | dr-wren | attended'];
    expect(finding(left, ...kept)?.facts.visitsSince).toBe(1);
  });

  test('and names the GP whom the record names now, unless that one has left too', () => {
    const named = finding(left, 'person named dr-wren');
    expect(named?.facts.named).toMatchObject({ reference: 'dr-wren' });
    expect(named?.counted).toContain('Patient/p');
    expect(finding(left, 'roles dr-wren | ended 2025-06-30', 'person named dr-wren')?.facts).not.toHaveProperty(
      'named',
    );
    expect(finding(left, 'person named dr-ayla')?.facts).not.toHaveProperty('named');
  });

  test('in a practice with one doctor, when that doctor leaves', () => {
    const alone = 'contacts 2023-02-10 to 2025-07-10 every 110 days | dr-ayla';
    expect(find(usualClinicianLeft, given(alone, left, 'roles dr-user | elsewhere'), today)).toBeDefined();
  });

  test('with visits by phone, for a child of six, and for someone in a care home', () => {
    const phone = visits.replaceAll('in person', 'phone');
    expect(find(usualClinicianLeft, given(phone, left, 'person born 2019-05-05'), today)?.facts.visits).toBe(9);
  });

  test('on the later of two who left', () => {
    const both = given(
      visits,
      'contacts 2023-02-01 to 2024-02-01 every 60 days | dr-lee',
      'roles dr-lee | ended 2024-11-30',
      left,
    );
    expect(find(usualClinicianLeft, both, on('2024-12-05'))?.changeKey).toBe('dr-lee 2024-11-30');
    expect(find(usualClinicianLeft, both, today)?.changeKey).toBe('dr-ayla 2025-07-31');
  });

  test('and tells what it left out of the window, and why', () => {
    const more =
      'contacts 2025-03-01 | dr-ayla | cancelled\n 2025-03-02 | nurse-dean\n 2025-03-03 | dr-wren | antenatal';
    const { notCounted, facts } = finding(left, more) ?? {};
    expect(notCounted?.map(({ reason }) => reason)).toEqual(['cancelled', 'not-a-gp', 'planned-series']);
    expect(facts).toEqual(finding(left)?.facts);
  });

  test('by thresholds that a site has changed', () => {
    expect(find(usualClinicianLeft, fired, on('2025-10-15'), { maxDaysSince: 30 })).toBeUndefined();
    expect(find(usualClinicianLeft, fired, on('2025-08-15'), { maxDaysSince: 30 })).toBeDefined();
  });
});

const since = (...who: readonly string[]) => `contacts ${who.map((one, i) => `2025-08-1${i} | dr-${one}`).join('\n ')}`;
const seven = `contacts ${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((who, i) => `2024-01-0${i + 1} | dr-${who}`).join('\n ')}`;
const practice = (leaving: number, staying: number) =>
  [
    ...Array.from({ length: leaving }, (_, i) => `roles dr-leaver${i} | ended 2025-07-31`),
    ...Array.from({ length: staying }, (_, i) => `roles dr-stayer${i}`),
  ].join('\n');

describe('A1', () => {
  staysSilent(usualClinicianLeft, today, [
    {
      silent: 'on the last day itself',
      because: given(visits, 'roles dr-ayla | ended 2025-09-01'),
      fires: 'on the day after',
      with: given(visits, 'roles dr-ayla | ended 2025-08-31'),
    },
    {
      silent: 'while the role has no end',
      because: given(visits, 'roles dr-ayla | since 2015-01-01'),
      fires: 'when it has ended',
      with: fired,
    },
    {
      silent: 'on Practitioner.active=false beside a live role',
      because: given(visits, 'roles dr-ayla | person inactive'),
      fires: 'when the role has ended',
      with: given(visits, 'roles dr-ayla | person inactive | ended 2025-07-31'),
    },
    {
      silent: 'when the role was made anew after a migration',
      because: given(visits, left, 'roles dr-ayla | since 2025-08-01'),
      fires: 'when the new one is at another organisation',
      with: given(visits, left, 'roles dr-ayla | since 2025-08-01 | elsewhere'),
    },
    {
      silent: 'when another role here goes on',
      because: given(visits, left, 'roles dr-ayla | since 2015-01-01'),
      fires: 'when that has ended too',
      with: given(visits, left, 'roles dr-ayla | since 2015-01-01 | ended 2025-06-30'),
    },
    {
      silent: 'on an inactive role without a date, if nothing tells the last day',
      because: given(visits, 'roles dr-ayla | inactive'),
      fires: 'if the latest consultations can be read',
      with: given(visits, 'roles dr-ayla | inactive', 'activity dr-ayla | 20 a week, 2024-12-01 to 2025-07-18'),
    },
    {
      silent: 'when one of two roles is over without a date, if nothing tells the last day',
      because: given(visits, left, 'roles dr-ayla | inactive'),
      fires: 'if the latest consultations can be read',
      with: given(visits, left, 'roles dr-ayla | inactive', 'activity dr-ayla | 20 a week, 2024-12-01 to 2025-07-18'),
    },
    {
      silent: 'when the clinician saw this person here afterwards',
      because: given(visits, left, 'contacts 2025-08-15 | dr-ayla'),
      fires: 'when that visit was cancelled',
      with: given(visits, left, 'contacts 2025-08-15 | dr-ayla | cancelled'),
    },
    {
      silent: 'when the clinician saw this person afterwards in a planned series',
      because: given(visits, left, 'contacts 2025-08-15 | dr-ayla | vaccination'),
      fires: 'when that was at another organisation',
      with: given(visits, left, 'contacts 2025-08-15 | dr-ayla | elsewhere'),
    },
    {
      silent: 'when an appointment with the clinician lies ahead',
      because: given(visits, left, 'bookings 2025-10-01 | dr-ayla'),
      fires: 'when it was cancelled',
      with: given(visits, left, 'bookings 2025-10-01 | dr-ayla | cancelled'),
    },
    {
      silent: 'when an appointment with the clinician was kept afterwards',
      because: given(visits, left, 'bookings 2025-08-10 | dr-ayla | attended'),
      fires: 'when it was with someone else',
      with: given(visits, left, 'bookings 2025-08-10 | dr-wren | attended'),
    },
    {
      silent: 'when the clinician kept an appointment today',
      because: given(visits, left, 'bookings 2025-09-01 | dr-ayla | attended'),
      fires: 'when it was kept only later than today',
      with: given(visits, left, 'bookings 2025-09-02 | dr-ayla | attended'),
    },
    {
      silent: 'when the clinician has seen anyone here afterwards',
      because: given(visits, left, 'activity dr-ayla | 20 a week, 2025-01-01 to 2025-08-05'),
      fires: 'when the latest consultation was on the last day',
      with: given(visits, left, 'activity dr-ayla | 20 a week, 2025-01-01 to 2025-07-31'),
    },
    {
      silent: 'when the clinician has seen anyone here afterwards, though a colleague’s activity could not be read',
      because: given(
        visits,
        left,
        'activity dr-wren | unread',
        'activity dr-ayla | 20 a week, 2025-01-01 to 2025-08-05',
      ),
      fires: 'on the recorded role alone where the clinician’s own is what could not be read',
      with: given(visits, left, 'activity dr-ayla | unread', 'activity dr-wren | 20 a week, 2025-01-01 to 2025-08-05'),
    },
    {
      silent: 'when a contact since was with a role that was not read: it may be theirs',
      because: given(visits, left, since('a', 'b', 'c', 'd'), 'contacts 2025-08-25 | dr-ayla | unread role'),
      fires: 'when it was before they left',
      with: given(visits, left, since('a', 'b', 'c', 'd'), 'contacts 2025-07-25 | dr-ayla | unread role'),
    },
    {
      silent: 'when someone may have taken over, in a visit that is not told',
      because: given(visits, left, since('wren'), 'contacts 2025-08-25 | dr-wren | restricted'),
      fires: 'when that was someone else',
      with: given(visits, left, since('wren'), 'contacts 2025-08-25 | dr-roy | restricted'),
    },
    {
      silent: 'when the two who were seen since were not read, and may be one',
      because: given(visits, left, since('x', 'y'), 'roles dr-x | person unread\n dr-y | person unread'),
      fires: 'when they were',
      with: given(visits, left, since('x', 'y')),
    },
    {
      silent: 'in a batch of three of ten',
      because: given(visits, left, practice(2, 4)),
      fires: 'when they are two',
      with: given(visits, left, practice(1, 5)),
    },
    {
      silent: 'when all roles end on one day',
      because: given(visits, left, 'roles dr-wren | ended 2025-07-31', 'roles dr-roy | ended 2025-07-31'),
      fires: 'when they end on different days',
      with: given(visits, left, 'roles dr-wren | ended 2025-07-30', 'roles dr-roy | ended 2025-07-29'),
    },
    {
      silent: 'in a batch even where the others came back with new roles',
      because: given(visits, left, ...['wren', 'roy'].flatMap(anew('2025-07-31'))),
      fires: 'when they had changed their roles the day before',
      with: given(visits, left, ...['wren', 'roy'].flatMap(anew('2025-07-30'))),
    },
    {
      silent: 'when a GP has been seen twice since',
      because: given(visits, left, 'contacts 2025-08-10, 2025-08-20 | dr-wren'),
      fires: 'when that was a nurse',
      with: given(visits, left, 'contacts 2025-08-10, 2025-08-20 | nurse-dean'),
    },
    {
      silent: 'when a locum has been seen twice in a week since',
      because: given(visits, left, 'contacts 2025-08-10, 2025-08-12 | locum-lane'),
      fires: 'when one of the two was entered in error',
      with: given(
        visits,
        left,
        'contacts 2025-08-10 | locum-lane',
        'contacts 2025-08-12 | locum-lane | entered in error',
      ),
    },
    {
      silent: 'when a GP has been seen on two days since',
      because: given(visits, left, 'contacts 2025-08-10, 2025-08-11 | dr-wren'),
      fires: 'when both entries are of one day',
      with: given(visits, left, 'contacts 2025-08-10, 2025-08-10 | dr-wren'),
    },
    {
      silent: 'to the one who left',
      because: fired,
      opening: on('2025-09-01', { user: 'dr-ayla' }),
      fires: 'to someone else',
      with: fired,
      twinOpening: on('2025-09-01', { user: 'dr-wren' }),
    },
    {
      silent: 'when the person came to this practice only afterwards',
      because: given(visits, left, 'registration since 2025-08-10'),
      fires: 'when long before',
      with: given(visits, left, 'registration since 2022-08-10'),
    },
    {
      silent: 'on a new patient, of less than a year',
      because: given(visits, left, 'registration since 2024-09-02'),
      fires: 'after a year',
      with: given(visits, left, 'registration since 2024-08-31'),
    },
    {
      silent: 'when the visits were at an earlier practice, whose notes were imported',
      because: given(visits.replace('in person\n            2024-05', 'elsewhere\n            2024-05'), left),
      fires: 'when they were here',
      with: fired,
    },
    {
      silent: 'about a trainee until 90 days after the changeover',
      because: given(earlier, 'roles dr-ayla | trainee | since 2022-08-03 | ended 2025-06-03'),
      fires: 'from the day after these',
      with: given(earlier, 'roles dr-ayla | trainee | since 2022-08-03 | ended 2025-06-02'),
    },
    {
      silent: 'when roles could not be read for the clinician',
      because: given(visits, 'roles dr-ayla | unread'),
      fires: 'when they could',
      with: fired,
    },
    {
      silent: 'when the clinician has no role here at all',
      because: given(visits, 'roles dr-ayla | elsewhere | ended 2025-07-31'),
      fires: 'when it was here',
      with: fired,
    },
    ...(['contacts', 'bookings', 'roles', 'clinicians', 'person'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(visits, left, `unread ${part}`),
      fires: 'while the teams are',
      with: given(visits, left, 'unread teams, registration, activity'),
    })),
    {
      silent: 'with three visits only',
      because: given('contacts 2024-01-10 to 2025-01-10 every 160 days | dr-ayla', left),
      fires: 'with four',
      with: given('contacts 2024-01-10 to 2025-01-10 every 120 days | dr-ayla', left),
    },
    {
      silent: 'when all visits lie within less than half a year',
      because: given('contacts 2025-01-01, 2025-02-01, 2025-03-01, 2025-06-29 | dr-ayla', left),
      fires: 'when within half a year',
      with: given('contacts 2025-01-01, 2025-02-01, 2025-03-01, 2025-06-30 | dr-ayla', left),
    },
    {
      silent: 'with a share of visits below two fifths',
      because: given('contacts 2023-01-10 to 2025-01-10 every 200 days | dr-ayla', seven, left),
      fires: 'at two fifths',
      with: given(
        'contacts 2023-01-10 to 2025-01-10 every 200 days | dr-ayla',
        seven.replace('2024-01-07 | dr-g', ''),
        left,
      ),
    },
    {
      silent: 'when someone else was seen more often',
      because: given(visits, left, 'contacts 2023-01-01 to 2025-06-01 every 90 days | dr-wren'),
      fires: 'when that someone is a nurse',
      with: given(visits, left, 'contacts 2023-01-01 to 2025-06-01 every 90 days | nurse-dean'),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'antenatal', 'dialysis', 'letter', 'hospital'].map(
      (how) => ({
        silent: `when the visits were ${how}`,
        because: given(visits.replace('dr-ayla | in person', `dr-ayla | ${how}`), left),
        fires: 'when they were by phone',
        with: given(visits.replace('dr-ayla | in person', 'dr-ayla | phone'), left),
      }),
    ),
    {
      silent: 'when the record gives only years',
      because: given('contacts 2022, 2023, 2024, 2025 | dr-ayla', left),
      fires: 'when it gives days',
      with: given('contacts 2022-09-01, 2023-09-01, 2024-09-01, 2025-02-01 | dr-ayla', left),
    },
    {
      silent: 'about a nurse',
      because: given(visits.replaceAll('dr-ayla', 'nurse-dean'), 'roles nurse-dean | ended 2025-07-31'),
      fires: 'about a GP',
      with: fired,
    },
    {
      silent: 'when over a fifth of the visits before name nobody',
      because: given(visits, left, 'contacts 2024-01-01, 2024-02-01, 2024-03-01 | nobody'),
      fires: 'when fewer do',
      with: given(visits, left, 'contacts 2024-01-01, 2024-02-01 | nobody'),
    },
    {
      silent: 'when over a fifth of the visits since name nobody',
      because: given(visits, left, 'contacts 2025-08-10 | dr-ayla | unread role'),
      fires: 'when they name someone else',
      with: given(visits, left, 'contacts 2025-08-10 | dr-wren'),
    },
  ]);

  test('stays silent, and says what was unread, when the staff could not be read', () => {
    const unread = reading(given(visits, left, 'unread roles'));
    expect(runDetectors([usualClinicianLeft], unread, today)).toMatchObject({
      findings: [],
      skipped: [{ code: 'usual-clinician-left', part: 'roles' }],
    });
  });
});

function anew(end: string): (who: string) => string[] {
  return (who) => [`roles dr-${who} | ended ${end}`, `roles dr-${who} | since ${end}`];
}

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(visits, ...tables)), opening: today });
const elsewhere = ['ayla', 'wren', 'roy'].map((who) => `roles dr-${who} | elsewhere`);

givesEverySilence(
  usualClinicianLeft,
  {
    'no-visits': { life: lifeOf(given(left)), opening: today },
    'no-role-here': scene(...elsewhere),
    'works-here': scene(),
    'roles-unread': scene('roles dr-ayla | unread'),
    'last-day-unknown': scene('roles dr-ayla | inactive'),
    'seen-since': scene(left, 'contacts 2025-08-15 | dr-ayla'),
    'left-long-ago': { ...scene(left), opening: on('2026-08-01'), because: { sinceDays: 366, mostDays: 365 } },
    'came-later': {
      ...scene(left, 'registration since 2025-08-01'),
      opening: on('2026-08-10'),
      settings: { maxDaysSince: 500 },
    },
    'many-leave-together': scene(left, 'roles dr-wren | ended 2025-07-31', 'roles dr-roy | ended 2025-07-31'),
    trainee: scene('roles dr-ayla | trainee | ended 2025-07-31'),
    'user-is-the-clinician': { ...scene(left), opening: on('2025-09-01', { user: 'dr-ayla' }) },
    'not-usual-clinician': { ...scene('roles dr-wren | ended 2025-07-31'), because: { visits: 1, of: 11 } },
    'visits-name-nobody': scene(left, 'contacts 2025-08-10 | nobody'),
    'taken-over': { ...scene(left, 'contacts 2025-08-10, 2025-08-20 | dr-wren'), because: { needs: 2 } },
  },
  [
    ['works-here'],
    ['seen-since'],
    ['last-day-unknown', 'works-here'],
    ['roles-unread'],
    ['many-leave-together'],
    ['trainee'],
    ['user-is-the-clinician'],
    ['taken-over'],
    ['came-later', 'observed-too-briefly'],
    ['visits-name-nobody'],
  ],
);

test('A1 gives the reason of whoever came nearest to a finding', () => {
  const both = scene('roles dr-ayla | unread', 'roles dr-wren | ended 2025-07-31');
  expect(resultOf(usualClinicianLeft, both.life, today)).toMatchObject({ silent: 'not-usual-clinician' });
  expect(resultOf(usualClinicianLeft, scene('roles dr-ayla | unread').life, today)).toMatchObject({
    silent: 'roles-unread',
  });
});
