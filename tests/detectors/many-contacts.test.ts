import { describe, expect, test } from '@jest/globals';
import { manyContacts } from '#src/detectors/patterns/many-contacts.ts';
import { burstProbability } from '#src/detectors/statistics.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Contact } from '#src/history/history.ts';
import type { CentileGroup } from '#src/history/practice-centiles.ts';
import {
  clinician,
  condition,
  contact,
  drawn,
  found,
  type Life,
  observation,
  openedBy,
  practice,
  referral,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const finding = (life: Life, opening = openedBy(), settings: object = {}) =>
  found(manyContacts, life, opening, settings);
const fires = (life: Life, opening = openedBy()) => finding(life, opening) !== undefined;

/** Thirty visits in the three years before the last half year. */
const past = drawn('A'.repeat(30), { from: 1270, to: 190 });
/** So many days in the half year, evenly, with these people in turn. */
const recent = (count: number, people = 'ABCDEN', difference: Partial<Contact> = {}) =>
  drawn(people.repeat(count).slice(0, count), { from: 178, to: 3 }, difference);
const life = (count: number, more: Partial<Life> = {}): Life => ({ contacts: [...past, ...recent(count)], ...more });
/** Someone who came twelve times in the three years before. */
const quiet = (count: number, more: Partial<Life> = {}): Life => ({
  contacts: [...drawn('A'.repeat(12), { from: 1270, to: 190 }), ...recent(count)],
  ...more,
});
const withContacts = (...more: Contact[]): Life => life(16, { contacts: [...past, ...recent(16), ...more] });
/** Women of 46, and how many days nine in ten of them come in a year. */
const group = (p90: number, more: Partial<CentileGroup> = {}): CentileGroup => ({
  sex: 'female',
  ages: [45, 49],
  people: 312,
  p90,
  ...more,
});
const at = (...centiles: CentileGroup[]) => openedBy('U', { centiles });

test('fires on far more days than are usual for the person, and says with how many of us', () => {
  const contacts = recent(19);
  expect(finding({ contacts: [...past, ...contacts] })).toEqual({
    code: 'many-contacts',
    facts: {
      days: 19,
      from: isoDay(today - 178),
      clinicians: 6,
      usual: 5,
      shortIntervals: 0,
      comparedWith: 'own-past',
      yearBefore: false,
    },
    counted: [...past, ...contacts].map(({ reference }) => reference),
    notCounted: [],
    span: { from: today - 178, to: today - 3 },
    number: 19,
    unit: 'visits',
    changeKey: 'Patient/p',
  });
});

test('two clinicians on one day are one day; short intervals are counted', () => {
  const second = recent(19).map(({ day = 0 }) => contact('F', today - day));
  const facts = finding({ contacts: [...past, ...recent(19), ...second] })?.facts;
  expect(facts).toMatchObject({ days: 19, clinicians: 7 });
  const close = [100, 93, 50, 44].map((daysAgo) => contact('A', daysAgo));
  expect(finding({ contacts: [...past, ...recent(12), ...close] })?.facts).toMatchObject({ days: 16 });
  expect(finding({ contacts: [...past, ...recent(12), ...close] })?.facts.shortIntervals).toBeGreaterThanOrEqual(2);
});

describe('with whom the person is compared', () => {
  test('without a group: twelve days', () => {
    expect(fires(quiet(12))).toBe(true);
    expect(fires(quiet(11))).toBe(false);
  });

  test('with a group: strictly above its centile, from eight days on', () => {
    const few = { contacts: [...drawn('A'.repeat(4), { from: 1270, to: 400 }), ...recent(9)] };
    expect(finding(few, at(group(8)))?.facts).toMatchObject({ comparedWith: 'practice', yearBefore: false });
    expect(fires(few, at(group(9)))).toBe(false);
    const seven = { contacts: [...drawn('A'.repeat(2), { from: 1270, to: 800 }), ...recent(7)] };
    expect(fires(seven, at(group(2)))).toBe(false);
  });

  test('a group of fewer than 50 people, of another sex or age is none', () => {
    const none = [
      group(100, { people: 49 }),
      group(100, { sex: 'male' }),
      group(100, { ages: [40, 45] }),
      group(100, { ages: [47, 50] }),
    ];
    expect(finding(quiet(12), at(...none))?.facts.comparedWith).toBe('own-past');
    expect(fires(quiet(12), at(group(100, { people: 50 })))).toBe(false);
    expect(fires(quiet(12), at(group(100, { ages: [46, 46] })))).toBe(false);
    expect(finding(quiet(12, { person: { born: undefined } }), at(group(100)))?.facts.comparedWith).toBe('own-past');
  });

  test('the year before is mentioned where it was above too', () => {
    const before = drawn('A'.repeat(30), { from: 725, to: 370 });
    const often = { contacts: [...before, ...recent(30)] };
    expect(finding(often, at(group(20)))?.facts.yearBefore).toBe(true);
    expect(finding(often, at(group(29)))?.facts.yearBefore).toBe(true);
    expect(finding({ contacts: [...before.slice(1), ...recent(32)] }, at(group(29)))?.facts.yearBefore).toBe(false);
  });
});

describe('stays silent', () => {
  test('where so many are usual for the person', () => {
    const often = drawn('A'.repeat(100), { from: 1270, to: 190 });
    expect(fires({ contacts: [...often, ...recent(16)] })).toBe(false);
    expect(fires({ contacts: [...often, ...recent(40)] })).toBe(true);
  });

  test('where the person could not be observed for two years before the half year', () => {
    const since = (days: number): Life => life(16, { person: { registeredSince: today - days } });
    expect(fires(since(182 + 729))).toBe(false);
    expect(fires(since(913 + 1))).toBe(true);
  });

  test('where half of the days lie in four weeks, or they fill fewer than five of six months', () => {
    const burst = drawn('ABCDEFGH', { from: 60, to: 34 });
    const rest = [175, 150, 145, 118, 100, 88, 20, 8].map((daysAgo) => contact('N', daysAgo));
    expect(fires({ contacts: [...past, ...burst, ...rest] })).toBe(false);
    expect(fires({ contacts: [...past, ...burst, ...rest, contact('N', 110), contact('N', 4)] })).toBe(true);
    const fourMonths = drawn('ABCDEFABCDEFABCD', { from: 119, to: 3 });
    expect(fires({ contacts: [...past, ...fourMonths] })).toBe(false);
    expect(fires({ contacts: [...past, ...fourMonths, contact('N', 130)] })).toBe(true);
  });

  test('where one coded reason explains a third of the days', () => {
    const at = [0, 1, 4, 9, 10, 15];
    const about = (count: number) =>
      recent(16).map((one, i) => (at.slice(0, count).includes(i) ? { ...one, reasons: ['sct|1'] } : one));
    expect(fires({ contacts: [...past, ...about(6)] })).toBe(false);
    expect(fires({ contacts: [...past, ...about(5)] })).toBe(true);
  });

  test('with few clinicians whom the person sees again and again; hardly ever the same one fires', () => {
    expect(fires({ contacts: [...past, ...recent(16, 'AAAABBBB')] })).toBe(false);
    expect(finding({ contacts: [...past, ...recent(16, 'ABAC')] })?.facts.clinicians).toBe(3);
    expect(fires({ contacts: [...past, ...recent(16, 'NM')] })).toBe(false);
    expect(fires({ contacts: [...past, ...recent(16, 'AAABCDE')] })).toBe(true);
  });

  test('where a clinician was not read, who may be another under a second id', () => {
    const unread = practice.map((one) => (one.key === 'E' ? clinician('E', undefined, { read: false }) : one));
    expect(fires(life(16, { clinicians: unread }))).toBe(false);
    expect(fires(withContacts(contact(undefined, 9, { excluded: 'clinician-unread' })))).toBe(false);
  });

  test('of planned series, of visits booked long ahead, elsewhere, of the office, and not yet over', () => {
    const kinds: Partial<Contact>[] = [
      { series: 'vaccination' },
      { bookedAhead: true },
      { here: false },
      { excluded: 'not-a-visit' },
      { excluded: 'cancelled' },
      { excluded: 'entered-in-error' },
      { excluded: 'not-ambulatory', setting: 'emergency' },
    ];
    for (const kind of kinds) expect(fires({ contacts: [...past, ...recent(16, 'ABCDEN', kind)] })).toBe(false);
    expect(fires({ contacts: [...past, ...recent(16, 'R')] })).toBe(false);
    expect(fires({ contacts: [...past, ...recent(16, 'ABCDEN', { setting: 'remote' })] })).toBe(true);
  });

  test('with active cancer, not with one that is over', () => {
    expect(fires(life(16, { conditions: [condition(['cancer'], 900)] }))).toBe(false);
    expect(fires(life(16, { conditions: [condition(['cancer'], 900, { active: false })] }))).toBe(true);
  });

  test('with a life-changing diagnosis of the past half year, not with an older one', () => {
    expect(fires(life(16, { conditions: [condition(['multiple-sclerosis'], 183)] }))).toBe(false);
    expect(fires(life(16, { conditions: [condition(['multiple-sclerosis'], 184)] }))).toBe(true);
  });

  test('in pregnancy, by a problem, a reason or a series', () => {
    expect(fires(life(16, { conditions: [condition(['pregnancy'], 100)] }))).toBe(false);
    expect(fires(withContacts(contact('A', 50, { groups: ['pregnancy'] })))).toBe(false);
    expect(fires(withContacts(contact('N', 50, { series: 'antenatal' })))).toBe(false);
    expect(fires(withContacts(contact('N', 250, { series: 'antenatal' })))).toBe(true);
  });

  test('after a night in hospital, a restricted one too; not after a day there, or one before', () => {
    const stay = (daysAgo: number, nights: number, more: Partial<Contact> = {}) =>
      contact(undefined, daysAgo, {
        setting: 'inpatient',
        excluded: 'not-ambulatory',
        until: today - daysAgo + nights,
        ...more,
      });
    const silencing = { clinician: undefined, groups: [], setting: 'inpatient', custody: false } as const;
    expect(fires(withContacts(stay(50, 1)))).toBe(false);
    expect(fires(withContacts(stay(50, 1, { excluded: 'restricted', setting: 'unknown', silencing })))).toBe(false);
    expect(fires(withContacts(stay(50, 0)))).toBe(true);
    expect(fires(withContacts(stay(200, 2)))).toBe(true);
  });

  test.each(['dialysis', 'chemotherapy', 'dressing'])('with %s in that time', (series) => {
    expect(fires(withContacts(contact('N', 50, { series, here: false })))).toBe(false);
    expect(fires(withContacts(contact('N', 250, { series })))).toBe(true);
  });

  test('with a safeguarding concern', () => {
    expect(fires(life(16, { safeguarding: ['Flag/1'] }))).toBe(false);
    expect(fires(life(16, { unread: ['safeguarding'] }))).toBe(false);
    expect(fires(life(16))).toBe(true);
  });

  test('with the red flags of persistent symptoms, and while an urgent referral is open', () => {
    expect(fires(life(16, { observations: [observation(['red-flag'], 30)] }))).toBe(false);
    expect(fires(life(16, { conditions: [condition(['alarm-symptom'], 30)] }))).toBe(false);
    expect(fires(withContacts(contact('A', 30, { groups: ['cancer-pathway'] })))).toBe(false);
    const silencing = { clinician: undefined, groups: ['red-flag'], setting: 'practice', custody: false } as const;
    expect(fires(withContacts(contact(undefined, 30, { excluded: 'restricted', silencing })))).toBe(false);
    const weight = (daysAgo: number, value: number) => observation([], daysAgo, { measure: 'weight', value });
    expect(fires(life(16, { observations: [weight(200, 80), weight(10, 76)] }))).toBe(false);
    expect(fires(life(16, { observations: [weight(200, 80), weight(10, 79)] }))).toBe(true);
    expect(fires(life(16, { referrals: [referral(20, { urgent: true, open: true })] }))).toBe(false);
    expect(fires(life(16, { referrals: [referral(20, { open: true })] }))).toBe(true);
    expect(fires(life(16, { observations: [observation(['red-flag'], 400)] }))).toBe(true);
  });

  test('for children, in care homes and hospices', () => {
    expect(manyContacts.audience).toEqual({ children: false, careHomes: false, hospices: false, anyStaff: false });
  });
});

const spreadOut = [175, 150, 145, 118, 100, 88, 20, 8].map((daysAgo) => contact('N', daysAgo));
const reasoned = [0, 1, 4, 9, 10, 15];
const oneReason = recent(16).map((one, i) => ({ ...one, reasons: reasoned.includes(i) ? ['sct|1'] : [] }));
const nights = (from: number, to: number) =>
  contact(undefined, from, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - to });
const often = drawn('A'.repeat(100), { from: 1270, to: 190 });

givesEverySilence(
  manyContacts,
  {
    'few-contact-days': { life: quiet(11), because: { days: 11, needs: 12 } },
    'not-above-centile': { life: life(16), opening: at(group(26)), because: { days: 21, above: 26 } },
    'few-periods': {
      life: { contacts: [...past, ...drawn('ABCDEFABCDEFABCD', { from: 119, to: 3 })] },
      because: { periods: 4, of: 6, needs: 5 },
    },
    'close-together': {
      life: { contacts: [...past, ...drawn('ABCDEFGH', { from: 60, to: 34 }), ...spreadOut] },
      because: { days: 8, of: 16, within: 28, below: 0.5 },
    },
    'one-reason': { life: { contacts: [...past, ...oneReason] }, because: { days: 6, of: 16, below: 1 / 3 } },
    'past-too-short': {
      life: { ...withContacts(nights(310, 300)), person: { registeredSince: today - 913 } },
      because: { days: 721, needs: 730 },
    },
    'may-be-chance': {
      life: { contacts: [...often, ...recent(16)] },
      because: { probability: burstProbability(100, 1095, 182, 16), most: 0.001 },
    },
    'clinician-unread': { life: withContacts(contact(undefined, 9, { excluded: 'clinician-unread' })) },
    'few-clinicians': {
      life: { contacts: [...past, ...recent(16, 'NM')] },
      because: { clinicians: 2, needs: 5 },
    },
    'seen-again': {
      life: { contacts: [...past, ...recent(16, 'AAAABBBB')] },
      because: { clinicians: 2, needs: 5, share: 12 / 15, most: 0.3 },
    },
    cancer: { life: life(16, { conditions: [condition(['cancer'], 900)] }) },
    'new-diagnosis': {
      life: life(16, { conditions: [condition(['multiple-sclerosis'], 183)] }),
      because: { most: 183 },
    },
    pregnancy: { life: life(16, { conditions: [condition(['pregnancy'], 100)] }) },
    'course-of-treatment': { life: withContacts(contact('N', 50, { series: 'dialysis' })) },
    'night-in-hospital': { life: withContacts(nights(50, 49)) },
    'urgent-referral': { life: life(16, { referrals: [referral(20, { urgent: true, open: true })] }) },
    'red-flag': { life: life(16, { observations: [observation(['red-flag'], 30)] }) },
    safeguarding: { life: life(16, { safeguarding: ['Flag/1'] }) },
  },
  [
    ['few-contact-days', 'not-above-centile'],
    ['close-together', 'few-periods'],
    ['one-reason'],
    ['not-counted', 'few-contact-days'],
    ['cancer', 'pregnancy', 'new-diagnosis', 'night-in-hospital'],
    ['course-of-treatment'],
    ['red-flag', 'urgent-referral'],
    ['safeguarding', 'audience'],
    ['clinician-unread'],
    ['observed-too-briefly', 'past-too-short'],
  ],
);
