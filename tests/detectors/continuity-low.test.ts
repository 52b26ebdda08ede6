import { describe, expect, test } from '@jest/globals';
import { continuityLow } from '#src/detectors/continuity/continuity-low.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { persistentSymptoms } from '#src/detectors/symptoms/persistent-symptoms.ts';
import type { Clinician, Condition, Contact } from '#src/history/history.ts';
import {
  clinician,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  practice,
  condition as problem,
  readingOf,
  referral,
  role,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { eachContact, plus, withClinician } from './lives.ts';

const window = { from: 700, to: 10 };
const aged = { born: today - 80 * 366 };
const visits = (letters: string): Contact[] => drawn(letters, window);
/** Nine visits with six GPs; A, the named GP, had two of them. */
const spread: Life = { contacts: visits('ABCDEFABC'), person: { ...aged, namedClinician: 'A' } };
const unnamed: Life = { ...spread, person: aged };
const finding = (life: Life, opening = openedBy(), settings = {}) => found(continuityLow, life, opening, settings);

const condition = (group: string | readonly string[], difference: Partial<Condition> = {}): Condition =>
  problem(typeof group === 'string' ? [group] : group, 1000, { reference: `Condition/${group}`, ...difference });
const young = (conditions: readonly Condition[], contacts = spread.contacts ?? []): Life => ({
  contacts,
  conditions,
  person: { born: today - 30 * 366 },
});
const withWho = (who: string, difference: Partial<Clinician>, life = spread): Life =>
  withClinician(life, who, difference);
const all = (difference: Partial<Contact>): Life => eachContact(spread, difference);

describe('B2 fires', () => {
  test('when two of nine visits were with the named GP, of someone aged 80', () => {
    expect(finding(spread)).toEqual({
      code: 'continuity-low',
      facts: {
        clinician: { reference: 'A', name: { family: 'A' } },
        you: false,
        with: 2,
        of: 9,
        percent: 22,
        clinicians: 6,
        reasons: ['age'],
        faceToFace: false,
      },
      counted: [...(spread.contacts ?? []).map(({ reference }) => reference), 'Patient/p'],
      notCounted: [],
      span: { from: today - 700, to: today - 10 },
      number: 9,
      unit: 'visits',
      changeKey: 'A',
    });
  });

  test('without a named GP, and tells the visits with the one seen most', () => {
    const told = finding(unnamed);
    expect(told?.facts).toMatchObject({ with: 2, of: 9, clinicians: 6 });
    expect(told?.facts).not.toHaveProperty('clinician');
    expect(told?.changeKey).toBe('Patient/p');
  });

  test('also when the named GP was never seen, and when it is the one who opened the chart', () => {
    const never = { ...spread, person: { ...aged, namedClinician: 'G' } };
    expect(finding(never)?.facts).toMatchObject({ with: 0, of: 9, percent: 0 });
    expect(finding(spread, openedBy('A'))?.facts).toMatchObject({ you: true });
  });

  test.each([
    ['ABCDE', true],
    ['ABCD', false],
    ['AABCD', false],
    ['AABCDE', true],
    ['AAABCDEF', true],
    ['AAABCDE', false],
    ['BBBACDE', false],
  ])('%s: %s', (letters, fires) => {
    expect(finding({ ...spread, contacts: visits(letters) }) !== undefined).toBe(fires);
  });

  test('ten visits within a year are counted alone, nine are not', () => {
    const earlier = drawn('AAAAAA', { from: 700, to: 400 });
    const recent = (letters: string) => ({
      ...unnamed,
      contacts: [...earlier, ...drawn(letters, { from: 350, to: 10 })],
    });
    expect(finding(recent('BCDEFBCDEF'))).toMatchObject({ facts: { of: 10 } });
    expect(finding(recent('BCDEFBCDE'))).toBeUndefined();
  });
});

/** Seen by H for long, and by many since H left. */
const lost = (end: number): Life => ({
  ...withWho('H', { roles: [role('H', 'gp', { end: today - end })] }, unnamed),
  contacts: [...drawn('HHHHHH', { from: 1200, to: 410 }), ...drawn('ABCDEFABC', { from: 390, to: 10 })],
});

describe('B2 is silent where the usual GP has left', () => {
  test.each([
    ['within the year, which A1 tells', 300],
    ['earlier in the months that are counted, which A1 no longer tells', 400],
  ])('%s', (_, end) => expect(finding(lost(end))).toBeUndefined());

  test('but not where the one who left was never the usual GP, or still works here', () => {
    expect(finding({ ...lost(300), contacts: drawn('ABCDEFABC', { from: 390, to: 10 }) })?.code).toBe('continuity-low');
    expect(finding({ ...lost(300), clinicians: practice })?.code).toBe('continuity-low');
  });
});

describe('B2 needs a reason', () => {
  const three = [condition('diabetes'), condition('hypertension'), condition('asthma')];

  test.each<readonly [string, readonly string[], Life]>([
    ['three long-term conditions', ['conditions'], young(three)],
    ['dementia', ['dementia'], young([condition('dementia')])],
    ['serious mental illness', ['smi'], young([condition('serious-mental-illness')])],
    ['schizophrenia', ['smi'], young([condition(['schizophrenia', 'serious-mental-illness'])])],
    ['bipolar illness', ['smi'], young([condition('bipolar')])],
    ['palliative care', ['palliative'], young([condition('palliative-care')])],
    ['the booking of a pregnancy', ['pregnancy'], young([condition('pregnancy', { recorded: today - 84 })])],
    [
      'the weeks after a birth',
      ['pregnancy'],
      young([], [...visits('ABCDEFABC'), contact('N', 56, { series: 'postnatal' })]),
    ],
    [
      'several at once',
      ['conditions', 'age', 'dementia'],
      { ...spread, conditions: [...three, condition('dementia')] },
    ],
  ])('%s', (_, reasons, life) => {
    expect(finding(life)?.facts.reasons).toEqual(reasons);
  });

  test('and counts what it rests on', () => {
    expect(finding(young(three))).toMatchObject({ facts: { conditions: 3 }, number: 9, counted: { length: 12 } });
  });

  test.each<readonly [string, Life]>([
    ['nothing', young([])],
    ['two long-term conditions', young(three.slice(1))],
    ['a third that is active and abated', young(three.map((one, i) => ({ ...one, contradictory: i === 0 })))],
    ['three codes of two', young([condition('diabetes'), condition('diabetes'), condition('asthma')])],
    ['three of which one is over', young([...three.slice(1), condition('diabetes', { active: false })])],
    [
      'three of which one is recorded tomorrow',
      young([...three.slice(1), condition('diabetes', { recorded: today + 1 })]),
    ],
    [
      'three that are not long-term',
      young([condition('pregnancy'), condition('safeguarding'), condition('terminal-illness')]),
    ],
    ['74 years of age', { ...young([]), person: { born: today - 27_392 } }],
    ['dementia that is no longer active', young([condition('dementia', { active: false })])],
    ['a pregnancy well under way', young([condition('pregnancy', { recorded: today - 85 })])],
    ['a postnatal visit long ago', young([], [...visits('ABCDEFABC'), contact('N', 57, { series: 'postnatal' })])],
    [
      'a postnatal visit that was cancelled',
      young([], [...visits('ABCDEFABC'), contact('N', 56, { series: 'postnatal', excluded: 'cancelled' })]),
    ],
    ['conditions that could not be read', { ...young(three), unread: ['conditions'] }],
  ])('%s is none', (_, life) => {
    expect(finding({ ...life, person: { ...life.person, ...aged } })).toBeDefined();
    expect(finding(life)).toBeUndefined();
  });

  test('75 years of age are one', () => {
    expect(finding({ ...young([]), person: { born: today - 27_393 } })?.facts.reasons).toEqual(['age']);
  });
});

describe('lasting symptoms of the body (G1) are a reason', () => {
  const noted = (group: string, ...days: readonly number[]) => days.map((each) => problem([group], each));
  const sent = (daysAgo: number) =>
    referral(daysAgo, {
      results: [{ references: [`Encounter/clinic-${daysAgo}`], day: today - daysAgo + 60, disease: false }],
    });
  const lasting: Life = {
    ...young([
      ...noted('symptom-headache', 800, 500, 320, 100),
      ...noted('symptom-back-pain', 700, 450, 250),
      ...noted('symptom-dizziness', 600, 400, 200),
    ]),
    contacts: drawn('ABCDEFABC', { from: 350, to: 10 }),
    referrals: [sent(1200), sent(700), sent(400)],
  };
  const both = (life: Life) => runDetectors([persistentSymptoms, continuityLow], readingOf(life), openedBy()).findings;

  test('where they are found', () => {
    const [symptoms, low] = both(lasting);
    expect([symptoms?.code, low?.code]).toEqual(['persistent-symptoms', 'continuity-low']);
    expect(low?.facts).toMatchObject({ of: 9, reasons: ['symptoms'] });
    expect(low?.counted).toEqual(expect.arrayContaining([...(symptoms?.counted ?? [])]));
  });

  test('not where a red flag, or fewer referrals, keep them from being said, nor alone', () => {
    const flagged = { ...lasting, conditions: [...(lasting.conditions ?? []), problem(['red-flag'], 90)] };
    expect(both(flagged)).toEqual([]);
    expect(both({ ...lasting, referrals: [sent(1200), sent(700)] })).toEqual([]);
    expect(both({ ...lasting, contacts: drawn('ABABABABA', { from: 350, to: 10 }) }).map(({ code }) => code)).toEqual([
      'persistent-symptoms',
    ]);
    expect(finding(lasting)).toBeUndefined();
  });
});

const silent: readonly (readonly [string, Life])[] = [
  ['a practice with one doctor', { ...spread, clinicians: staffed('A') }],
  ['a practice with two GPs', { ...spread, clinicians: staffed('AB') }],
  ['every visit was urgent', { ...all({ urgent: true }) }],
  [
    'a temporary registration',
    { ...spread, registration: { since: undefined, temporary: true, careManager: undefined } },
  ],
  ['visits mostly with trainees and locums', { ...spread, contacts: visits('TLTLTLABC') }],
  ['the named GP has left', withWho('A', { roles: [role('A', 'gp', { end: today - 1 })] })],
  ['the named GP is away', withWho('A', { roles: [role('A', 'gp', { away: [{ from: today - 60, to: undefined }] })] })],
  ['the GP seen most has left', withWho('C', { roles: [role('C', 'gp', { end: today - 1 })] }, unnamed)],
  ['one of those seen was not read', withWho('F', { read: false })],
  ['the named GP was not read', { ...withWho('G', { read: false }), person: { ...aged, namedClinician: 'G' } }],
  ['the contacts could not be read whole', { ...spread, unread: ['contacts'] }],
  ['a new patient', { ...spread, person: { ...spread.person, registeredSince: today - 729 } }],
  [
    'moved practice, with imported notes',
    {
      ...spread,
      contacts: [
        ...drawn('AAAA', { from: 1000, to: 800 }).map((one) => ({ ...one, here: false })),
        ...drawn('ABCDEFABC', { from: 500, to: 10 }),
      ],
      person: { ...spread.person, registeredSince: undefined },
    },
  ],
  ['nurse-only contacts', all({ clinician: 'N' })],
  ['group visits', all({ excluded: 'group-visit' })],
  ['cancelled visits', all({ excluded: 'cancelled' })],
  ['visits entered in error', all({ excluded: 'entered-in-error' })],
  ['a series of vaccinations', all({ series: 'vaccination' })],
  ['an antenatal series', all({ series: 'antenatal' })],
  ['dialysis three times a week', all({ series: 'dialysis' })],
  ['visits elsewhere', all({ here: false })],
  ['visits that have only a year', all({ day: undefined, excluded: 'undated' })],
  ['visits without a clinician', all({ clinician: undefined, excluded: 'clinician-not-recorded' })],
  ['one urgent episode', { ...spread, contacts: urgent(21, 1) }],
];

describe('B2 stays silent', () => {
  test.each(silent)('%s', (_, life) => {
    expect(finding(spread)).toBeDefined();
    expect(finding(unnamed)).toBeDefined();
    expect(finding(life)).toBeUndefined();
  });

  test('at or above the practice’s own lower quartile, where the site has set it', () => {
    expect(finding(spread, openedBy(), { practiceLowerQuartile: 0.3 })).toBeDefined();
    expect(finding(spread, openedBy(), { practiceLowerQuartile: 0.2 })).toBeUndefined();
  });

  test('when a visit was with a role that was not read: it may be anyone', () => {
    const unread = contact(undefined, 100, { excluded: 'clinician-unread' });
    expect(finding({ ...spread, contacts: [...(spread.contacts ?? []), unread] })).toBeUndefined();
    const earlier = { ...unread, day: today - 800 };
    expect(finding({ ...spread, contacts: [...(spread.contacts ?? []), earlier] })).toBeDefined();
  });

  test('with none of the visits, where one that is not told may have been with the named GP', () => {
    const hidden = contact('G', 100, { excluded: 'restricted' });
    const never = { ...spread, person: { ...aged, namedClinician: 'G' } };
    expect(finding({ ...never, contacts: [...(spread.contacts ?? []), hidden] })).toBeUndefined();
    expect(finding({ ...spread, contacts: [...(spread.contacts ?? []), hidden] })).toBeDefined();
  });

  test('when over a fifth of the visits name nobody', () => {
    const nameless = (count: number) => ({
      ...spread,
      contacts: [
        ...(spread.contacts ?? []),
        ...Array.from({ length: count }, (_, i) => contact(undefined, 30 + i, { excluded: 'clinician-not-recorded' })),
      ],
    });
    expect(finding(nameless(2))).toBeDefined();
    expect(finding(nameless(3))).toBeUndefined();
  });
});

describe('B2 still fires, one difference from a silence', () => {
  test.each<readonly [string, Life]>([
    ['a practice with three GPs', { ...spread, clinicians: staffed('ABC') }],
    ['a practice whose staff could not be read', { ...spread, clinicians: staffed('A'), unread: ['roles'] }],
    ['one visit was not urgent', { ...spread, contacts: urgent(22, 1) }],
    ['the named GP’s roles could not be read', withWho('A', { roles: undefined })],
    ['the registration could not be read', { ...spread, unread: ['registration', 'teams'] }],
    ['observed for exactly two years', { ...spread, person: { ...spread.person, registeredSince: today - 730 } }],
    ['remote visits', all({ setting: 'remote' })],
    ['a GP has changed her name', withWho('A', { name: { family: 'Other' } })],
    ['a nurse who leads the team is no named GP', { ...unnamed, person: { ...aged, namedClinician: 'N' } }],
    ['less than half of the visits with trainees', { ...spread, contacts: visits('TLTLABCDE') }],
    [
      'GPs who were trainees at the time',
      withWho('A', { roles: [role('A', 'trainee', { end: today - 900 }), role('A')] }),
    ],
  ])('%s', (_, life) => {
    expect(finding(life)).toBeDefined();
  });

  test('a child of six with three long-term conditions', () => {
    const child = {
      ...young([condition('asthma'), condition('epilepsy'), condition('cancer')]),
      person: { born: today - 2200 },
    };
    expect(finding(child)?.facts.reasons).toEqual(['conditions']);
    expect(finding({ ...child, conditions: [] })).toBeUndefined();
  });
});

describe('B2 counts', () => {
  test('face-to-face visits where there are three, and they tell the same', () => {
    const remote = drawn('GH', { from: 100, to: 90 }, { setting: 'remote' });
    const told = finding({ ...spread, contacts: [...(spread.contacts ?? []), ...remote] });
    expect(told).toMatchObject({ facts: { of: 9, faceToFace: true }, number: 9, notCounted: { length: 2 } });
    const close = finding({
      ...spread,
      contacts: [...visits('AAB'), ...drawn('CDEFGH', { from: 600, to: 90 }, { setting: 'remote' })],
    });
    expect(close).toMatchObject({ facts: { of: 9, faceToFace: false }, number: 9, notCounted: [] });
  });

  test('one visit for two entries of one clinician and day', () => {
    const again = { ...contact('A', 700), reference: 'Encounter/again' };
    expect(finding({ ...spread, contacts: [...(spread.contacts ?? []), again] })).toMatchObject({
      facts: { of: 9 },
      notCounted: [{ reference: 'Encounter/again', reason: 'same-day' }],
    });
  });
});

const nameless = [30, 31, 32].map((days) => contact(undefined, days, { excluded: 'clinician-not-recorded' }));

givesEverySilence(
  continuityLow,
  {
    'no-special-need': { life: young([]) },
    'visits-name-nobody': { life: plus(spread, ...nameless) },
    'too-few-visits': { life: { ...spread, contacts: visits('ABCD') }, because: { visits: 4, needs: 5 } },
    'clinician-unread': { life: withWho('F', { read: false }) },
    'lost-usual-clinician': { life: lost(300) },
    'share-not-low': { life: { ...spread, contacts: visits('ABABCDEFAA') }, because: { share: 0.4, below: 0.4 } },
    'share-usual-here': {
      life: spread,
      settings: { practiceLowerQuartile: 0.2 },
      because: { share: 2 / 9, below: 0.2 },
    },
    'perhaps-seen': {
      life: plus(
        { ...spread, person: { ...aged, namedClinician: 'G' } },
        contact('G', 100, { excluded: 'restricted' }),
      ),
    },
    'clinician-not-at-work': { life: withWho('A', { roles: [role('A', 'gp', { end: today - 1 })] }) },
    'temporary-registration': {
      life: { ...spread, registration: { since: undefined, temporary: true, careManager: undefined } },
    },
    'few-gps': { life: { ...spread, clinicians: staffed('AB') }, because: { gps: 2, needs: 3 } },
    'only-urgent-visits': { life: all({ urgent: true }), because: { visits: 9 } },
    'trainees-and-locums': { life: { ...spread, contacts: visits('TLTLTLABC') }, because: { visits: 6, of: 9 } },
  },
  [
    ['few-gps'],
    ['only-urgent-visits'],
    ['temporary-registration'],
    ['trainees-and-locums'],
    ['not-counted', 'too-few-visits'],
    ['clinician-not-at-work', 'lost-usual-clinician'],
    ['observed-too-briefly'],
    ['not-counted', 'too-few-visits'],
    ['clinician-unread'],
    ['visits-name-nobody'],
    ['not-counted'],
  ],
);

/** Only these are GPs here today; all others have left. */
function staffed(letters: string): Clinician[] {
  return practice.map((one) =>
    letters.includes(one.key) ? one : clinician(one.key, [role(one.key, one.roles?.[0]?.kind, { end: today - 1 })]),
  );
}

/** Nine visits so many days apart; the first `planned` of them were not urgent. */
function urgent(days: number, planned = 0): Contact[] {
  return [...'ABCDEFABC'].map((who, i) => contact(who, 10 + (8 - i) * days, { urgent: i >= planned }));
}
