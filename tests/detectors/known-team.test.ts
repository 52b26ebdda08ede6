import { describe, expect, test } from '@jest/globals';
import { knownTeam } from '#src/detectors/familiarity/known-team.ts';
import type { Clinician, Contact, Team } from '#src/history/history.ts';
import { clinician, contact, drawn, found, type Life, openedBy, practice, role, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { eachContact, withClinician } from './lives.ts';

const window = { from: 360, to: 5 };
const visits = (letters: string): Life => ({ contacts: drawn(letters, window) });
/** Three GPs, three visits with each, and one with a fourth. */
const life = visits('ABCABCABCD');
const finding = (one: Life, opening = openedBy(), settings = {}) => found(knownTeam, one, opening, settings);
const all = (difference: Partial<Contact>): Life => eachContact(life, difference);
const withWho = (who: string, difference: Partial<Clinician>): Life => withClinician(life, who, difference);
const team = (members: string, difference: Partial<Team> = {}): Team => ({
  reference: `CareTeam/${members}`,
  members: [...members],
  lead: undefined,
  from: undefined,
  to: undefined,
  ...difference,
});
const member = (who: string, count: number, you = false) => ({
  clinician: { reference: who, name: { family: who } },
  visits: count,
  you,
});

describe('C2 fires', () => {
  test('when three GPs together had nine of ten visits, and none of them most', () => {
    expect(finding(life)).toEqual({
      code: 'known-team',
      facts: { members: [member('C', 3), member('B', 3), member('A', 3)], of: 10 },
      counted: (life.contacts ?? []).map(({ reference }) => reference),
      notCounted: [],
      span: { from: today - 360, to: today - 5 },
      number: 10,
      unit: 'visits',
      changeKey: 'A B C',
    });
  });

  test('with nurses in the team, most seen first, and the one who opened the chart told', () => {
    expect(finding(visits('NNNNNNNNNNNNNAAAMMMMBCDBCDEF'))).toBeUndefined();
    const three = visits('NNNNNNNNNNNNNAAAMMMMBCDBC');
    expect(finding(three, openedBy('M'))?.facts).toEqual({
      members: [member('N', 13), member('M', 4, true), member('A', 3)],
      of: 25,
    });
  });

  test.each([
    ['AABBCC', false],
    ['AAABBBCCC', true],
    ['AAABBBCC', true],
    ['AAABBBCCD', false],
    ['AAABBBCCCDDD', true],
    ['AAABBBCCCDDDE', false],
    ['AAAABBBBCCDD', false],
    ['NNNNAAABBBCCC', true],
    ['NNNNAAABBBCCCD', false],
    ['NNNNNNABC', false],
    ['NNNNNN', false],
    ['NNNMMM', false],
    ['NNNMMMAB', false],
    ['NNNNNNNNNNNNAAABBCCD', true],
  ])('%s: %s', (letters, fires) => {
    expect(finding(visits(letters)) !== undefined).toBe(fires);
  });
});

describe('C2 and a recorded team', () => {
  test('the recorded team is told, and counted', () => {
    const told = finding({ ...life, teams: [team('ABC')] });
    expect(told).toMatchObject({ facts: { team: 'CareTeam/ABC', of: 10 }, number: 10, changeKey: 'CareTeam/ABC' });
    expect(told?.counted).toHaveLength(11);
  });

  test('of several the one with most visits', () => {
    const four = { ...visits('ABCDABCDABCD'), teams: [team('ABC'), team('ABCD')] };
    expect(finding(four)?.changeKey).toBe('CareTeam/ABCD');
  });

  test.each<readonly [string, Team, boolean]>([
    ['covers too little', team('AB'), false],
    ['has a member seen too rarely', team('ABCD'), false],
    ['has a member never seen', team('ABCG'), false],
  ])('a team that %s is no known team, nor is another made up', (_, one, fires) => {
    expect(finding({ ...life, teams: [one] }) !== undefined).toBe(fires);
    expect(finding({ ...life, teams: [team('ABC')] })).toBeDefined();
  });

  test.each<readonly [string, Team]>([
    ['of one', team('A')],
    ['of seven', team('ABCDEFG')],
    ['that is over', team('AB', { to: today - 1 })],
    ['that has not begun', team('AB', { from: today + 1 })],
  ])('a team %s is none, and the visits tell', (_, one) => {
    expect(finding({ ...life, teams: [one] })?.changeKey).toBe('A B C');
  });
});

const silent: readonly (readonly [string, Life])[] = [
  ['a practice with one doctor', { ...life, clinicians: staffed('A') }],
  ['a practice with one doctor, who is seen', visits('AAAAAAAAA')],
  ['a practice with two GPs', { ...life, clinicians: staffed('AB') }],
  ['one GP has two fifths of the GP visits', visits('ABCAABCABC')],
  ['nurse-only contacts', visits('NNNMMMNNNMMM')],
  ['one of the team has left', withWho('B', { roles: [role('B', 'gp', { end: today - 1 })] })],
  ['one of those seen was not read', withWho('D', { read: false })],
  [
    'a visit was with a role that was not read',
    { ...life, contacts: [...(life.contacts ?? []), contact(undefined, 100, { excluded: 'clinician-unread' })] },
  ],
  ['the contacts could not be read whole', { ...life, unread: ['contacts'] }],
  ['a new patient', { ...life, person: { registeredSince: today - 364 } }],
  [
    'moved practice, with imported notes',
    {
      contacts: [
        ...drawn('EEEE', { from: 900, to: 400 }).map((one) => ({ ...one, here: false })),
        ...drawn('ABCABCABCD', { from: 300, to: 5 }),
      ],
      person: { registeredSince: undefined },
    },
  ],
  ['group visits', all({ excluded: 'group-visit' })],
  ['cancelled visits', all({ excluded: 'cancelled' })],
  ['visits entered in error', all({ excluded: 'entered-in-error' })],
  ['a series of vaccinations', all({ series: 'vaccination' })],
  ['an antenatal series', all({ series: 'antenatal' })],
  ['dialysis three times a week', all({ series: 'dialysis' })],
  ['visits elsewhere', all({ here: false })],
  ['visits that have only a year', all({ day: undefined, excluded: 'undated' })],
  ['visits without a clinician', all({ clinician: undefined, excluded: 'clinician-not-recorded' })],
  ['entries of one day', all({ day: today - 50 })],
  ['a receptionist’s entries', all({ clinician: 'R' })],
  ['a locum-only week', { contacts: drawn('LLLLLL', { from: 20, to: 14 }) }],
];

describe('C2 stays silent', () => {
  test.each(silent)('%s', (_, one) => {
    expect(finding(life)).toBeDefined();
    expect(finding(one)).toBeUndefined();
  });

  test('when over a fifth of the visits name nobody', () => {
    const nameless = (n: number) => ({
      contacts: [
        ...(life.contacts ?? []),
        ...Array.from({ length: n }, (_, i) => contact(undefined, 60 + i, { excluded: 'clinician-not-recorded' })),
      ],
    });
    expect(finding(nameless(2))).toBeDefined();
    expect(finding(nameless(3))).toBeUndefined();
  });
});

describe('C2 still fires, one difference from a silence', () => {
  test.each<readonly [string, Life]>([
    ['a practice with three GPs', { ...life, clinicians: staffed('ABC') }],
    ['a practice whose staff could not be read', { ...life, unread: ['roles', 'teams'] }],
    ['the roles of one of the team could not be read', withWho('B', { roles: undefined })],
    ['observed for exactly a year', { ...life, person: { registeredSince: today - 365 } }],
    ['remote visits', all({ setting: 'remote' })],
    ['urgent visits', all({ urgent: true })],
    ['a child of six', { ...life, person: { born: today - 2200 } }],
    ['a GP has changed her name', withWho('A', { name: { family: 'Other' } })],
    ['a role was made anew', withWho('B', { roles: [role('B', 'gp', { end: today - 30 }), role('B2')] })],
  ])('%s', (_, one) => {
    expect(finding(one)).toMatchObject({ changeKey: 'A B C' });
  });
});

test('C2 obeys a site’s own thresholds', () => {
  expect(finding(visits('AABBCC'), openedBy(), { minVisitsEach: 2 })).toBeDefined();
  expect(finding(life, openedBy(), { minVisits: 11 })).toBeUndefined();
});

/** Only these are GPs here today. */
function staffed(letters: string): Clinician[] {
  return practice.map((one) => (letters.includes(one.key) ? one : clinician(one.key, 'team', { roles: undefined })));
}

const nameless = [60, 61, 62].map((days) => contact(undefined, days, { excluded: 'clinician-not-recorded' }));

givesEverySilence(
  knownTeam,
  {
    'visits-name-nobody': { life: { contacts: [...(life.contacts ?? []), ...nameless] } },
    'too-few-visits': { life: visits('ABCAB'), because: { visits: 5, needs: 6 } },
    'clinician-unread': { life: withWho('D', { read: false }) },
    'too-few-gp-visits': { life: visits('NNNMMMAB'), because: { visits: 2, needs: 3 } },
    'share-of-one-gp': { life: visits('ABCAABCABC'), because: { share: 0.4, below: 0.4 } },
    'few-gps': { life: { ...life, clinicians: staffed('AB') }, because: { gps: 2, needs: 3 } },
    'no-small-team': { life: visits('AAABBBCCCDDDE'), because: { share: 9 / 13, needs: 0.75 } },
    'seldom-seen-member': { life: visits('AAABBBCCD'), because: { visits: 2, needs: 3 } },
    'clinician-not-at-work': { life: withWho('B', { roles: [role('B', 'gp', { end: today - 1 })] }) },
  },
  [
    ['few-gps'],
    ['too-few-gp-visits'],
    ['share-of-one-gp'],
    ['seldom-seen-member'],
    ['clinician-not-at-work'],
    ['not-counted', 'too-few-visits'],
    ['observed-too-briefly'],
    ['clinician-unread'],
    ['visits-name-nobody'],
  ],
);
