import { describe, expect, test } from '@jest/globals';
import { writeSignature } from '#src/detectors/signature/write-signature.ts';
import type { Condition, FollowUp, Part, SharedSignature } from '#src/history/history.ts';
import { booking, condition, contact, found, type Life, openedBy, resultOf, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

/** Low spells that began so many days ago; each was over after 60 days. */
const spell = (daysAgo: number, difference: Partial<Condition> = {}): Condition =>
  condition(['depression'], daysAgo, { active: false, ended: today - daysAgo + 60, ...difference });
const latest = spell(90);
const missed = (daysAgo: number) => booking(daysAgo, { state: 'missed', by: 'person' });
const sleep = (daysAgo: number) => condition(['symptom-sleep'], daysAgo);
const life = (difference: Life = {}): Life => ({
  contacts: [contact('A', 2000), contact('A', 90)],
  conditions: [spell(1400), spell(700), latest],
  ...difference,
});
const finding = (of: Life, settings: object = {}) => found(writeSignature, of, openedBy(), settings);
const note = (difference: Partial<SharedSignature> = {}): SharedSignature => ({
  reference: 'CarePlan/1',
  written: today - 300,
  author: 'A',
  together: true,
  words: undefined,
  minSigns: 1,
  windowDays: 28,
  groups: ['depression'],
  signs: [],
  ...difference,
});
const followUp = (difference: Partial<FollowUp> = {}): FollowUp => ({
  reference: 'Task/1',
  detection: 'write-signature',
  state: 'declined',
  clinician: undefined,
  due: undefined,
  since: today - 500,
  closed: today - 100,
  ...difference,
});

describe('K4 fires', () => {
  test('when the latest of several relapses has ended of late, and says what was there before them', () => {
    const bookings = [missed(1410), missed(710), missed(105)];
    const conditions = [spell(1400), spell(700), latest, sleep(712), sleep(100), condition(['symptom-headache'], 100)];
    const told = finding(life({ bookings, conditions }));
    expect(told).toMatchObject({
      code: 'write-signature',
      facts: {
        condition: 'depression',
        relapse: latest.reference,
        relapses: 3,
        began: '2026-08-26',
        ended: '2026-10-25',
        learned: true,
        windowDays: 28,
      },
      span: { from: today - 1400, to: today - 90 },
      number: 3,
      unit: 'episodes',
      changeKey: 'depression 2026-08-26',
    });
    expect(told?.facts.signs).toContainEqual({ sign: 'missed-appointment', before: 3 });
    const references = conditions.slice(0, 3).map(({ reference }) => reference);
    expect(told?.counted).toEqual(
      expect.arrayContaining([...references, ...bookings.map(({ reference }) => reference)]),
    );
  });

  test('with the two signs that have the most evidence, where none can be learned', () => {
    const contacts = [contact('A', 800), contact('A', 90), contact('A', 103), contact('A', 104)];
    const conditions = [spell(400), latest, sleep(410), sleep(100), condition(['symptom-headache'], 100)];
    const bookings = [missed(110), missed(415), missed(412)];
    const told = finding(life({ contacts, conditions, bookings, person: { registeredSince: today - 800 } }));
    expect(told?.facts).toMatchObject({
      learned: false,
      signs: [
        { sign: 'missed-appointment', before: 2 },
        { sign: 'symptom-sleep', before: 2 },
      ],
    });
  });

  test('with a sign that is seen before one of them only rather than with one that is there at all times', () => {
    const contacts = [contact('A', 800), contact('A', 90)];
    const always = Array.from({ length: 25 }, (_, i) => sleep(780 - i * 28));
    const conditions = [spell(400), latest, ...always, condition(['symptom-headache'], 100)];
    const told = finding(
      life({ contacts, conditions, bookings: [missed(110), missed(415)], person: { registeredSince: today - 800 } }),
    );
    expect(told?.facts).toMatchObject({
      learned: false,
      signs: [
        { sign: 'missed-appointment', before: 2 },
        { sign: 'symptom-headache', before: 1 },
      ],
    });
  });

  test('without any sign, where nothing is recorded before', () => {
    expect(finding(life())?.facts).toMatchObject({ signs: [], learned: false });
  });

  test.each([
    ['the day it ended', 60, true],
    ['60 days after its end', 120, true],
    ['61 days after its end', 121, false],
  ])('%s: %s', (_, daysAgo, fires) => {
    const conditions = [spell(1400), spell(daysAgo)];
    expect(finding(life({ conditions })) !== undefined).toBe(fires);
  });

  test.each([
    [55, false],
    [56, true],
    [116, true],
    [117, false],
  ])('without a recorded end, %i days after its beginning: %s', (daysAgo, fires) => {
    const conditions = [spell(1400), spell(daysAgo, { ended: undefined, active: true })];
    const told = finding(life({ conditions }));
    expect(told !== undefined).toBe(fires);
    expect(told?.facts ?? {}).not.toHaveProperty('ended');
  });

  test('when it is recorded as over or in remission now, without a day', () => {
    expect(finding(life({ conditions: [spell(1400), spell(20, { ended: undefined })] }))).toBeDefined();
  });

  test('about the condition whose relapse began last', () => {
    const asthma = [400, 70].map((daysAgo) =>
      condition(['exacerbation-asthma'], daysAgo, { active: false, ended: today - daysAgo + 20 }),
    );
    const both = life({ conditions: [...(life().conditions ?? []), ...asthma] });
    expect(finding(both)?.facts.condition).toBe('asthma');
  });

  test('by thresholds that a site has changed', () => {
    expect(finding(life(), { endedDays: 29 })).toBeUndefined();
    expect(finding(life(), { conditions: { depression: { signs: [] } } })).toBeUndefined();
    expect(finding(life({ followUps: [followUp()] }), { declinedMonths: 3 })).toBeDefined();
  });
});

describe('K4 stays silent', () => {
  const and = (...more: readonly Condition[]) => life({ conditions: [...(life().conditions ?? []), ...more] });
  const twins: readonly (readonly [string, Life, string, Life])[] = [
    ['on a first episode', life({ conditions: [latest] }), 'on a second', life({ conditions: [spell(700), latest] })],
    [
      'on a second that is a review of what is known, or not certain, or of a known year only',
      life({
        conditions: [
          spell(1400, { review: true }),
          spell(1200, { tentative: true }),
          spell(700, { onsetExact: false }),
          latest,
        ],
      }),
      'when it is none of these',
      life({ conditions: [spell(1400), latest] }),
    ],
    [
      'while a newer one goes on',
      and(spell(20, { ended: undefined, active: true })),
      'when it is over',
      and(spell(20, { ended: today - 1 })),
    ],
    ['where an active note is about it', life({ signatures: [note()] }), 'where there is none', life()],
    [
      'where an active note is about another condition, or about none in particular',
      life({ signatures: [note({ groups: ['asthma'] }), note({ groups: [] })] }),
      'where there is none',
      life(),
    ],
    [
      'on one that began over a year ago and is in remission since nobody knows when',
      life({ conditions: [spell(1400), spell(366, { ended: undefined, remission: true })] }),
      'on one that began within the year',
      life({ conditions: [spell(1400), spell(365, { ended: undefined, remission: true })] }),
    ],
    [
      'on one that is over since nobody knows when',
      life({ conditions: [spell(1400), spell(200, { ended: undefined })] }),
      'on one that is in remission',
      life({ conditions: [spell(1400), spell(200, { ended: undefined, remission: true })] }),
    ],
    [
      'on one that goes on',
      life({ conditions: [spell(1400), spell(200, { ended: undefined, active: true })] }),
      'on one that is in remission',
      life({ conditions: [spell(1400), spell(200, { ended: undefined, remission: true })] }),
    ],
    [
      'where a draft is there',
      life({ followUps: [followUp({ state: 'open', closed: undefined })] }),
      'when it was done with',
      life({ followUps: [followUp({ state: 'done' })] }),
    ],
    [
      'after a no of the last 12 months',
      life({ followUps: [followUp({ closed: today - 365 })] }),
      'after an older one',
      life({ followUps: [followUp({ closed: today - 366 })] }),
    ],
    [
      'after a no without a day',
      life({ followUps: [followUp({ closed: undefined })] }),
      'after a no to something else',
      life({ followUps: [followUp({ detection: 'next-contact' })] }),
    ],
    [
      'after suicidal risk of the last 90 days',
      and(condition(['suicidal-risk'], 90)),
      'an older one',
      and(condition(['suicidal-risk'], 91)),
    ],
    ['on symptoms alone', life({ conditions: [sleep(700), sleep(90)] }), 'on episodes', life()],
    ...(['conditions', 'contacts', 'signatures', 'followUps', 'person'] as readonly Part[]).map(
      (part) =>
        [
          `while ${part} are unread`,
          life({ unread: [part] }),
          'while medicines are',
          life({ unread: ['medicines'] }),
        ] as const,
    ),
  ];
  test.each(
    twins.map(([silent, because, fires, twin]) => [silent, fires, because, twin] as const),
  )('%s; but fires %s', (_, __, because, twin) => {
    expect(finding(because)).toBeUndefined();
    expect(finding(twin)?.code).toBe('write-signature');
  });
});

givesEverySilence(
  writeSignature,
  {
    'note-exists': { life: life({ signatures: [note()] }) },
    'note-begun': { life: life({ followUps: [followUp({ state: 'open', closed: undefined })] }) },
    'note-declined': { life: life({ followUps: [followUp({ closed: today - 365 })] }), because: { months: 12 } },
    'no-such-condition': { life: life({ conditions: [sleep(700), sleep(90)] }) },
    'no-signs-looked-for': { life: life(), settings: { conditions: { depression: { signs: [] } } } },
    'too-few-relapses': { life: life({ conditions: [latest] }), because: { relapses: 1, needs: 2 } },
    'relapse-goes-on': {
      life: life({ conditions: [spell(1400), spell(200, { ended: undefined, active: true })] }),
    },
    'relapse-ended-long-ago': {
      life: life({ conditions: [spell(1400), spell(121)] }),
      because: { endedDays: 61, mostDays: 60 },
    },
    'suicidal-risk': { life: life({ conditions: [...(life().conditions ?? []), condition(['suicidal-risk'], 90)] }) },
  },
  [
    ['too-few-relapses'],
    ['relapse-goes-on', 'relapse-ended-long-ago'],
    ['note-exists', 'note-begun'],
    ['suicidal-risk'],
    ['note-declined'],
    ['no-signs-looked-for', 'no-such-condition'],
    ['unread'],
    ['audience'],
  ],
);

test('of several conditions K4 gives the reason of the one that met most', () => {
  const [gout, over] = [condition(['gout'], 700), [spell(1400), spell(121)]];
  for (const conditions of [
    [gout, ...over],
    [...over, gout],
  ])
    expect(resultOf(writeSignature, life({ conditions }))).toMatchObject({ silent: 'relapse-ended-long-ago' });
});
