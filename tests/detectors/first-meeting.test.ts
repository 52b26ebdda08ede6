import { describe, expect, test } from '@jest/globals';
import { firstMeeting } from '#src/detectors/familiarity/first-meeting.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Clinician, Contact } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import {
  booking,
  clinician,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  practice,
  resultOf,
  role,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { eachContact, longKnownToA, plus, withClinician } from './lives.ts';

const life = longKnownToA;
const finding = (one: Life, opening = openedBy(), settings = {}) => found(firstMeeting, one, opening, settings);
const also = (...more: readonly Contact[]): Life => plus(life, ...more);
const all = (difference: Partial<Contact>): Life => eachContact(life, difference);
const withWho = (who: string, difference: Partial<Clinician>): Life => withClinician(life, who, difference);
const inVisit = (difference: Partial<Opening['visit'] & object>) =>
  openedBy('U', {
    visit: { ...visitNow, reference: 'Encounter/now', ...difference },
  });

describe('C1 fires', () => {
  test('when a GP opens the chart of someone whom a colleague has long known', () => {
    const withA = (life.contacts ?? []).filter((one) => one.clinician === 'A');
    expect(finding(life)).toEqual({
      code: 'first-meeting',
      facts: {
        clinician: { reference: 'A', name: { family: 'A' } },
        visits: 9,
        years: 4,
        lastSeen: isoDay(today - 50),
        named: false,
        user: { reference: 'U', name: { family: 'U' } },
      },
      counted: withA.map(({ reference }) => reference),
      notCounted: [],
      span: { from: today - 1700, to: today - 50 },
      number: 9,
      unit: 'visits',
      changeKey: 'A',
    });
  });

  test.each<readonly [string, number, number, boolean]>([
    ['AAAAAAAA', 1700, 50, true],
    ['AAAAAAA', 1700, 50, false],
    ['AAAAAAAA', 780, 50, true],
    ['AAAAAAAA', 779, 50, false],
    ['AAAAAAAA', 1700, 547, true],
    ['AAAAAAAA', 1700, 548, false],
    ['ABABABABABABABAB', 1700, 50, true],
    ['ABABABABABABABABC', 1700, 50, false],
  ])('%s from %i to %i days ago: %s', (letters, from, to, fires) => {
    expect(finding({ contacts: drawn(letters, { from, to }) }) !== undefined).toBe(fires);
  });

  test('five visits suffice with the named GP, over whatever time', () => {
    const five = { contacts: drawn('AAAAA', { from: 300, to: 50 }), person: { namedClinician: 'A' } };
    expect(finding(five)?.facts).toMatchObject({ visits: 5, named: true, years: 0 });
    expect(finding({ ...five, person: { namedClinician: 'B' } })).toBeUndefined();
    expect(finding({ ...five, contacts: drawn('AAAA', { from: 300, to: 50 }) })).toBeUndefined();
    expect(finding({ ...five, contacts: drawn('AAAAABBBBBC', { from: 300, to: 50 }) })).toBeUndefined();
  });

  test('only the past five years are counted', () => {
    const early = contact('A', 1827);
    expect(finding(also(early))?.facts.visits).toBe(9);
    expect(finding(also(contact('A', 1826)))?.facts.visits).toBe(10);
  });
});

const duty = inVisit({ duty: true });
const kept = (daysAgo: number, who: string): Life => ({ ...life, bookings: [booking(daysAgo, { clinicians: [who] })] });
const silent: readonly (readonly [string, Life, Opening?])[] = [
  ['a duty, urgent or out-of-hours session', life, duty],
  ['a home visit', life, inVisit({ homeVisit: true })],
  ['a nurse’s treatment room', life, openedBy('N')],
  ['a receptionist', life, openedBy('R')],
  ['a user who can’t be told', life, openedBy(undefined, { user: { kind: 'unresolved' } })],
  ['a patient', life, openedBy(undefined, { user: { kind: 'patient-side' } })],
  ['the user is the one who knows the person', life, openedBy('A')],
  ['the user has seen the person once', also(contact('U', 900))],
  ['the user has seen the person five years ago', also(contact('U', 1826))],
  ['the user has seen the person for a vaccination', also(contact('U', 900, { series: 'vaccination' }))],
  ['the user has seen the person elsewhere', also(contact('U', 900, { here: false }))],
  [
    'the user has seen the person on a day that is not recorded',
    also(contact('U', 0, { day: undefined, excluded: 'undated' })),
  ],
  ['a role that was not read has seen the person', also(contact(undefined, 900, { excluded: 'clinician-unread' }))],
  ['the user has seen the person in a visit that is not told', also(contact('U', 900, { excluded: 'restricted' }))],
  [
    'someone unread has seen the person for a vaccination',
    { ...withWho('D', { read: false }), ...also(contact('D', 900, { series: 'vaccination' })) },
  ],
  ['the user kept an appointment of which no visit is recorded', kept(900, 'U')],
  ['the user was not read', withWho('U', { read: false })],
  ['one of those seen was not read', withWho('C', { read: false })],
  ['the one who knows the person was not read', withWho('A', { read: false })],
  ['the one who knows the person has left', withWho('A', { roles: [role('A', 'gp', { end: today - 1 })] })],
  ['the contacts could not be read whole', { ...life, unread: ['contacts'] }],
  ['a new patient', { ...life, person: { registeredSince: today - 729 } }],
  [
    'the first visits after a change of practice, with imported notes',
    { contacts: (life.contacts ?? []).map((one) => ({ ...one, here: false })), person: { registeredSince: undefined } },
  ],
  [
    'a return to the practice last month',
    { ...life, registration: { since: today - 30, temporary: false, careManager: undefined } },
  ],
  ['nurse-only contacts', all({ clinician: 'N' })],
  ['group visits', all({ excluded: 'group-visit' })],
  ['cancelled visits', all({ excluded: 'cancelled' })],
  ['visits entered in error', all({ excluded: 'entered-in-error' })],
  ['a series of vaccinations', all({ series: 'vaccination' })],
  ['an antenatal series', all({ series: 'antenatal' })],
  ['dialysis three times a week', all({ series: 'dialysis' })],
  ['visits that have only a year', all({ day: undefined, excluded: 'undated' })],
  ['visits without a clinician', all({ clinician: undefined, excluded: 'clinician-not-recorded' })],
  ['entries all of one day', all({ day: today - 50 })],
  ['a week of the same locum only', { contacts: drawn('LLLLLLLL', { from: 60, to: 53 }) }],
];

describe('C1 stays silent', () => {
  test.each(silent)('%s', (_, one, opening = openedBy()) => {
    expect(finding(life)).toBeDefined();
    expect(finding(one, opening)).toBeUndefined();
  });

  test('when over a fifth of the visits name nobody', () => {
    const nameless = (n: number) =>
      Array.from({ length: n }, (_, i) => contact(undefined, 60 + i, { excluded: 'clinician-not-recorded' }));
    expect(finding(also(...nameless(2)))).toBeDefined();
    expect(finding(also(...nameless(3)))).toBeUndefined();
  });
});

describe('C1 still fires, one difference from a silence', () => {
  test.each<readonly [string, Life, Opening?]>([
    ['an ordinary visit', life, inVisit({})],
    ['a user whose roles could not be read', withWho('U', { roles: undefined })],
    ['a trainee', life, openedBy('T')],
    ['a locum', life, openedBy('L')],
    ['the user has seen the person over five years ago', also(contact('U', 1827))],
    ['the user kept an appointment over five years ago', kept(1827, 'U')],
    ['someone else kept one', kept(900, 'D')],
    [
      'someone unread has seen the person elsewhere',
      { ...withWho('D', { read: false }), ...also(contact('D', 900, { here: false })) },
    ],
    [
      'a role that was not read saw the person over five years ago',
      also(contact(undefined, 1827, { excluded: 'clinician-unread' })),
    ],
    ['a visit with the user was cancelled', also(contact('U', 900, { excluded: 'cancelled' }))],
    ['a visit with the user was entered in error', also(contact('U', 900, { excluded: 'entered-in-error' }))],
    ['a letter of the user', also(contact('U', 900, { excluded: 'not-a-visit' }))],
    ['the first visit with the user is under way', also(contact('U', 0, { state: 'underway' }))],
    [
      'the visit of this opening is recorded as finished already',
      also(contact('U', 0, { reference: 'Encounter/now' })),
      inVisit({}),
    ],
    ['the roles of the one who knows the person could not be read', withWho('A', { roles: undefined })],
    [
      'a role was made anew after a migration',
      withWho('A', { roles: [role('A', 'gp', { end: today - 30 }), role('A2')] }),
    ],
    ['the staff could not be read', { ...life, unread: ['roles', 'registration', 'teams'] }],
    ['observed for exactly two years', { ...life, person: { registeredSince: today - 730 } }],
    ['remote visits', all({ setting: 'remote' })],
    ['a child of six', { ...life, person: { born: today - 2200 } }],
    ['the one who knows the person has changed her name', withWho('A', { name: { family: 'Other' } })],
    ['someone with roles elsewhere was seen', { ...withWho('C', { roles: [role('C', 'gp', { here: false })] }) }],
  ])('%s', (_, one, opening = openedBy()) => {
    expect(finding(one, opening)).toMatchObject({ changeKey: 'A' });
  });
});

test('C1 tells a second entry of one day and a nurse’s visit as not counted', () => {
  const told = finding(also(contact('A', 50), contact('N', 70)));
  expect(told?.facts.visits).toBe(9);
  expect(told?.notCounted.map(({ reason }) => reason)).toEqual(['not-a-gp', 'same-day']);
});

test('one person under two ids is one: joined they are known to the user, apart they are not', () => {
  const twice = { contacts: [...(life.contacts ?? []), contact('U', 900)] };
  expect(finding(twice)).toBeUndefined();
  const apart = { contacts: [...(life.contacts ?? []), contact('U2', 900)] };
  expect(finding({ ...apart, clinicians: [...practice, clinician('U2')] })).toBeDefined();
  expect(finding({ ...apart, clinicians: [...practice, clinician('U2', 'gp', { read: false })] })).toBeUndefined();
});

const nameless = [60, 61, 62].map((days) => contact(undefined, days, { excluded: 'clinician-not-recorded' }));
const changed = booking(45, { state: 'cancelled', by: 'person', clinicians: ['A'], changedProvider: true });
const toA = (letters: string, from: number, to: number): Life => ({ contacts: drawn(letters, { from, to }) });

givesEverySilence(
  firstMeeting,
  {
    'urgent-or-home-visit': { life, opening: duty },
    'user-unknown': { life, opening: openedBy(undefined, { user: { kind: 'unresolved' } }) },
    'user-not-gp': { life, opening: openedBy('N') },
    'met-before': { life: also(contact('U', 900)) },
    'perhaps-met': { life: also(contact(undefined, 900, { excluded: 'clinician-unread' })) },
    'visits-name-nobody': { life: also(...nameless) },
    'no-visits': { life: all({ here: false }) },
    'share-too-small': { life: toA('ABABABABABABABABC', 1700, 50), because: { share: 8 / 17, needs: 0.5 } },
    'last-visit-long-ago': { life: toA('AAAAAAAA', 1700, 548), because: { sinceDays: 548, mostDays: 547 } },
    'too-few-visits': { life: toA('AAAAAAA', 1700, 50), because: { visits: 7, needs: 8 } },
    'known-too-briefly': { life: toA('AAAAAAAA', 779, 50), because: { spanDays: 729, needsDays: 730 } },
    'left-the-clinician': { life: { ...life, bookings: [changed] } },
    'clinician-not-at-work': { life: withWho('A', { roles: [role('A', 'gp', { end: today - 1 })] }) },
  },
  [
    ['urgent-or-home-visit'],
    ['user-not-gp', 'user-unknown'],
    ['met-before'],
    ['met-before', 'perhaps-met'],
    ['no-visits', 'observed-too-briefly'],
    ['clinician-not-at-work'],
    ['another-finding'],
    ['perhaps-met'],
    ['visits-name-nobody'],
  ],
);

test('C1 needs fewer visits with the named GP, and gives the reason of whoever came nearest', () => {
  const four: Life = { ...toA('AAAA', 300, 50), person: { namedClinician: 'A' } };
  expect(resultOf(firstMeeting, four)).toMatchObject({ because: { visits: 4, needs: 5 } });
  const named: Life = { ...toA('AAABBBB', 1700, 50), person: { namedClinician: 'A' } };
  expect(resultOf(firstMeeting, named)).toMatchObject({ silent: 'too-few-visits', because: { visits: 4, needs: 8 } });
});
