import { describe, expect, test } from '@jest/globals';
import { parseDay } from '#src/history/calendar.ts';
import { given, reading } from './given.ts';

const contactsOf = (table: string) =>
  given(`contacts ${table}`).contacts.map(({ day, clinician, setting, series, excluded }) => ({
    day,
    clinician,
    setting,
    series,
    excluded,
  }));

describe('a drawn history', () => {
  test('has its contacts, one for each day of a row', () => {
    const usual = { clinician: 'dr-ayla', setting: 'practice', series: undefined, excluded: undefined };
    expect(contactsOf('2024-01-10, 2024-02-10 | dr-ayla')).toEqual([
      { ...usual, day: parseDay('2024-01-10') },
      { ...usual, day: parseDay('2024-02-10') },
    ]);
    expect(contactsOf('2024-01-10 to 2024-03-10 every 30 days | dr-ayla')).toHaveLength(3);
    expect(contactsOf('2024 | dr-ayla')).toMatchObject([{ day: undefined, excluded: 'undated' }]);
    expect(contactsOf('2024-01-10 | nobody')).toMatchObject([
      { clinician: undefined, excluded: 'clinician-not-recorded' },
    ]);
    expect(contactsOf('2024-01-10 | dr-ayla | phone')).toMatchObject([{ setting: 'remote' }]);
    expect(contactsOf('2024-01-10 | dr-ayla | dressing')).toMatchObject([{ series: 'dressing' }]);
    expect(contactsOf('2024-01-10 | dr-ayla | cancelled')).toMatchObject([{ excluded: 'cancelled' }]);
  });

  test('has references in the order of its contacts, or the name that a row gives itself', () => {
    const { contacts } = given('contacts 2024-01-10 | dr-ayla\n 2024-02-10 | dr-ayla | phone | called by-phone');
    expect(contacts.map(({ reference }) => reference)).toEqual(['Encounter/1', 'Encounter/by-phone']);
  });

  test('has its staff: a GP unless the name or a role says otherwise', () => {
    const { clinicians } = given(
      'roles dr-osei | trainee | since 2024-08-07 | ends 2025-08-05 | away 2025-07-01 to 2025-10-01',
      'roles dr-gone | ended 2025-07-31 | inactive\n dr-far | elsewhere\n dr-who | unread\n dr-none | none',
      'contacts 2024-01-10 | nurse-dean\n 2024-01-11 | locum-lane',
    );
    const rolesOf = (who: string) => clinicians.get(who)?.roles;
    expect(rolesOf('dr-osei')).toMatchObject([
      {
        kind: 'trainee',
        start: parseDay('2024-08-07'),
        end: parseDay('2025-08-05'),
        away: [{ from: parseDay('2025-07-01'), to: parseDay('2025-10-01') }],
      },
    ]);
    expect(rolesOf('dr-gone')).toMatchObject([{ kind: 'gp', end: parseDay('2025-07-31'), active: false }]);
    expect(rolesOf('dr-far')).toMatchObject([{ here: false }]);
    expect([rolesOf('dr-who'), rolesOf('dr-none')]).toEqual([undefined, []]);
    expect(['nurse-dean', 'locum-lane', 'dr-user'].map((who) => rolesOf(who)?.[0]?.kind)).toEqual([
      'team',
      'locum',
      'gp',
    ]);
  });

  test('has the rest: bookings, plans, teams, activity, the person, the registration, and what was not read', () => {
    const history = given(
      'bookings 2025-10-01 | dr-ayla | missed | made 2025-08-01',
      'plans task | 2025-10-01',
      'teams dr-ayla, nurse-dean | lead dr-ayla',
      'activity dr-ayla | 40 a week, 2025-01-01 to 2025-07-31 | since 2024-10-01',
      'person named dr-ayla | born 1980-05-05 | registered 2012-01-01',
      'registration since 2010-01-01 | temporary',
      'unread roles, bookings',
    );
    expect(history).toMatchObject({
      bookings: [{ state: 'missed', clinicians: ['dr-ayla'], created: parseDay('2025-08-01') }],
      plans: [{ kind: 'task', due: parseDay('2025-10-01') }],
      teams: [{ members: ['dr-ayla', 'nurse-dean'], lead: 'dr-ayla' }],
      person: { namedClinician: 'dr-ayla', born: parseDay('1980-05-05'), registeredSince: parseDay('2012-01-01') },
      registration: { since: parseDay('2010-01-01'), temporary: true },
      unread: ['roles', 'bookings'],
    });
    expect(history.activity.get('dr-ayla')).toMatchObject({ value: { since: parseDay('2024-10-01') } });
    expect(reading(history).bookings).toMatchObject({ known: false });
  });
});

/** A row of each section, with a cell of every kind that it may have. */
const sections: readonly (readonly [section: string, cells: readonly string[]])[] = [
  ['contacts', ['2024-01-10, 2024-02-10, 2023', 'dr-ayla', 'phone, urgent, dressing']],
  ['contacts', ['2024-01-10 to 2024-03-10 every 30 days', 'nobody', 'under way', 'called today']],
  ['roles', ['dr-ayla', 'trainee', 'since 2024-08-07', 'ended 2025-07-31', 'away 2025-07-01 to 2025-10-01', 'code 7']],
  ['roles', ['dr-ayla', 'locum', 'inactive', 'person unread', 'person inactive', 'elsewhere', 'ends 2025-08-05']],
  ['roles', ['dr-ayla', 'away', 'away to 2025-10-01', 'away 2025-07-01', 'unread', 'none']],
  ['bookings', ['2025-10-01', 'dr-ayla, nurse-dean', 'missed', 'made 2025-08-01']],
  ['plans', ['referral', '2025-10-01']],
  ['teams', ['dr-ayla, nurse-dean', 'lead dr-ayla']],
  ['activity', ['dr-ayla', '40 a week, 2025-01-01 to 2025-07-31', 'since 2024-10-01']],
  ['activity', ['dr-ayla', 'unread']],
  ['person', ['named dr-ayla', 'born 1980-05-05', 'registered 2012-01-01']],
  ['registration', ['since 2010-01-01', 'manager dr-ayla', 'temporary']],
  ['unread', ['roles, bookings, activity']],
];

describe('what is misspelt is an error', () => {
  test.each([
    ['contacts 2024-01-10 | dr-ayla | phoen', 'phoen'],
    ['contacts 2024-01-10 | dr-ayla | urgent, canceled', 'urgent, canceled'],
    ['contacts 2024-13-10 | dr-ayla', '2024-13-10'],
    ['contacts 2024-01-10 to 2024-03-10 evry 30 days | dr-ayla', '2024-01-10 to 2024-03-10 evry 30 days'],
    ['contacts 2024-01-10 | Dr Ayla', 'Dr Ayla'],
    ['contacts 2024-01-10 | dr-ayla | phone | more', 'more'],
    ['contacts 2024-01-10 | dr-ayla | vacination', 'vacination'],
    ['contacts 24 | dr-ayla', '24'],
    ['contacts 2024-01-10 to 2024-30-10 every 30 days | dr-ayla', '2024-01-10 to 2024-30-10 every 30 days'],
    ['roles Dr Ayla | gp', 'Dr Ayla'],
    ['roles dr-ayla | since 2024-8-07', 'since 2024-8-07'],
    ['roles dr-ayla | ends 2025-02-30', 'ends 2025-02-30'],
    ['roles dr-ayla | code', 'code'],
    ['roles dr-ayla | code 7 8', 'code 7 8'],
    ['roles dr-ayla | person inactiv', 'person inactiv'],
    ['roles dr-ayla | ennded 2025-07-31', 'ennded 2025-07-31'],
    ['roles dr-ayla | ended 2025-07-32', 'ended 2025-07-32'],
    ['roles dr-ayla | ended', 'ended'],
    ['roles dr-ayla | trainne', 'trainne'],
    ['roles dr-ayla | away 2025-07-01 till 2025-10-01', 'away 2025-07-01 till 2025-10-01'],
    ['bookings 2025-10-01 | dr-ayla | bookd', 'bookd'],
    ['bookings 2025-10-1 | dr-ayla', '2025-10-1'],
    ['bookings 2025-10-01 | dr-ayla | booked | 2025-08-01', '2025-08-01'],
    ['bookings 2025-10-01 | Dr Ayla', 'Dr Ayla'],
    ['bookings 2025-10-01 | dr-ayla | booked | made 2025-08-32', 'made 2025-08-32'],
    ['plans tasks | 2025-10-01', 'tasks'],
    ['plans task | October', 'October'],
    ['plans task | 2025-10-01 | more', 'more'],
    ['teams Dr Ayla', 'Dr Ayla'],
    ['teams dr-ayla | lead Dr Ayla', 'lead Dr Ayla'],
    ['teams dr-ayla | leader dr-ayla', 'leader dr-ayla'],
    ['activity dr-ayla | 40 per week, 2025-01-01 to 2025-07-31', '40 per week, 2025-01-01 to 2025-07-31'],
    ['activity Dr Ayla | unread', 'Dr Ayla'],
    ['activity dr-ayla | unred', 'unred'],
    ['activity dr-ayla | many a week, 2025-01-01 to 2025-07-31', 'many a week, 2025-01-01 to 2025-07-31'],
    ['activity dr-ayla | 40 a week, 2025-01-01 to 2025-07-32', '40 a week, 2025-01-01 to 2025-07-32'],
    ['activity dr-ayla | unread | since 2024', 'since 2024'],
    ['person name dr-ayla', 'name dr-ayla'],
    ['person named Dr Ayla', 'named Dr Ayla'],
    ['person born 1980', 'born 1980'],
    ['person registered 2012-13-01', 'registered 2012-13-01'],
    ['registration form 2010-01-01', 'form 2010-01-01'],
    ['registration since 2010', 'since 2010'],
    ['registration temporry', 'temporry'],
    ['registration manager Dr Ayla', 'manager Dr Ayla'],
    ['unread role', 'role'],
    ['contacts 2024-01-10 | dr-ayla\nbooking 2025-10-01 | dr-ayla', 'booking 2025-10-01'],
  ])('%s', (table, cell) => {
    expect(() => given(table)).toThrow(`'${cell}' is nothing that can be drawn there`);
  });

  test.each(
    sections.flatMap(([section, cells]) => cells.map((cell, i) => [section, cell, i, cells] as const)),
  )('%s: %s, once it is something else', (section, _cell, place, cells) => {
    expect(() => given(`${section} ${cells.join(' | ')}`)).not.toThrow();
    const other = cells.with(place, 'Something Else');
    expect(() => given(`${section} ${other.join(' | ')}`)).toThrow(`${section}: 'Something Else'`);
  });

  test('a row before any section', () => {
    expect(() => given('contcts 2024-01-10 | dr-ayla')).toThrow('no section');
  });
});
