import { describe, expect, test } from '@jest/globals';
import { continuityFell } from '#src/detectors/continuity/continuity-fell.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Clinician, Contact } from '#src/history/history.ts';
import {
  booking,
  clinician,
  contact,
  drawn,
  found,
  known,
  type Life,
  openedBy,
  practice,
  role,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { eachContact, plus } from './lives.ts';

const before = { from: 1090, to: 370 };
const since = { from: 360, to: 10 };
const life = (earlier: string, recent: string): Life => ({
  contacts: [...drawn(earlier, before), ...drawn(recent, since)],
});
/** Nine of ten visits with A, then one of six. */
const fallen = life('AAAAAAAABA', 'BCADEF');
const finding = (one: Life, opening = openedBy(), settings = {}) => found(continuityFell, one, opening, settings);
const withA = (difference: Partial<Clinician>): Life => ({
  ...fallen,
  clinicians: practice.map((one) => (one.key === 'A' ? { ...one, ...difference } : one)),
});
const changed = (change: (one: Contact, i: number) => Contact | readonly Contact[]): Life => ({
  ...fallen,
  contacts: (fallen.contacts ?? []).flatMap(change),
});
const recently = (difference: Partial<Contact>) =>
  changed((one) => ((one.day ?? 0) > today - 365 ? { ...one, ...difference } : one));

describe('B1 fires', () => {
  test('when nine in ten visits were with one GP, and one in six since', () => {
    const contacts = fallen.contacts ?? [];
    expect(finding(fallen)).toEqual({
      code: 'continuity-fell',
      facts: {
        clinician: { reference: 'A', name: { family: 'A' } },
        you: false,
        recentWith: 1,
        recentOf: 6,
        recentClinicians: 6,
        beforeWith: 9,
        beforeOf: 10,
        until: isoDay(today - 365),
        faceToFace: false,
      },
      counted: contacts.map(({ reference }) => reference),
      notCounted: [],
      span: { from: today - 1090, to: today - 10 },
      number: 16,
      unit: 'visits',
      changeKey: 'A',
    });
  });

  test('and says so when the one who opened the chart is the usual GP', () => {
    expect(finding(fallen, openedBy('A'))?.facts.you).toBe(true);
  });

  test.each([
    ['AAAAAAAABA', 'BCADEF', true],
    ['AAAAAAAAAA', 'BBBCCC', true],
    ['AAAAAABB', 'BCDE', false],
    ['AAAAAAAABBBB', 'AABCDE', false],
    ['AAAAAAABBB', 'AAABC', false],
    ['AAAAAAAAAA', 'BCD', true],
    ['AAAAAAAAAA', 'BC', false],
    ['AAAAA', 'BBCCDEF', true],
    ['AAAA', 'BBCCDDEF', false],
    ['AAAAAAAAAA', 'BBBCC', false],
    ['AAAAAAAAAA', 'BBBCCD', true],
    ['A'.repeat(40), 'AAAAAAABCD', true],
    ['A'.repeat(40), 'AAAAAAAABC', false],
  ])('%s then %s: %s', (earlier, recent, fires) => {
    expect(finding(life(earlier, recent)) !== undefined).toBe(fires);
  });
});

const unreadAre = (who: string): Life => ({
  ...fallen,
  clinicians: practice.map((one) => (one.key === who ? { ...one, read: false } : one)),
});
const also = (one: Contact): Life => plus(fallen, one);
const hidden = contact('A', 100, { excluded: 'restricted' });
const unreadActivity = { known: false, why: 'refused' } as const;
const colleagues = (letters: string) => practice.filter(({ key }) => letters.includes(key));
const silent: readonly (readonly [string, Life])[] = [
  ['a practice with two GPs', { ...fallen, clinicians: twoGps() }],
  ['every visit was urgent', changed((one) => ({ ...one, urgent: true }))],
  [
    'a temporary registration',
    { ...fallen, registration: { since: undefined, temporary: true, careManager: undefined } },
  ],
  ['recent visits mostly with trainees and locums', life('AAAAAAAABA', 'TLATLB')],
  ['the usual GP has left', withA({ roles: [role('A', 'gp', { end: today - 30 })] })],
  ['all roles ended on one day', { ...fallen, clinicians: practice.map(leftYesterday) }],
  [
    'the usual GP is recorded as away',
    withA({ roles: [role('A', 'gp', { away: [{ from: today - 9, to: undefined }] })] }),
  ],
  ['the usual GP works elsewhere only', withA({ roles: [role('A', 'gp', { here: false })] })],
  ['the usual GP’s roles could not be read', withA({ roles: undefined })],
  ['the usual GP has seen nobody here for 42 days', { ...fallen, activity: seenLast(42) }],
  [
    'so is it where a colleague’s activity could not be read',
    { ...fallen, activity: new Map([...seenLast(42), ['B', unreadActivity]]) },
  ],
  ['nobody is known to have seen the usual GP for a year', { ...fallen, activity: seenLast(undefined) }],
  ['the staff could not be read', { ...fallen, unread: ['roles'] }],
  ['the contacts could not be read whole', { ...fallen, unread: ['contacts'] }],
  ['one of those seen was not read, and may be the usual GP', unreadAre('C')],
  ['a visit was with a role that was not read', also(contact(undefined, 100, { excluded: 'clinician-unread' }))],
  [
    'none of the recent visits was with the usual GP, but one that is not told may have been',
    { ...life('AAAAAAAABA', 'BCDEFB'), contacts: [...(life('AAAAAAAABA', 'BCDEFB').contacts ?? []), hidden] },
  ],
  ['someone else is the usual GP now', life('AAAAAAAABA', 'BBBBAC')],
  ['a new patient', { ...fallen, person: { registeredSince: today - 1094 } }],
  [
    'moved practice, with imported notes',
    { ...changed((one) => ({ ...one, here: (one.day ?? 0) > today - 365 })), person: { registeredSince: undefined } },
  ],
  ['the recent visits were nurse-only contacts', recently({ clinician: 'N' })],
  ['the recent visits were group visits', recently({ excluded: 'group-visit' })],
  ['the recent visits were cancelled', recently({ excluded: 'cancelled' })],
  ['the recent visits were entered in error', recently({ excluded: 'entered-in-error' })],
  ['the recent visits were vaccinations', recently({ series: 'vaccination' })],
  ['the recent visits were antenatal', recently({ series: 'antenatal' })],
  ['the recent visits were dialysis', recently({ series: 'dialysis' })],
  ['the recent visits took place elsewhere', recently({ here: false })],
  ['the recent visits have no day', recently({ day: undefined, excluded: 'undated' })],
  ['the recent visits name nobody', recently({ clinician: undefined, excluded: 'clinician-not-recorded' })],
  ['a feed outage: nothing recent at all', { contacts: drawn('AAAAAAAABA', before) }],
  ['one urgent episode', urgentWeeks(7)],
  ['a locum-only week', { contacts: [...drawn('AAAAAAAABA', before), ...drawn('LLLLL', { from: 20, to: 14 })] }],
];

describe('B1 stays silent', () => {
  test.each(silent)('%s', (_, one) => {
    expect(finding(fallen)).toBeDefined();
    expect(finding(one)).toBeUndefined();
  });

  test('while over a fifth of either period’s visits name nobody', () => {
    const nameless = (count: number, daysAgo: number) => ({
      ...fallen,
      contacts: [
        ...(fallen.contacts ?? []),
        ...Array.from({ length: count }, (_, i) =>
          contact(undefined, daysAgo + i, { excluded: 'clinician-not-recorded' }),
        ),
      ],
    });
    expect(finding(nameless(1, 20))).toBeDefined();
    expect(finding(nameless(2, 20))).toBeUndefined();
    expect(finding(nameless(2, 500))).toBeDefined();
    expect(finding(nameless(3, 500))).toBeUndefined();
  });
});

describe('B1 still fires, one difference from a silence', () => {
  test.each<readonly [string, Life]>([
    ['a practice with three GPs', { ...fallen, clinicians: [...twoGps(), clinician('C')] }],
    ['some visits were urgent', changed((one, i) => ({ ...one, urgent: i % 2 === 0 }))],
    ['recent visits half with trainees and locums', life('AAAAAAAABA', 'TLABTC')],
    ['the end of the usual GP’s role is ahead', withA({ roles: [role('A', 'gp', { end: today + 30 })] })],
    [
      'a role was made anew after a migration',
      withA({ roles: [role('A', 'gp', { end: today - 30 }), role('A2', 'gp', { start: today - 30 })] }),
    ],
    ['the absence is over', withA({ roles: [role('A', 'gp', { away: [{ from: today - 90, to: today - 60 }] })] })],
    ['the usual GP saw someone here 41 days ago', { ...fallen, activity: seenLast(41) }],
    [
      'the activity rows do not reach back 42 days',
      { ...fallen, activity: new Map([['A', known({ days: [], since: today - 41 })]]) },
    ],
    ['one of the recent visits was with the usual GP, and one is not told', also(hidden)],
    ['none was, and all are told', life('AAAAAAAABA', 'BCDEFB')],
    ['someone not seen was not read', unreadAre('H')],
    ['the usual GP’s own activity could not be read', { ...fallen, activity: new Map([['A', unreadActivity]]) }],
    ['the activity could not be read', { ...fallen, activity: seenLast(undefined), unread: ['activity'] }],
    ['the registration could not be read', { ...fallen, unread: ['registration'] }],
    ['observed for exactly three years', { ...fallen, person: { registeredSince: today - 1095 } }],
    ['the visits were remote', changed((one) => ({ ...one, setting: 'remote' }))],
    ['the urgent visits were four weeks apart', urgentWeeks(28)],
    ['a week with five GPs', { contacts: [...drawn('AAAAAAAABA', before), ...drawn('BCDEF', { from: 20, to: 14 })] }],
    ['a child of six', { ...fallen, person: { born: today - 6 * 366 } }],
    ['the usual GP has changed her name', withA({ name: { family: 'Other' } })],
    ['two entries of one clinician and day', changed((one) => [one, { ...one, reference: `${one.reference}-again` }])],
  ])('%s', (_, one) => {
    expect(finding(one)).toMatchObject({ changeKey: 'A' });
  });
});

describe('B1 counts', () => {
  test('a second entry of one day, a nurse’s visit and a cancelled one are told as not counted', () => {
    const more = [
      contact('N', 30),
      contact('A', 40, { excluded: 'cancelled' }),
      contact(undefined, 50, { excluded: 'clinician-not-recorded' }),
    ];
    const told = finding({ ...fallen, contacts: [...(fallen.contacts ?? []), ...more] });
    expect(told?.notCounted.map(({ reason }) => reason)).toEqual(['clinician-not-recorded', 'cancelled', 'not-a-gp']);
    expect(told?.facts).toEqual(finding(fallen)?.facts);
  });

  test('shows face-to-face visits where there are three in each period, and they tell the same', () => {
    const remote = contact('G', 5, { setting: 'remote' });
    const mixed = { ...fallen, contacts: [...(fallen.contacts ?? []), remote] };
    expect(finding(mixed)).toMatchObject({
      facts: { recentOf: 6, faceToFace: true },
      number: 16,
      unit: 'visits',
      notCounted: [{ reference: remote.reference, reason: 'not-face-to-face' }],
    });
    const two = recently({ setting: 'remote' });
    expect(finding(two)).toMatchObject({ facts: { recentOf: 6, faceToFace: false }, number: 16, notCounted: [] });
  });

  test('urgent visits of one episode count once', () => {
    const again = contact('G', 5, { urgent: true });
    const contacts = [...(fallen.contacts ?? []), contact('G', 9, { urgent: true }), again];
    expect(finding({ ...fallen, contacts })).toMatchObject({
      facts: { recentOf: 7, recentClinicians: 7 },
      notCounted: [{ reference: again.reference, reason: 'same-episode' }],
    });
  });

  test('a site’s own thresholds are obeyed', () => {
    expect(finding(life('AAAAAABB', 'BCDE'))).toBeUndefined();
    expect(finding(life('AAAAAABB', 'BCDE'), openedBy(), { maxProbability: 0.05 })).toBeDefined();
    expect(finding(fallen, openedBy(), { minFall: 0.8 })).toBeUndefined();
    expect(finding({ ...fallen, clinicians: twoGps() }, openedBy(), { minGps: 2 })).toBeDefined();
  });
});

const noneWithA = life('AAAAAAAABA', 'BCDEFB');

givesEverySilence(
  continuityFell,
  {
    'visits-name-nobody': {
      life: plus(fallen, ...[20, 21].map((days) => contact(undefined, days, { excluded: 'clinician-not-recorded' }))),
    },
    'clinician-unread': { life: unreadAre('C') },
    'no-visits': { life: { contacts: drawn('BC', since) } },
    'too-few-earlier-visits': { life: life('AAAA', 'BBCCDDEF'), because: { visits: 4, needs: 5 } },
    'too-few-recent-visits': { life: life('AAAAAAAAAA', 'BC'), because: { visits: 2, needs: 3 } },
    'small-fall': { life: life('AAAAAAABBB', 'AABBC'), because: { fall: 0.3, needs: 0.4 }, settings: { minFall: 0.4 } },
    'may-be-chance': { life: life('AAAAAABB', 'BCDE') },
    'someone-new': { life: life('AAAAAAAABA', 'BBBBAC'), because: { visits: 4, of: 6 } },
    'left-the-clinician': {
      life: {
        ...noneWithA,
        bookings: [booking(365, { state: 'cancelled', by: 'person', clinicians: ['A'], changedProvider: true })],
      },
    },
    'perhaps-seen': { life: { ...noneWithA, contacts: [...(noneWithA.contacts ?? []), hidden] } },
    'clinician-not-at-work': { life: { ...fallen, activity: seenLast(42) } },
    'temporary-registration': {
      life: { ...fallen, registration: { since: undefined, temporary: true, careManager: undefined } },
    },
    'few-gps': { life: { ...fallen, clinicians: twoGps() }, because: { gps: 2, needs: 3 } },
    'only-urgent-visits': {
      life: eachContact(life('AAAAAAAAAA', 'BBCCDDEEF'), { urgent: true }),
      because: { visits: 18 },
    },
    'trainees-and-locums': { life: life('AAAAAAAABA', 'TLATLB'), because: { visits: 4, of: 6 } },
  },
  [
    ['clinician-not-at-work', 'unread'],
    ['someone-new'],
    ['few-gps'],
    ['only-urgent-visits'],
    ['temporary-registration'],
    ['trainees-and-locums'],
    ['not-counted', 'too-few-recent-visits'],
    ['observed-too-briefly'],
    ['not-counted'],
    ['clinician-unread'],
    ['perhaps-seen'],
    ['visits-name-nobody'],
  ],
);

/** Only A and B are GPs here today; whoever else was seen has left. */
function twoGps(): Clinician[] {
  return [
    ...colleagues('AB'),
    ...colleagues('CDEFNR').map((one) => (one.key === 'N' || one.key === 'R' ? one : leftYesterday(one))),
  ];
}

function leftYesterday(one: Clinician): Clinician {
  return { ...one, roles: (one.roles ?? []).map((held) => ({ ...held, end: today - 1 })) };
}

function seenLast(daysAgo: number | undefined): Life['activity'] & object {
  return new Map([['A', known({ days: daysAgo === undefined ? [] : [today - daysAgo], since: today - 365 })]]);
}

/** Six recent visits with six GPs, all urgent, so many days apart. */
function urgentWeeks(days: number): Life {
  const recent = [...'BCADEF'].map((who, i) => contact(who, 10 + (5 - i) * days, { urgent: true }));
  return { contacts: [...drawn('AAAAAAAABA', before), ...recent] };
}
