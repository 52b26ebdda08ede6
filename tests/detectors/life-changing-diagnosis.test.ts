import { describe, expect, test } from '@jest/globals';
import { diagnoses } from '#src/detectors/losses/diagnoses.ts';
import { lifeChangingDiagnosis } from '#src/detectors/losses/life-changing-diagnosis.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Condition, Medicine } from '#src/history/history.ts';
import {
  condition,
  contact,
  found,
  type Life,
  observation,
  openedBy,
  resultOf,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { plus } from './lives.ts';
import { medicine } from './signature/scene.ts';

const finding = (life: Life, opening = openedBy()) => found(lifeChangingDiagnosis, life, opening);
const elsewhere = (daysAgo: number) => contact('H', daysAgo, { here: false });
const long = contact('A', 900);

/** A diagnosis recorded 28 days ago, of which someone at a hospital may have spoken. */
const diagnosed = (set = 'multiple-sclerosis', daysAgo = 28, difference: Partial<Condition> = {}): Life => ({
  contacts: [long, elsewhere(daysAgo - 1)],
  conditions: [condition([set], daysAgo, difference)],
});
const firing = diagnosed();
const withConditions = (...more: Condition[]): Life => ({
  ...firing,
  conditions: [...(firing.conditions ?? []), ...more],
});

test.each(diagnoses.map(({ set }) => [set]))('fires on the first entry ever of %s', (set) => {
  const life = diagnosed(set);
  expect(finding(life)).toMatchObject({
    facts: { diagnosis: set, met: true, on: isoDay(today - 28), agoDays: 28, here: false },
    counted: [life.conditions?.[0]?.reference],
    number: 1,
    unit: 'diagnoses',
    changeKey: life.conditions?.[0]?.reference,
  });
});

test('speaks of the latest of several, and of no other illness', () => {
  expect(finding(withConditions(condition(['cancer'], 27)))?.facts).toMatchObject({ diagnosis: 'cancer' });
  expect(finding(diagnosed('hypertension'))).toBeUndefined();
});

test('is from 7 to 120 days ago', () => {
  expect([6, 7, 120, 121].map((days) => finding(diagnosed('cancer', days))?.code)).toEqual([
    undefined,
    'life-changing-diagnosis',
    'life-changing-diagnosis',
    undefined,
  ]);
});

describe('whether it may have been spoken of', () => {
  const entry = { conditions: firing.conditions ?? [] };
  const facts = (...contacts: Life['contacts'] & object) => finding({ ...entry, contacts: [long, ...contacts] })?.facts;
  const silent = { met: false, diagnosis: undefined };
  test.each([
    ['a visit elsewhere on the day of the entry', elsewhere(28)],
    ['a visit elsewhere since', elsewhere(5)],
    ['a visit here on the day of the entry', contact('A', 28)],
    [
      'a hospital stay that ended since',
      contact('H', 40, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - 20 }),
    ],
    ['an emergency attendance since', contact('H', 9, { setting: 'emergency', excluded: 'not-ambulatory' })],
  ])('it may after %s', (_, met) => {
    expect(facts(met)).toMatchObject({ met: true, diagnosis: 'multiple-sclerosis' });
    expect(facts()).toMatchObject({ met: false });
  });

  test.each([
    ['no meeting at all', []],
    ['a visit elsewhere before the entry', [elsewhere(29)]],
    ['a letter since', [contact('H', 9, { here: false, excluded: 'not-a-visit' })]],
    ['a group visit elsewhere since', [contact('H', 9, { here: false, excluded: 'group-visit' })]],
    ['a cancelled visit', [contact('H', 9, { here: false, excluded: 'cancelled' })]],
    ['a restricted visit, which may not be hinted at', [contact('H', 9, { here: false, excluded: 'restricted' })]],
    [
      'a stay that goes on',
      [contact('H', 40, { setting: 'inpatient', excluded: 'not-ambulatory', state: 'underway' })],
    ],
  ])('it may not after %s: then no card names it', (_, contacts) => {
    const told = finding({ ...entry, contacts: [long, ...contacts] });
    expect(told).toMatchObject({ facts: { met: false, on: isoDay(today - 28) }, unit: 'entries' });
    expect(told?.facts).not.toHaveProperty('diagnosis');
    expect(facts(...contacts, elsewhere(5))).not.toMatchObject(silent);
  });
});

describe('stays silent', () => {
  const meds = (set: string, daysAgo: number): Medicine => medicine([set], [daysAgo], 28);
  const cases: readonly (readonly [string, Life, Life])[] = [
    ['after a visit here since', plus(firing, contact('A', 10)), plus(firing, contact('A', 10, { here: false }))],
    [
      'after a visit of today that is over',
      plus(firing, contact('N', 0)),
      plus(firing, contact('N', 0, { state: 'underway' })),
    ],
    [
      'after a vaccination here',
      plus(firing, contact('N', 10, { series: 'vaccination' })),
      plus(firing, contact('N', 10, { series: 'vaccination', here: false })),
    ],
    ['where a restricted visit here may have been', plus(firing, contact('A', 10, { excluded: 'restricted' })), firing],
    ['where it was tentative', diagnosed('cancer', 28, { tentative: true }), diagnosed('cancer')],
    [
      'where its words only suspect it',
      diagnosed('cancer', 28, { groups: ['cancer', 'only-suspected'] }),
      diagnosed('cancer'),
    ],
    ['where it is past', diagnosed('cancer', 28, { groups: ['cancer', 'no-new-event'] }), diagnosed('cancer')],
    ['where it is over', diagnosed('cancer', 28, { active: false, ended: today - 9 }), diagnosed('cancer')],
    ['where it was recorded at a review', diagnosed('cancer', 28, { review: true }), diagnosed('cancer')],
    [
      'where it began over a year before',
      diagnosed('cancer', 28, { onset: today - 28 - 366 }),
      diagnosed('cancer', 28, { onset: today - 28 - 365 }),
    ],
    [
      'where its onset is known only by the year',
      diagnosed('cancer', 28, { onset: undefined, onsetUnclear: true }),
      diagnosed('cancer', 28, { onset: undefined }),
    ],
    ['where its day of recording is unknown', diagnosed('cancer', 28, { recorded: undefined }), diagnosed('cancer')],
    [
      'where five problems were recorded that day',
      withConditions(...[1, 2, 3, 4].map(() => condition([], 28))),
      withConditions(...[1, 2, 3].map(() => condition([], 28))),
    ],
    [
      'within 30 days of registration',
      { ...firing, person: { registeredSince: today - 28 - 30 }, contacts: [elsewhere(27)] },
      { ...firing, person: { registeredSince: today - 120 } },
    ],
    [
      'where an earlier problem says so',
      withConditions(condition(['multiple-sclerosis'], 1500, { active: false })),
      withConditions(condition(['multiple-sclerosis'], 1500, { tentative: true })),
    ],
    [
      'where an undated problem says so',
      withConditions(condition(['multiple-sclerosis'], 0, { recorded: undefined, onset: undefined })),
      firing,
    ],
    [
      'where an observation half a year before says so',
      { ...firing, observations: [observation(['multiple-sclerosis'], 28 + 184)] },
      { ...firing, observations: [observation(['multiple-sclerosis'], 28 + 183)] },
    ],
    [
      'where a visit half a year before was for it',
      plus(firing, contact('A', 28 + 184, { groups: ['multiple-sclerosis'] })),
      plus(firing, contact('A', 28 + 183, { groups: ['multiple-sclerosis'] })),
    ],
    [
      'where its medicine was issued half a year before',
      { ...diagnosed('parkinson'), medicines: [meds('dopaminergic', 28 + 184)] },
      { ...diagnosed('parkinson'), medicines: [meds('dopaminergic', 28 + 183)] },
    ],
    [
      'where a withheld issue of its medicine was half a year before',
      { ...diagnosed('epilepsy'), medicines: [{ ...meds('antiepileptic', 20), withheldUntil: today - 300 }] },
      { ...diagnosed('epilepsy'), medicines: [meds('antiepileptic', 20)] },
    ],
    [
      'where diabetes was known, of whichever type',
      {
        ...diagnosed('diabetes-type-1'),
        conditions: [condition(['diabetes-type-1', 'diabetes'], 28), condition(['diabetes'], 900)],
      },
      {
        ...diagnosed('diabetes-type-1'),
        conditions: [condition(['diabetes-type-1', 'diabetes'], 28), condition(['diabetes'], 60)],
      },
    ],
    [
      'where medicines were not read',
      { ...diagnosed('epilepsy'), unread: ['medicines'] },
      { ...diagnosed('cancer'), unread: ['medicines'] },
    ],
    ['with a safeguarding concern', { ...firing, safeguarding: ['Flag/1'] }, firing],
    ['where visits were not read', { ...firing, unread: ['contacts'] }, firing],
    [
      'with someone who came here under three months ago',
      { ...firing, person: { registeredSince: today - 80 } },
      { ...firing, person: { registeredSince: today - 100 } },
    ],
  ];
  test.each(cases)('%s, and fires on the twin', (_, life, twin) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(twin)?.code).toBe('life-changing-diagnosis');
  });

  test('a medicine of another illness, an earlier kidney disease and a tentative one silence nothing', () => {
    expect(finding({ ...firing, medicines: [meds('insulin', 900)] })).toBeDefined();
    const kidney = diagnosed('chronic-kidney-disease-severe');
    expect(
      finding({ ...kidney, conditions: [...(kidney.conditions ?? []), condition(['chronic-kidney-disease'], 900)] }),
    ).toBeDefined();
  });
});

test('says that this is the first visit since only in a visit of today', () => {
  const now = contact('A', 0, { state: 'underway' });
  const here = openedBy('U', { visit: { ...visitNow, reference: now.reference } });
  expect(finding(plus(firing, now), here)?.facts).toMatchObject({ here: true });
  expect(finding(plus(firing, now))?.facts).toMatchObject({ here: false });
  const booked = openedBy('U', { visit: { ...visitNow, reference: 'Appointment/1' } });
  expect(finding(firing, booked)?.facts).toMatchObject({ here: false });
});

describe('an advanced stage (D3) raises its place', () => {
  const stage = 'cancer-stage-advanced';
  const cancer = diagnosed('cancer');
  const staged = (daysAgo: number): Life => ({ ...cancer, observations: [observation([stage], daysAgo)] });
  const place = (life: Life) => finding(life)?.justAfter;
  test.each([
    ['of the diagnosis itself', diagnosed('cancer', 28, { groups: ['cancer', stage] })],
    ['by an observation of the time', staged(28 + 90)],
    [
      'by a later entry of the cancer',
      { ...cancer, conditions: [...(cancer.conditions ?? []), condition(['cancer', stage], 10)] },
    ],
  ])('%s, and it is in no fact', (_, life) => {
    expect(place(life)).toBe('pregnancy-loss');
    expect(JSON.stringify(finding(life)?.facts)).not.toContain('stage');
    expect(place(cancer)).toBeUndefined();
  });

  test.each([
    ['an observation of another time', staged(28 + 91)],
    [
      'the stage of another illness',
      diagnosed('chronic-kidney-disease-severe', 28, { groups: ['chronic-kidney-disease-severe', stage] }),
    ],
    ['a diagnosis that may not have been spoken of', { ...staged(28), contacts: [long] }],
  ])('but not %s', (_, life) => {
    expect(finding(life)).toBeDefined();
    expect(place(life)).toBeUndefined();
  });
});

const withMedicine = (set: string, group: string): Life => ({
  ...diagnosed(set),
  medicines: [medicine([group], [28 + 184], 28)],
});

givesEverySilence(
  lifeChangingDiagnosis,
  {
    'nothing-found': { life: diagnosed('hypertension') },
    'day-not-recorded': { life: diagnosed('cancer', 28, { recorded: undefined }) },
    'known-before': {
      life: { ...firing, observations: [observation(['multiple-sclerosis'], 28 + 184)] },
      because: { most: 183 },
    },
    'too-recent': { life: diagnosed('cancer', 6), because: { agoDays: 6, needs: 7 } },
    'too-long-ago': { life: diagnosed('cancer', 121), because: { agoDays: 121, most: 120 } },
    'tidying-up': {
      life: withConditions(...[1, 2, 3, 4].map(() => condition([], 28))),
      because: { problems: 5, below: 5 },
    },
    'not-active': { life: diagnosed('cancer', 28, { active: false }) },
    'onset-unclear': { life: diagnosed('cancer', 28, { onset: undefined, onsetUnclear: true }) },
    'long-since-onset': {
      life: diagnosed('cancer', 28, { onset: today - 28 - 366 }),
      because: { lastedDays: 366, most: 365 },
    },
    'settling-in': {
      life: { ...diagnosed('cancer', 100), person: { registeredSince: today - 95 } },
      because: { on: isoDay(today - 100), registered: isoDay(today - 95), most: 30 },
    },
    'medicines-unread': { life: { ...diagnosed('epilepsy'), unread: ['medicines'] } },
    'treated-before': { life: withMedicine('parkinson', 'dopaminergic'), because: { most: 183 } },
    'met-since': { life: plus(firing, contact('A', 10)), because: { since: isoDay(today - 28) } },
    safeguarding: { life: { ...firing, safeguarding: ['Flag/1'] } },
  },
  [
    ['known-before', 'too-long-ago', 'treated-before', 'long-since-onset', 'onset-unclear'],
    ['not-counted', 'nothing-found', 'not-active'],
    ['not-counted', 'nothing-found'],
    ['settling-in', 'tidying-up'],
    ['met-since'],
    ['not-counted'],
    ['medicines-unread'],
    ['safeguarding', 'audience'],
    ['not-counted'],
  ],
);

test.each<[string, Life, string]>([
  ['an earlier problem', withConditions(condition(['multiple-sclerosis'], 1500)), 'too-long-ago'],
  ['a review', diagnosed('cancer', 28, { review: true }), 'known-before'],
  [
    'a less exact entry',
    {
      ...diagnosed('diabetes-type-1'),
      conditions: [condition(['diabetes-type-1', 'diabetes'], 28), condition(['diabetes'], 900)],
    },
    'known-before',
  ],
  ['the illness that got furthest', withConditions(condition(['cancer'], 3)), 'met-since'],
])('says that it is silent because of %s', (_, life, reason) => {
  const met = reason === 'met-since' ? plus(life, contact('A', 20)) : life;
  expect(resultOf(lifeChangingDiagnosis, met)).toMatchObject({ silent: reason });
});
