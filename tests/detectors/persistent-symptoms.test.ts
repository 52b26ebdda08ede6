import { describe, expect, test } from '@jest/globals';
import { persistentSymptoms } from '#src/detectors/symptoms/persistent-symptoms.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Condition, Investigation, Observation, Referral } from '#src/history/history.ts';
import {
  condition,
  contact,
  drawn,
  found,
  type Life,
  observation,
  openedBy,
  referral,
  resultOf,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const finding = (life: Life, signing?: readonly Referral[]) =>
  found(persistentSymptoms, life, openedBy('U', signing && { signing }));

/** A symptom noted on these days before today. */
const symptom = (name: string, ...days: readonly number[]): Condition[] =>
  days.map((daysAgo) => condition([`symptom-${name}`], daysAgo));
const nothing = (daysAgo: number) => ({
  references: [`Encounter/clinic-${daysAgo}`],
  day: today - daysAgo,
  disease: false,
});
const sent = (daysAgo: number, difference: Partial<Referral> = {}) =>
  referral(daysAgo, { results: [nothing(daysAgo - 60)], ...difference });
const tested = (daysAgo: number, normal = true): Investigation => ({
  reference: `Observation/test-${daysAgo}`,
  day: today - daysAgo,
  normal,
});

const symptoms = [
  ...symptom('headache', 800, 500, 320, 100),
  ...symptom('back-pain', 700, 450, 250),
  ...symptom('dizziness', 600, 400, 200),
];
const referrals = [sent(1200), sent(700), sent(400)];
const visits = drawn('ABABAB', { from: 340, to: 60 });
const life = { contacts: visits, conditions: symptoms, referrals };
const noted = (...more: readonly Condition[]): Life => ({ ...life, conditions: [...symptoms, ...more] });
const seenFor = (groups: readonly string[], daysAgo: number): Life => ({
  ...life,
  contacts: [...visits, contact('A', daysAgo, { groups })],
});
const observed = (...observations: readonly Observation[]): Life => ({ ...life, observations });
const born = (iso: string) => ({ born: parseDay(iso) });
const weight = (daysAgo: number, value: number) => observation([], daysAgo, { measure: 'weight', value });

describe('persistent symptoms fires', () => {
  test('on three symptoms in a year and three referrals of which two found no cause, and counts what it says', () => {
    const mixed = [sent(1200), sent(700), referral(400, { open: true })];
    expect(finding({ ...life, referrals: mixed })).toMatchObject({
      facts: {
        symptoms: 3,
        syndromes: [],
        months: 12,
        referrals: 3,
        withoutCause: 2,
        withCause: 0,
        years: 5,
        signing: false,
      },
      counted: [
        ...symptoms
          .filter(({ recorded = 0 }) => recorded > today - 365)
          .toSorted((a, b) => (a.recorded ?? 0) - (b.recorded ?? 0))
          .map(({ reference }) => reference),
        ...mixed.map(({ reference }) => reference),
        'Encounter/clinic-1140',
        'Encounter/clinic-640',
      ],
      notCounted: [],
      // Four entries of symptoms and three referrals; what came of these is evidence, but nobody counts it.
      number: 7,
      span: { from: today - 1200, to: today - 100 },
      unit: 'entries',
      changeKey: 'Patient/p',
    });
  });

  test('on four days with normal results that came after the symptoms, without any referral', () => {
    const investigations = [tested(310), tested(240), tested(190), tested(90)];
    const { facts } = finding({ ...life, referrals: [], investigations }) ?? {};
    expect(facts).toMatchObject({ symptoms: 3, normal: 4 });
    expect(facts).not.toHaveProperty('referrals');
  });

  test('and does not date what it counts by a syndrome that was noted long before', () => {
    const syndrome = condition(['syndrome-fibromyalgia'], 3000);
    const told = finding(noted(syndrome));
    expect(told?.counted).toContain(syndrome.reference);
    expect(told).toMatchObject({ number: 7, span: { from: today - 1200 } });
  });

  test('on a known syndrome instead of three symptoms', () => {
    const conditions = [condition(['syndrome-fibromyalgia'], 900), ...symptom('headache', 800, 320)];
    expect(finding({ ...life, conditions })?.facts).toMatchObject({ symptoms: 1, syndromes: ['fibromyalgia'] });
  });

  test('on symptoms noted as reasons of visits or as observations too', () => {
    const contacts = [
      ...visits,
      contact('A', 500, { groups: ['symptom-headache'] }),
      contact('A', 150, { groups: ['symptom-headache'] }),
    ];
    const observations = [observation(['symptom-dizziness'], 600), observation(['symptom-dizziness'], 200)];
    expect(
      finding({ ...life, contacts, observations, conditions: symptom('back-pain', 700, 250) })?.facts,
    ).toMatchObject({
      symptoms: 3,
    });
  });

  test('where orders are signed, on a further referral', () => {
    expect(finding(life, [referral(0)])?.facts).toMatchObject({ signing: true });
    expect(
      finding(life, [referral(0, { groups: ['symptom-headache'], reasons: [['symptom-headache']] })]),
    ).toBeDefined();
  });
});

type Silence = readonly [name: string, silent: Life, fires: Life];

/** Each with a twin that differs in one thing and fires. */
const redFlags: readonly Silence[] = [
  [
    'on an old red flag that is active and abated',
    noted(condition(['red-flag'], 400, { contradictory: true })),
    noted(condition(['red-flag'], 400, { active: false })),
  ],
  [
    'on a red flag in the past year',
    noted(condition(['red-flag'], 300)),
    noted(condition(['red-flag'], 400, { active: false })),
  ],
  [
    'on a suspected cancer in the past year',
    noted(condition(['cancer-pathway'], 300)),
    noted(condition(['cancer-pathway'], 400, { active: false })),
  ],
  ['on a red flag as the reason of a visit', seenFor(['red-flag'], 300), seenFor(['red-flag'], 400)],
  [
    'on a red flag among the observations',
    observed(observation(['red-flag'], 300)),
    observed(observation(['red-flag'], 400)),
  ],
  [
    'on a red flag that is still there',
    noted(condition(['alarm-symptom'], 900)),
    noted(condition(['alarm-symptom'], 900, { active: false })),
  ],
  [
    'on a red flag without a day',
    noted(condition(['red-flag'], 0, { recorded: undefined, onset: undefined, active: false })),
    life,
  ],
  [
    'on a weight that fell by 5 %',
    observed(weight(300, 80), weight(20, 76)),
    observed(weight(300, 80), weight(20, 76.5)),
  ],
  ['on a symptom first noted under six weeks ago', noted(...symptom('nausea', 41)), noted(...symptom('nausea', 42))],
  [
    'on one that came back after a year without it',
    noted(...symptom('nausea', 500, 41)),
    noted(...symptom('nausea', 400, 41)),
  ],
  [
    'on one that can’t be told from a new one, as it has no set of its own',
    noted(...symptom('other', 100, 41)),
    noted(...symptom('other', 100, 42)),
  ],
  ['on one that is new as the reason of a visit', seenFor(['symptom-nausea'], 41), seenFor(['symptom-nausea'], 43)],
  [
    'on words of change in the past six weeks',
    noted(condition(['symptom-headache', 'symptom-is-changing'], 41)),
    noted(condition(['symptom-headache', 'symptom-is-changing'], 43)),
  ],
  [
    'on a recurrence or relapse in the past six weeks',
    noted(condition(['symptom-headache'], 41, { relapse: true })),
    noted(condition(['symptom-headache'], 41)),
  ],
  [
    'on a symptom new within the year at 60 or over',
    { ...noted(...symptom('nausea', 300)), person: born('1966-11-24') },
    { ...noted(...symptom('nausea', 300)), person: born('1966-11-25') },
  ],
  [
    'at 60 on a symptom without a set of its own, which may be a new one',
    { ...noted(...symptom('other', 700, 300)), person: born('1950-01-01') },
    { ...noted(...symptom('other', 700)), person: born('1950-01-01') },
  ],
  ['on an unknown age', { ...life, person: { born: undefined } }, life],
];

const lookedFor: readonly Silence[] = [
  ['while a diagnosis is tentative', noted(condition([], 100, { tentative: true })), noted(condition([], 100))],
  [
    'while a rare or autoimmune disease is looked for',
    seenFor(['autoimmune-or-rare'], 180),
    seenFor(['autoimmune-or-rare'], 190),
  ],
  [
    'while a disease is suspected',
    noted(condition(['only-suspected'], 300)),
    noted(condition(['only-suspected'], 300, { active: false })),
  ],
  ['for half a year after a visit for a suspicion', seenFor(['only-suspected'], 180), seenFor(['only-suspected'], 190)],
  [
    'while a test for one is fresh',
    observed(observation(['autoimmune-or-rare'], 180)),
    observed(observation(['autoimmune-or-rare'], 190)),
  ],
  [
    'while a referral for one is open',
    { ...life, referrals: [...referrals, referral(300, { open: true, groups: ['autoimmune-or-rare'] })] },
    { ...life, referrals: [...referrals, referral(300, { open: false, groups: ['autoimmune-or-rare'] })] },
  ],
  [
    'while an urgent referral is open',
    { ...life, referrals: [...referrals, referral(100, { open: true, urgent: true })] },
    { ...life, referrals: [...referrals, referral(100, { open: true })] },
  ],
  [
    'while an urgent referral of half a year has no result, though it is closed',
    { ...life, referrals: [...referrals, referral(100, { urgent: true })] },
    { ...life, referrals: [...referrals, referral(190, { urgent: true })] },
  ],
  [
    'within 12 weeks of a viral illness',
    noted(condition(['viral-illness'], 84, { active: false })),
    noted(condition(['viral-illness'], 85, { active: false })),
  ],
  ['within 12 weeks of another infection', seenFor(['symptom-infection'], 84), seenFor(['symptom-infection'], 85)],
  [
    'where a condition that is easily missed is known or thought of',
    noted(condition(['easily-missed'], 2000)),
    noted(condition([], 2000)),
  ],
  [
    'where one was the reason of a visit in two years',
    seenFor(['easily-missed'], 700),
    seenFor(['easily-missed'], 740),
  ],
  [
    'on pelvic pain in a woman',
    noted(...symptom('pelvic-pain', 600, 300)),
    { ...noted(...symptom('pelvic-pain', 600, 300)), person: { gender: 'male' } },
  ],
  [
    'on two symptoms that may come from the ovary',
    noted(...symptom('bloating', 600, 300), ...symptom('urinary', 600, 300)),
    noted(...symptom('bloating', 600, 300)),
  ],
  [
    'on one of them from 50 on',
    { ...noted(...symptom('bloating', 600, 300)), person: born('1976-11-24') },
    { ...noted(...symptom('bloating', 600, 300)), person: born('1976-11-25') },
  ],
  [
    'on an irritable bowel first noted within the year, from 50 on',
    { ...noted(condition(['syndrome-irritable-bowel'], 300)), person: born('1970-01-01') },
    { ...noted(condition(['syndrome-irritable-bowel'], 300)), person: { ...born('1970-01-01'), gender: 'male' } },
  ],
  [
    'where an active disease explains symptoms',
    noted(condition(['explaining-disease'], 2000)),
    noted(condition(['explaining-disease'], 2000, { active: false })),
  ],
  [
    'where a disease with a set of its own explains them',
    noted(condition(['diabetes'], 2000)),
    noted(condition(['hypertension'], 2000)),
  ],
  [
    'where such a disease is known from visits only',
    seenFor(['heart-failure'], 1500),
    seenFor(['heart-failure'], 1900),
  ],
  [
    'after any cancer',
    noted(condition(['cancer'], 2000, { active: false })),
    noted(condition(['copd'], 2000, { active: false })),
  ],
  ['in pregnancy', noted(condition(['pregnancy'], 100)), noted(condition(['pregnancy'], 900, { active: false }))],
  [
    'where bodily illness is easily overlooked',
    noted(condition(['serious-mental-illness'], 2000)),
    noted(condition(['depression'], 2000)),
  ],
];

const tooLittle: readonly Silence[] = [
  [
    'where someone born in a year may be under 18',
    { ...life, person: { ...born('2008-07-02'), bornBy: parseDay('2008-12-31') } },
    { ...life, person: { ...born('2007-07-02'), bornBy: parseDay('2007-12-31') } },
  ],
  ['under 18', { ...life, person: born('2008-11-25') }, { ...life, person: born('2008-11-24') }],
  [
    'on four contacts in the year',
    { ...life, contacts: drawn('ABAB', { from: 340, to: 60 }) },
    { ...life, contacts: drawn('ABABA', { from: 340, to: 60 }) },
  ],
  [
    'on two symptoms',
    { ...life, conditions: [...symptom('headache', 800, 320), ...symptom('back-pain', 700, 250)] },
    {
      ...life,
      conditions: [...symptom('headache', 800, 320), ...symptom('back-pain', 700, 250), ...symptom('cough', 700, 250)],
    },
  ],
  [
    'on symptoms of the mind alone',
    {
      ...life,
      conditions: [
        ...symptom('headache', 800, 320),
        ...symptom('back-pain', 700, 250),
        ...symptom('anxiety', 700, 250),
      ],
    },
    life,
  ],
  [
    'on a third symptom of over a year ago',
    {
      ...life,
      conditions: [
        ...symptom('headache', 800, 320),
        ...symptom('back-pain', 700, 250),
        ...symptom('dizziness', 600, 370),
      ],
    },
    life,
  ],
  [
    'on a syndrome that is over',
    { ...life, conditions: [condition(['syndrome-fibromyalgia'], 900, { active: false })] },
    { ...life, conditions: [condition(['syndrome-fibromyalgia'], 900)] },
  ],
  [
    'on a syndrome that is active and abated',
    { ...life, conditions: [condition(['syndrome-fibromyalgia'], 900, { contradictory: true })] },
    { ...life, conditions: [condition(['syndrome-fibromyalgia'], 900)] },
  ],
  ['on two referrals', { ...life, referrals: [sent(1200), sent(700)] }, life],
  ['on a third referral of over five years ago', { ...life, referrals: [sent(1900), sent(700), sent(400)] }, life],
  [
    'where one of three found no cause and the results of the others are not linked',
    { ...life, referrals: [sent(1200), referral(700), referral(400)] },
    { ...life, referrals: [sent(1200), sent(700), referral(400)] },
  ],
  [
    'where two of them found a disease',
    {
      ...life,
      referrals: [
        sent(1200),
        ...[700, 400].map((days) =>
          sent(days, { results: [nothing(days - 60), { ...nothing(days - 50), disease: true }] }),
        ),
      ],
    },
    { ...life, referrals: [sent(1200), sent(700), sent(400, { results: [{ ...nothing(340), disease: true }] })] },
  ],
  [
    'on three normal results',
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190)] },
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(90)] },
  ],
  [
    'on normal results that no symptom came before',
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(365)] },
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(319)] },
  ],
  [
    'on a day of which one result was not normal',
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(90), tested(90, false)] },
    { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(90), tested(90)] },
  ],
];

const plain = referral(0);
const draft = (difference: Partial<Referral>) => [referral(0, difference)];
const drafts: readonly (readonly [name: string, silent: readonly Referral[], fires: readonly Referral[]])[] = [
  ['where orders are signed and none is a referral', [], [plain]],
  ['on an urgent referral', draft({ urgent: true }), [plain]],
  ['on an urgent referral beside another', [plain, ...draft({ urgent: true })], [plain, plain]],
  [
    'on a referral for a red flag',
    draft({ groups: ['red-flag', 'symptom-headache'], reasons: [['red-flag', 'symptom-headache']] }),
    draft({ groups: ['symptom-headache'], reasons: [['symptom-headache']] }),
  ],
  ['on a referral on a cancer pathway', draft({ groups: ['cancer-pathway'] }), [plain]],
  [
    'on a referral for a symptom that is changing',
    draft({
      groups: ['symptom-is-changing', 'symptom-headache'],
      reasons: [['symptom-is-changing', 'symptom-headache']],
    }),
    draft({ groups: ['symptom-headache'], reasons: [['symptom-headache']] }),
  ],
  ['on a referral for an autoimmune disease', draft({ groups: ['autoimmune-or-rare'] }), [plain]],
  ['on a referral for what is easily missed', draft({ groups: ['easily-missed'] }), [plain]],
  [
    'on a referral for a symptom not noted before',
    draft({ groups: ['symptom-cough'], reasons: [['symptom-cough']] }),
    draft({ groups: ['symptom-dizziness'], reasons: [['symptom-dizziness']] }),
  ],
  [
    'on a referral for a symptom without a set of its own',
    draft({ groups: ['symptom-other'], reasons: [['symptom-other']] }),
    [plain],
  ],
  ['on a referral for something else', draft({ reasons: [[]] }), [plain]],
  ['on a referral for what is only suspected', draft({ groups: ['only-suspected'] }), [plain]],
  [
    'on a referral for something else besides a known symptom',
    draft({ groups: ['symptom-headache', 'diabetes'], reasons: [['symptom-headache'], ['diabetes']] }),
    draft({ groups: ['symptom-headache'], reasons: [['symptom-headache'], ['symptom-headache']] }),
  ],
  [
    'on a referral of which one reason can’t be read',
    draft({ groups: ['symptom-headache'], reasons: [['symptom-headache'], []] }),
    draft({ groups: ['symptom-headache'], reasons: [['symptom-headache']] }),
  ],
];

describe('persistent symptoms stays silent', () => {
  describe.each([
    ['on red flags:', redFlags],
    ['where something is looked for or known:', lookedFor],
    ['where there is too little:', tooLittle],
  ])('%s', (_, silences) => {
    test.each(silences)('%s', (_name, silent, fires) => {
      expect(finding(silent)).toBeUndefined();
      expect(finding(fires)).toBeDefined();
    });

    test.each(silences)('%s, where a referral is signed too', (_name, silent, fires) => {
      const earlier = sent(1000, { results: [] });
      const withOne = (one: Life) => ({
        ...one,
        referrals: [...(one.referrals ?? []), ...(one.referrals?.length ? [] : [earlier])],
      });
      expect(finding(withOne(silent), [plain])).toBeUndefined();
      expect(finding(withOne(fires), [plain])).toBeDefined();
    });
  });

  test.each(drafts)('%s', (_, silent, fires) => {
    expect(finding(life, silent)).toBeUndefined();
    expect(finding(life, fires)).toBeDefined();
  });

  test('on a first referral, even where it is in the record already', () => {
    const investigations = [tested(310), tested(240), tested(190), tested(90)];
    const first = { ...life, referrals: [], investigations };
    expect(finding(first, [plain])).toBeUndefined();
    expect(finding({ ...first, referrals: [plain] }, [plain])).toBeUndefined();
    expect(finding({ ...first, referrals: [referral(900)] }, [plain])).toBeDefined();
  });

  test.each([
    'person',
    'contacts',
    'conditions',
    'observations',
    'referrals',
  ] as const)('where %s could not be read', (part) => {
    expect(finding({ ...life, unread: [part] })).toBeUndefined();
    expect(finding(life)).toBeDefined();
  });

  test('for someone new to the practice', () => {
    const since = (daysAgo: number) => ({
      registration: { since: today - daysAgo, temporary: false, careManager: undefined },
    });
    expect(finding({ ...life, ...since(300) })).toBeUndefined();
    expect(finding({ ...life, ...since(400) })).toBeDefined();
  });

  test('vaccinations against an infection are no infection', () => {
    expect(
      finding({
        ...life,
        contacts: [...visits, contact('N', 20, { groups: ['viral-illness'], series: 'vaccination' })],
      }),
    ).toBeDefined();
    expect(
      finding({ ...life, contacts: [...visits, contact('N', 20, { groups: ['viral-illness'] })] }),
    ).toBeUndefined();
  });

  test('what was entered in error says nothing', () => {
    const wrong = contact('A', 20, { groups: ['red-flag'], excluded: 'entered-in-error' });
    expect(finding({ ...life, contacts: [...visits, wrong] })).toBeDefined();
    expect(finding({ ...life, contacts: [...visits, { ...wrong, excluded: undefined }] })).toBeUndefined();
  });
});

test('thresholds can be set', () => {
  expect(found(persistentSymptoms, life, openedBy(), { minSymptoms: 4 })).toBeUndefined();
  expect(found(persistentSymptoms, noted(condition(['diabetes'], 900)), openedBy(), { notWith: [] })).toBeDefined();
});

const signed = (...signing: readonly Referral[]) => openedBy('U', { signing });
const hiddenFlag = contact(undefined, 300, {
  excluded: 'restricted',
  silencing: { clinician: 'A', groups: ['red-flag'], setting: 'practice', custody: false },
});

givesEverySilence(
  persistentSymptoms,
  {
    'under-age': { life: { ...life, person: born('2008-11-25') }, because: { needs: 18 } },
    'too-few-symptoms': {
      life: { ...life, conditions: [...symptom('headache', 800, 320), ...symptom('back-pain', 700, 250)] },
      because: { symptoms: 2, needs: 3 },
    },
    'no-referral-signed': { life, opening: signed() },
    'first-referral': {
      life: { ...life, referrals: [], investigations: [tested(310), tested(240), tested(190), tested(90)] },
      opening: signed(plain),
      because: { years: 5 },
    },
    'urgent-referral-signed': { life, opening: signed(plain, ...draft({ urgent: true })) },
    'referral-for-something-else': { life, opening: signed(...draft({ reasons: [[]] })) },
    'too-few-contact-days': {
      life: { ...life, contacts: drawn('ABAB', { from: 340, to: 60 }) },
      because: { days: 4, needs: 5 },
    },
    'too-little-work-up': {
      life: {
        ...life,
        referrals: [sent(1200), referral(700)],
        investigations: [tested(310), tested(240), tested(190)],
      },
      because: { referrals: 2, needsReferrals: 3, withoutCause: 1, needsWithoutCause: 2, normal: 3, needsNormal: 4 },
    },
    'alarm-sign': { life: noted(condition(['red-flag'], 300)), because: { withinDays: 365 } },
    'weight-loss': { life: observed(weight(300, 80), weight(20, 60)), because: { share: 0.25, below: 0.05 } },
    'new-symptom': { life: noted(...symptom('nausea', 41)), because: { withinDays: 42 } },
    'changing-symptom': {
      life: noted(condition(['symptom-headache', 'symptom-is-changing'], 41)),
      because: { withinDays: 42 },
    },
    'new-symptom-at-age': {
      life: { ...noted(...symptom('nausea', 300)), person: born('1966-11-24') },
      because: { age: 60, months: 12 },
    },
    'referral-awaited': { life: { ...life, referrals: [...referrals, referral(100, { open: true, urgent: true })] } },
    'diagnosis-unsettled': { life: noted(condition([], 100, { tentative: true })) },
    'disease-looked-for': { life: seenFor(['autoimmune-or-rare'], 180), because: { withinDays: 182 } },
    'infection-lately': { life: seenFor(['symptom-infection'], 84), because: { withinDays: 84 } },
    'easily-missed-disease': { life: noted(condition(['easily-missed'], 2000)) },
    'pelvic-pain': { life: noted(...symptom('pelvic-pain', 600, 300)), because: { months: 12 } },
    'symptoms-of-ovary': {
      life: { ...noted(...symptom('bloating', 600, 300)), person: born('1976-11-24') },
      because: { symptoms: 1, months: 12, below: 1 },
    },
    'new-irritable-bowel': {
      life: { ...noted(condition(['syndrome-irritable-bowel'], 300)), person: born('1970-01-01') },
      because: { age: 50, months: 12 },
    },
    explained: { life: noted(condition(['serious-mental-illness'], 2000)) },
    'cancer-ever': { life: noted(condition(['cancer'], 2000, { active: false })) },
    'restricted-entry': { life: { ...life, contacts: [...visits, hiddenFlag] } },
  },
  [
    ['alarm-sign', 'weight-loss', 'diagnosis-unsettled'],
    ['new-symptom', 'changing-symptom'],
    ['new-symptom-at-age'],
    ['diagnosis-unsettled', 'disease-looked-for', 'referral-awaited'],
    ['infection-lately'],
    ['easily-missed-disease'],
    ['pelvic-pain', 'symptoms-of-ovary', 'new-irritable-bowel'],
    ['explained', 'cancer-ever'],
    ['audience', 'under-age'],
    ['no-referral-signed', 'first-referral', 'urgent-referral-signed', 'referral-for-something-else'],
    ['not-counted', 'too-little-work-up'],
  ],
);

test('an entry that may only suppress a finding gives its reason unless it is restricted', () => {
  const cancelled = { ...hiddenFlag, excluded: 'cancelled' as const };
  expect(resultOf(persistentSymptoms, { ...life, contacts: [...visits, cancelled] })).toMatchObject({
    silent: 'alarm-sign',
  });
  expect(finding(life)?.code).toBe('persistent-symptoms');
});
