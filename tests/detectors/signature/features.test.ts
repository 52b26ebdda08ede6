import { describe, expect, test } from '@jest/globals';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { unusualCount } from '#src/detectors/signature/contact-signs.ts';
import type { Condition } from '#src/history/history.ts';
import { booking, condition, contact, practice, today } from '../../support/builders.ts';
import { medicine, observation, period, signOf } from './scene.ts';

const rowWithoutScore = { ...conditions.depression, byScore: false };
const lately = period(27, -1);
const settled = Array.from({ length: 20 }, (_, i) => period(900 - i * 28, 872 - i * 28));

describe('more visits than usual', () => {
  const visits = [
    ...[890, 700, 500].map((days) => contact('A', days)),
    contact('A', 20),
    contact('B', 20),
    contact('A', 9),
  ];
  const more = (contacts = visits, difference = {}) => signOf('contacts', { contacts, ...difference }, { settled });

  test('is as many days with a visit as at most a tenth of the settled periods have', () => {
    expect(unusualCount([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 0.1)).toBe(1);
    expect(unusualCount([0, 0, 0, 0, 0, 0, 0, 0, 1, 1], 0.1)).toBe(2);
    expect(unusualCount([2, 1, 0], 0.1)).toBe(3);
    expect(more()?.isPresentIn(lately)).toBe(true);
    expect(more()?.entriesIn(lately)).toHaveLength(3);
    expect(more(visits.slice(0, 5))?.isPresentIn(lately)).toBe(false);
  });

  test('counts no visit that the practice planned or asked for', () => {
    const asked = (difference: object) =>
      more([...visits.slice(0, 5), contact('A', 9, difference)])?.isPresentIn(lately);
    expect(asked({})).toBe(true);
    for (const difference of [
      { kinds: ['recall-medication-review'] },
      { series: 'vaccination' },
      { bookedAhead: true },
    ])
      expect(asked(difference)).toBe(false);
  });

  test('counts no visit that answers an invitation', () => {
    const answers = [...visits.slice(0, 5), contact('A', 9, { kinds: ['foot check'] })];
    const invitation = (kind: string) => ({
      reference: 'Communication/1',
      day: today - 30,
      kinds: [kind],
      what: undefined,
      closed: undefined,
      bounced: false,
    });
    expect(more(answers, { invitations: [invitation('foot check')] })?.isPresentIn(lately)).toBe(false);
    expect(more(answers, { invitations: [invitation('eye check')] })?.isPresentIn(lately)).toBe(true);
  });
});

describe('other contacts', () => {
  test('an emergency or duty session, wherever it was', () => {
    const emergency = { setting: 'emergency', unplanned: true, here: false, excluded: 'not-ambulatory' } as const;
    const seen = (difference: object) => signOf('emergency-contact', { contacts: [contact('A', 9, difference)] });
    expect(seen(emergency)?.isPresentIn(lately)).toBe(true);
    expect(seen({ duty: true })?.isPresentIn(lately)).toBe(true);
    expect(seen({ ...emergency, excluded: 'cancelled' })?.isPresentIn(lately)).toBe(false);
    expect(seen({})?.isPresentIn(lately)).toBe(false);
  });

  test('a contact by phone', () => {
    const seen = (setting: 'remote' | 'practice') => signOf('phone', { contacts: [contact('A', 9, { setting })] });
    expect([seen('remote')?.isPresentIn(lately), seen('practice')?.isPresentIn(lately)]).toEqual([true, false]);
  });

  test('someone new, but not in the first year of the record', () => {
    const seen = (since: number, who: string) =>
      signOf('new-clinician', { contacts: [contact('A', since), contact(who, 9)] })?.isPresentIn(lately);
    expect([seen(600, 'B'), seen(600, 'A'), seen(300, 'B')]).toEqual([true, false, undefined]);
  });

  test('nobody counts as new where anyone was not read, who may be known under another id', () => {
    const unread = new Map(practice.map((one) => [one.key, one.key === 'B' ? { ...one, read: false } : one]));
    const contacts = [contact('A', 600), contact('B', 9)];
    const role = contact(undefined, 50, { excluded: 'clinician-unread' });
    const isNew = (of: object) => signOf('new-clinician', { contacts, ...of })?.isPresentIn(lately);
    expect([isNew({}), isNew({ clinicians: unread })]).toEqual([true, undefined]);
    expect(isNew({ contacts: [...contacts, role] })).toBeUndefined();
  });
});

test('an appointment missed, or cancelled by the person; not by the practice', () => {
  const seen = (state: 'missed' | 'cancelled' | 'attended', by?: 'person' | 'practice') =>
    signOf('missed-appointment', { bookings: [booking(9, { state, by })] })?.isPresentIn(lately);
  expect([seen('missed'), seen('missed', 'person'), seen('cancelled', 'person')]).toEqual([true, true, true]);
  expect([seen('missed', 'practice'), seen('cancelled', 'practice'), seen('cancelled'), seen('attended')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(signOf('missed-appointment', { bookings: undefined as never })).toBeUndefined();
});

describe('a symptom', () => {
  const groups = ['symptom-sleep'];
  const sign = 'symptom-sleep';

  test('is read from problems, observations and what contacts were about', () => {
    const noted = { ...observation('phq-9', 9, 5), measure: undefined, groups };
    expect(signOf(sign, { conditions: [condition(groups, 9)] })?.isPresentIn(lately)).toBe(true);
    expect(signOf(sign, { observations: [noted] })?.isPresentIn(lately)).toBe(true);
    expect(signOf(sign, { contacts: [contact('A', 9, { groups })] })?.isPresentIn(lately)).toBe(true);
    expect(signOf(sign, { contacts: [contact('A', 40, { groups })] })?.isPresentIn(lately)).toBe(false);
    expect(signOf(sign, { conditions: [condition(groups, 9, { review: true })] })?.isPresentIn(lately)).toBe(false);
  });

  test('does not count where it was recorded in the encounter that recorded the relapse', () => {
    const conditions: Condition[] = [condition(groups, 9, { contact: 'Encounter/relapse' })];
    expect(signOf(sign, { conditions }, { relapseContacts: new Set(['Encounter/relapse']) })?.isPresentIn(lately)).toBe(
      false,
    );
    expect(signOf(sign, { conditions }, { relapseContacts: new Set(['Encounter/other']) })?.isPresentIn(lately)).toBe(
      true,
    );
  });
});

describe('a late repeat', () => {
  const late = (daysAgo: readonly number[], order = {}, window = lately) =>
    signOf('medicine-late', { medicines: [medicine(['antidepressant'], daysAgo, 28, order)] })?.isPresentIn(window);

  test('is 14 days late or more', () => {
    expect(late([98, 70, 42])).toBe(true);
    expect(late([98, 70, 41])).toBe(false);
    expect(late([140, 112, 60, 32, 4])).toBe(false);
    expect(late([160, 132, 89, 61, 33, 5], {}, period(110, 82))).toBe(true);
    expect(late([160, 132, 92, 64, 36, 8], {}, period(110, 82))).toBe(false);
  });

  test('is seen up to the last supply of an order that was stopped on no known day', () => {
    const stopped = { state: 'stopped' } as const;
    expect(late([160, 132, 89, 61], stopped, period(110, 82))).toBe(true);
    expect(late([160, 132, 89, 61], stopped)).toBeUndefined();
    expect(late([160, 132, 89, 61], { ...stopped, ended: today - 120 }, period(110, 82))).toBeUndefined();
  });

  test('is not observed where the medicine is no repeat, not begun, stopped or given up', () => {
    expect(late([98, 70, 42], { repeat: false })).toBeUndefined();
    expect(late([98, 70, 42], { asNeeded: true })).toBeUndefined();
    expect(late([98, 70, 42], { batch: true })).toBeUndefined();
    expect(late([98, 70, 42], {}, period(200, 172))).toBeUndefined();
    expect(late([98, 70, 42], { state: 'stopped', ended: today - 40 })).toBeUndefined();
    expect(late([400, 372, 344])).toBeUndefined();
    expect(late([])).toBeUndefined();
  });
});

describe('a measurement', () => {
  const usual = [0, 5, 10, 15].map((i) => 890 - i * 28);
  const weights = (now: number, before = usual) =>
    signOf(
      'weight',
      { observations: [...before.map((days) => observation('weight', days, 78)), observation('weight', 9, now)] },
      { settled },
    )?.isPresentIn(lately);

  test('is a sign where it is unusual for the person and the change matters', () => {
    expect([weights(80), weights(79.9), weights(76)]).toEqual([true, false, false]);
  });

  test('is not observed in a period without one, or without a usual value', () => {
    expect(weights(82, usual.slice(0, 2))).toBeUndefined();
    const observations = usual.map((days) => observation('weight', days, 78));
    expect(signOf('weight', { observations }, { settled })?.isPresentIn(lately)).toBeUndefined();
    expect(signOf('weight', {}, { settled })?.isPresentIn(lately)).toBeUndefined();
  });

  test.each([
    ['phq-9', 5, 10, 9],
    ['gad-7', 4, 9, 8],
    ['systolic', 130, 150, 149],
    ['crp', 4, 8.5, 8],
    ['calprotectin', 50, 110, 100],
    ['peak-flow', 400, 319, 320],
  ] as const)('%s: usually %d, %d is a shift and %d is not', (measure, before, shift, none) => {
    const at = (value: number) => {
      const observations = [...usual.map((days) => observation(measure, days, before)), observation(measure, 9, value)];
      const scene = { settled, row: { ...rowWithoutScore, signs: [measure] } };
      return signOf(measure, { observations }, scene)?.isPresentIn(lately);
    };
    expect([at(shift), at(none)]).toEqual([true, false]);
  });

  test('the PHQ-9 is no sign where it tells relapses', () => {
    expect(signOf('phq-9', {})).toBeUndefined();
    expect(signOf('gad-7', {})).toBeDefined();
  });
});
