import { describe, expect, test } from '@jest/globals';
import { illnessSignature } from '#src/detectors/signature/illness-signature.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Condition, Contact, Medicine, SharedSignature } from '#src/history/history.ts';
import { booking, condition, contact, found, type Life, openedBy, resultOf, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { medicine, observation } from './signature/scene.ts';

const spells = [1900, 1400, 900, 400];
const spell = (daysAgo: number, difference: Partial<Condition> = {}): Condition =>
  condition(['depression'], daysAgo, { active: false, ended: today - daysAgo + 40, ...difference });
const headache = (daysAgo: number) => condition(['symptom-headache'], daysAgo);
const missed = (daysAgo: number) => booking(daysAgo, { state: 'missed', by: 'person' });

/** Headaches came before all but the last of the low spells, missed appointments before all but the third; each was there at settled times too. */
const headaches = (given: readonly number[]) => [
  ...given.filter((_, i) => i !== 3).map((days) => headache(days + 10)),
  headache(1650),
];
const absences = (given: readonly number[]) => [
  ...given.filter((_, i) => i !== 2).map((days) => missed(days + 15)),
  missed(1150),
  missed(650),
];
const life = (
  difference: { readonly conditions?: readonly Condition[]; readonly spells?: readonly number[] } & Life = {},
): Life => {
  const { conditions, spells: given = spells, ...rest } = difference;
  return {
    conditions: conditions ?? [...given.map((days) => spell(days)), ...headaches(given), headache(9)],
    bookings: [...absences(given), missed(5)],
    contacts: [contact('A', 2000), contact('A', 100)],
    ...rest,
  };
};
const finding = (one: Life, opening = openedBy()) => found(illnessSignature, one, opening);

test('fires on what came before this person’s own relapses, and says in how many of them and of the settled periods', () => {
  const told = finding(life());
  expect(told?.facts).toMatchObject({
    condition: 'depression',
    relapses: 4,
    settled: 66,
    together: 2,
    togetherOf: 4,
    togetherSettled: 0,
    always: false,
    all: true,
    windowDays: 28,
    plan: false,
    signs: [
      { sign: 'symptom-headache', before: 3, of: 4, settled: 1, settledOf: 66 },
      { sign: 'missed-appointment', before: 3, of: 4, settled: 2, settledOf: 66 },
    ],
    present: [
      { sign: 'symptom-headache', on: isoDay(today - 9) },
      { sign: 'missed-appointment', on: isoDay(today - 5) },
    ],
  });
  expect(JSON.stringify(told)).not.toMatch(/"(?:p|odds|llr|score|probability|chance|evidence|weight|up|down)"/i);
  // The days of the signs that are there now, not of all from which they were learned.
  expect(told).toMatchObject({ number: 2, unit: 'signs', span: { from: today - 9, to: today - 5 } });
});

test('one sign is counted by its own relapses: those before which it could be observed', () => {
  const one = life({
    bookings: [],
    observations: [
      ...[1900, 1400, 900].map((days) => observation('gad-7', days + 10, 15)),
      ...Array.from({ length: 12 }, (_, i) => observation('gad-7', 700 + i * 90, 4)),
      observation('gad-7', 6, 16),
    ],
    conditions: spells.map((days) => spell(days)),
  });
  expect(finding(one)?.facts).toMatchObject({
    relapses: 4,
    together: 3,
    togetherOf: 3,
    always: true,
    signs: [{ sign: 'gad-7', before: 3, of: 3 }],
  });
});

test('two conditions with relapses are held to half the chance each', () => {
  const gout = (daysAgo: number) => condition(['gout'], daysAgo, { ended: today - daysAgo + 20 });
  const low = [spell(900), spell(400), headache(910), headache(410), headache(9)];
  const learned = (...more: readonly Condition[]) => {
    const one = life({ bookings: [], conditions: [...low, ...more] });
    // Two of 42 periods can be chosen in 861 ways, one of which is as clear.
    return found(illnessSignature, one, openedBy(), { alpha: 0.002 })?.facts;
  };
  expect(learned()).toMatchObject({ condition: 'depression', settled: 40 });
  expect(learned(gout(1800))).toBeDefined();
  expect(learned(gout(1800), gout(1300))).toBeUndefined();
});

describe('stays silent', () => {
  const silences: readonly (readonly [string, Life])[] = [
    ['on one sign of two', life({ bookings: absences(spells) })],
    [
      'where nothing is there now',
      life({
        bookings: [],
        conditions: [...spells.map((days) => spell(days)), ...headaches(spells)],
      }),
    ],
    ['on a first episode', life({ spells: [400] })],
    [
      'on fewer than 12 settled periods',
      life({ spells: [400, 330], registration: { since: today - 470, temporary: false, careManager: undefined } }),
    ],
    [
      'where suicidal risk was recorded of late',
      life({ conditions: [...(life().conditions ?? []), condition(['suicidal-risk'], 20)] }),
    ],
    [
      'within the wash-out after a relapse',
      life({ conditions: [...(life().conditions ?? []), spell(30, { ended: undefined, active: true })] }),
    ],
    [
      'on reviews of what is known',
      life({
        conditions: [...spells.map((days) => spell(days, { review: true })), ...headaches(spells), headache(9)],
      }),
    ],
    [
      'on tentative diagnoses',
      life({
        conditions: [...spells.map((days) => spell(days, { tentative: true })), ...headaches(spells), headache(9)],
      }),
    ],
    ['36 months after the last relapse', life({ spells: spells.map((days) => days + 800) })],
    [
      'on signs that are there at all times',
      life({
        conditions: [...(life().conditions ?? []), ...Array.from({ length: 80 }, (_, i) => headache(2100 - i * 26))],
        bookings: [...(life().bookings ?? []), ...Array.from({ length: 80 }, (_, i) => missed(2100 - i * 26))],
      }),
    ],
    ['where conditions were not read whole', { ...life(), unread: ['conditions'] }],
  ];
  test.each(silences)('%s; but fires without that', (_, one) => {
    expect(finding(one)).toBeUndefined();
    expect(finding(life())?.code).toBe('illness-signature');
  });

  test('where appointments were not read: what was not seen is no sign; but fires where they were', () => {
    const missedVisit = { signs: expect.arrayContaining([expect.objectContaining({ sign: 'missed-appointment' })]) };
    expect(finding({ ...life(), unread: ['bookings'] })?.facts).not.toMatchObject(missedVisit);
    expect(finding(life())?.facts).toMatchObject(missedVisit);
  });

  test('two relapses less than eight weeks apart are one, which teaches nothing; further apart they are two', () => {
    const learned = (apart: number) =>
      finding({
        conditions: [
          spell(900),
          spell(900 - apart),
          ...[900, 900 - apart].map((days) => headache(days + 10)),
          headache(9),
        ],
      });
    expect(learned(55)).toBeUndefined();
    expect(learned(56)?.facts).toMatchObject({ relapses: 2, signs: [{ sign: 'symptom-headache', before: 2 }] });
  });

  test('in pregnancy and the year after it; but fires where an earlier relapse came in a pregnancy', () => {
    const pregnant = (...daysAgo: readonly number[]) => {
      const one = life({ spells: [1900, 1500, 1150, 800] });
      const entries = daysAgo.map((days) => condition(['pregnancy'], days, { ended: today - days + 270 }));
      return finding({ ...one, conditions: [...(one.conditions ?? []), ...entries] });
    };
    expect(pregnant(200)).toBeUndefined();
    expect(pregnant(270 + 365)).toBeUndefined();
    expect(pregnant(270 + 366)).toBeDefined();
    expect(pregnant(200, 1000)).toBeDefined();
  });

  test('after a change of class; but fires where the new one came before the last relapse, or the old one goes on', () => {
    // Supplied on time, so that it is no sign itself.
    const lithium = (daysAgo: number): Medicine =>
      medicine(
        ['lithium'],
        Array.from({ length: Math.ceil(daysAgo / 28) }, (_, i) => daysAgo - i * 28),
        28,
      );
    const old = (state: 'active' | 'stopped'): Medicine => medicine(['antipsychotic'], [1900, 1870], 28, { state });
    const bipolar = (...medicines: readonly Medicine[]) => {
      const before = spells.map((days) => condition(['bipolar'], days, { ended: today - days + 40 }));
      return finding(life({ conditions: [...before, ...headaches(spells), headache(9)], medicines }));
    };
    expect(bipolar(old('stopped'), lithium(300))).toBeUndefined();
    expect(bipolar(old('stopped'), lithium(450))).toBeDefined();
    expect(bipolar(old('active'), lithium(300))).toBeDefined();
    expect(bipolar()).toBeDefined();
  });

  test('on signs of the season; but fires where they came at other times of the year', () => {
    const given = [1521, 790];
    const settledWith = (...daysAgo: readonly number[]) =>
      finding({
        conditions: [...given.map((days) => spell(days)), ...given.map((days) => headache(days + 10))].concat(
          [...daysAgo, 9].map(headache),
        ),
      });
    expect(settledWith(1156, 425)).toBeUndefined();
    expect(settledWith(976, 600)?.facts).toMatchObject({ signs: [{ before: 2, settled: 2 }] });
  });

  test('on more visits where the practice asked for them; but fires where the person came', () => {
    const visits = (difference: Partial<Contact>) =>
      life({
        bookings: [],
        conditions: spells.map((days) => spell(days)),
        contacts: [
          ...[...spells.flatMap((days) => [days + 8, days + 12, days + 20]), 4, 9, 15].map((days) =>
            contact('A', days, difference),
          ),
        ],
      });
    expect(finding(visits({ kinds: ['recall-medication-review'] }))).toBeUndefined();
    expect(finding(visits({}))?.facts).toMatchObject({ signs: [{ sign: 'contacts', before: 4, settled: 0 }] });
  });

  test('on what was recorded in the encounter that showed the relapse; but fires where it was another', () => {
    const told = (encounter: string) =>
      finding(
        life({
          bookings: [],
          conditions: [
            ...spells.map((days) => spell(days, { contact: `Encounter/of-${days}` })),
            ...spells.map((days) =>
              condition(['symptom-sleep'], days + 10, { contact: `Encounter/${encounter}-${days}` }),
            ),
            condition(['symptom-sleep'], 9),
          ],
        }),
      );
    expect(told('of')).toBeUndefined();
    expect(told('before')?.facts).toMatchObject({ signs: [{ sign: 'symptom-sleep', before: 4 }] });
  });
});

describe('tells', () => {
  test('whether a note of signs for the condition is there', () => {
    const note = (groups: readonly string[]): SharedSignature => ({
      reference: 'CarePlan/1',
      written: today - 100,
      author: undefined,
      together: true,
      words: undefined,
      minSigns: 2,
      windowDays: 28,
      groups,
      signs: [],
    });
    expect(finding(life({ signatures: [note(['depression'])] }))?.facts).toMatchObject({ plan: true });
    expect(finding(life({ signatures: [note(['asthma'])] }))?.facts).toMatchObject({ plan: false });
  });

  test('the latest relapse as what must change, and counts what its sentences count: nothing of settled time', () => {
    const one = life();
    const told = finding(one);
    const latest = one.conditions?.find(({ onset }) => onset === today - 400);
    expect(told?.facts).toMatchObject({ relapse: latest?.reference });
    expect(told?.changeKey).toMatch(/^depression \d{4}-\d{2}-\d{2}$/);
    const settled = [today - 1650, today - 1150, today - 650];
    const counted = [
      ...(one.conditions ?? []).filter(({ recorded }) => recorded !== undefined && !settled.includes(recorded)),
      ...(one.bookings ?? []).filter(({ day }) => day !== undefined && !settled.includes(day)),
    ];
    expect(counted).toHaveLength(4 + 3 + 3 + 2);
    expect(new Set(told?.counted)).toEqual(new Set(counted.map(({ reference }) => reference)));
  });

  test('the same whatever was recorded after the day of the opening', () => {
    const later: Life = life();
    const more = { ...later, conditions: [...(later.conditions ?? []), spell(-5), headache(-3)] };
    expect(finding(more)).toEqual(finding(later));
  });
});

const allTheTime = Array.from({ length: 80 }, (_, i) => 2100 - i * 26);
const firstTold = spells.map((days) => condition(['bipolar'], days, { ended: today - days + 40 }));
const pregnant = condition(['pregnancy'], 200, { ended: today + 70 });
const given = [1521, 790];

givesEverySilence(
  illnessSignature,
  {
    'no-such-condition': { life: { conditions: [headache(9)] } },
    'no-signs-looked-for': { life: life(), settings: { conditions: { depression: { signs: [] } } } },
    'too-few-relapses': { life: life({ spells: [400] }), because: { relapses: 1, needs: 2 } },
    'relapses-before-record': {
      life: life({ registration: { since: today - 500, temporary: false, careManager: undefined } }),
      because: { relapses: 1, needs: 2 },
    },
    'too-few-settled-periods': {
      life: life({
        spells: [400, 330],
        registration: { since: today - 470, temporary: false, careManager: undefined },
      }),
      because: { periods: 8, needs: 12 },
    },
    'no-clear-sign': {
      life: life({
        conditions: [...(life().conditions ?? []), ...allTheTime.map(headache)],
        bookings: [...(life().bookings ?? []), ...allTheTime.map(missed)],
      }),
      because: { relapses: 4 },
    },
    'long-without-relapse': {
      life: life({ spells: spells.map((days) => days + 800) }),
      because: { began: isoDay(today - 1200), months: 36 },
    },
    'new-medicine': {
      life: life({
        conditions: [...firstTold, ...headaches(spells), headache(9)],
        medicines: [
          medicine(['antipsychotic'], [1900, 1870], 28, { state: 'stopped' }),
          medicine(
            ['lithium'],
            Array.from({ length: 11 }, (_, i) => 300 - i * 28),
            28,
          ),
        ],
      }),
    },
    'relapse-too-recent': {
      life: life({ conditions: [...(life().conditions ?? []), spell(30, { ended: undefined, active: true })] }),
      because: { relapseDays: 30, washoutDays: 56 },
    },
    'pregnancy-without-relapse': {
      life: life({ conditions: [...(life().conditions ?? []), pregnant] }),
      because: { afterDays: 365 },
    },
    'no-sign-now': {
      life: life({ bookings: [], conditions: [...spells.map((days) => spell(days)), ...headaches(spells)] }),
      because: { of: 1 },
    },
    'too-few-signs-now': {
      life: life({ bookings: absences(spells) }),
      because: { signs: 1, of: 2, needs: 2 },
    },
    'signs-seen-once': {
      life: life({
        conditions: [spell(900), spell(400), headache(910), headache(9)],
        bookings: [missed(415), missed(5)],
      }),
      because: { signs: 2 },
    },
    'weak-match': { life: life(), settings: { minScore: 50 } },
    'signs-may-be-chance': { life: life(), settings: { alpha: 0.0001 }, because: { most: 0.0001 } },
    'too-few-periods-of-season': {
      life: life(),
      settings: { seasonMinSettled: 99 },
      because: { periods: 36, needs: 99 },
    },
    'signs-of-season': {
      life: {
        conditions: [...given.map((days) => spell(days)), ...[1531, 800, 1156, 425, 9].map(headache)],
      },
      because: { most: 0.04 },
    },
    'suicidal-risk': { life: life({ conditions: [...(life().conditions ?? []), condition(['suicidal-risk'], 20)] }) },
  },
  [
    ['too-few-relapses'],
    ['too-few-relapses'],
    ['too-few-settled-periods', 'relapses-before-record'],
    ['relapse-too-recent'],
    ['not-counted', 'no-clear-sign'],
    ['not-counted', 'no-clear-sign'],
    ['signs-of-season', 'too-few-periods-of-season'],
    ['not-counted'],
    ['no-clear-sign', 'signs-may-be-chance', 'too-few-signs-now', 'signs-seen-once', 'weak-match'],
    ['long-without-relapse', 'new-medicine'],
    ['suicidal-risk'],
    ['pregnancy-without-relapse'],
    ['no-sign-now'],
  ],
);

test('of several conditions E1 gives the reason of the one that met most', () => {
  const firstGout = condition(['gout'], 700);
  const one = life({ bookings: absences(spells) });
  for (const conditions of [
    [firstGout, ...(one.conditions ?? [])],
    [...(one.conditions ?? []), firstGout],
  ])
    expect(resultOf(illnessSignature, { ...one, conditions })).toMatchObject({ silent: 'too-few-signs-now' });
});
