import { describe, expect, test } from '@jest/globals';
import { leftBeforeSeen } from '#src/detectors/rupture/left-before-seen.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Contact } from '#src/history/history.ts';
import {
  booking,
  condition,
  contact,
  found,
  type Life,
  observation,
  openedBy,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const finding = (life: Life, opening = openedBy()) => found(leftBeforeSeen, life, opening);
const unseen = { stage: 'unseen', emergency: false, waitedMinutes: undefined } as const;
/** Left the surgery so many days ago; the visit was cancelled. */
const left = (daysAgo: number, how: Partial<NonNullable<Contact['leftEarly']>> = {}, more: Partial<Contact> = {}) =>
  contact(undefined, daysAgo, {
    excluded: 'cancelled',
    setting: 'unknown',
    startedAt: undefined,
    leftEarly: { ...unseen, ...how },
    ...more,
  });
const one = left(10);
const fires = (life: Life, opening = openedBy()) => finding(life, opening)?.code === 'left-before-seen';

test('fires on a visit that the person left, and says when and where', () => {
  expect(finding({ contacts: [contact('A', 100), one] })).toEqual({
    code: 'left-before-seen',
    facts: { on: isoDay(today - 10), stage: 'unseen', emergency: false },
    counted: [one.reference],
    notCounted: [],
    span: { from: today - 10, to: today - 10 },
    number: 1,
    unit: 'visits',
    changeKey: one.reference,
  });
});

test('of several the latest counts', () => {
  const later = left(5, { emergency: true }, { here: false });
  expect(finding({ contacts: [one, later] })).toMatchObject({ facts: { emergency: true }, changeKey: later.reference });
});

test('an attendance before treatment was complete says so; one against advice is none', () => {
  const at = (stage: 'untreated' | 'against-advice') =>
    contact(undefined, 3, {
      excluded: 'not-ambulatory',
      setting: 'emergency',
      here: false,
      leftEarly: { stage, emergency: true, waitedMinutes: undefined },
    });
  expect(finding({ contacts: [at('untreated')] })?.facts).toMatchObject({ stage: 'untreated', emergency: true });
  expect(finding({ contacts: [at('against-advice')] })).toBeUndefined();
});

test.each([
  [19, undefined],
  [20, 20],
  [65, 65],
  [1440, 1440],
  [1441, undefined],
])('a wait of %i minutes is mentioned as %p', (waitedMinutes, mentioned) => {
  expect(finding({ contacts: [left(10, { waitedMinutes })] })?.facts.waitedMinutes).toBe(mentioned);
});

describe('stays silent', () => {
  test('61 days later, and fires after 60', () => {
    expect(fires({ contacts: [left(61)] })).toBe(false);
    expect(fires({ contacts: [left(60)] })).toBe(true);
  });

  test('at another place than here or an emergency department', () => {
    expect(fires({ contacts: [left(10, {}, { here: false })] })).toBe(false);
    expect(fires({ contacts: [left(10, { emergency: true }, { here: false })] })).toBe(true);
  });

  test('after any meeting here since, a nurse’s or one that is restricted too, but not after one elsewhere', () => {
    for (const since of [contact('A', 5), contact('N', 5), contact(undefined, 5, { excluded: 'restricted' })])
      expect(fires({ contacts: [one, since] })).toBe(false);
    const others = [
      contact('A', 5, { here: false }),
      contact('A', 5, { excluded: 'cancelled' }),
      contact('A', 5, { excluded: 'not-a-visit' }),
      contact(undefined, 5, { excluded: 'not-ambulatory', setting: 'emergency' }),
      contact('A', 11),
    ];
    for (const other of others) expect(fires({ contacts: [one, other] })).toBe(true);
  });

  test('today’s own visit is no meeting since', () => {
    const now = contact('U', 0, { state: 'underway' });
    const visit = { ...visitNow, reference: now.reference };
    expect(fires({ contacts: [one, now] }, openedBy('U', { visit }))).toBe(true);
    expect(fires({ contacts: [one, contact('A', 0)] }, openedBy('U', { visit }))).toBe(false);
  });

  test('where the practice cancelled that day, but not where the person did, nor on another day', () => {
    const cancelled = (daysAgo: number, by: 'practice' | 'person') => booking(daysAgo, { state: 'cancelled', by });
    expect(fires({ contacts: [one], bookings: [cancelled(10, 'practice')] })).toBe(false);
    expect(fires({ contacts: [one], bookings: [cancelled(10, 'person')] })).toBe(true);
    expect(fires({ contacts: [one], bookings: [cancelled(11, 'practice')] })).toBe(true);
    expect(fires({ contacts: [one], unread: ['bookings'] })).toBe(false);
  });

  test('where the person was seen the same day after all, wherever; not where that was before', () => {
    expect(fires({ contacts: [one, contact('A', 10)] })).toBe(false);
    expect(fires({ contacts: [one, contact(undefined, 10, { excluded: 'restricted' })] })).toBe(false);
    const timed = contact(undefined, 10, {
      excluded: 'not-ambulatory',
      setting: 'emergency',
      leftEarly: { ...unseen, emergency: true },
    });
    const at = (hours: number) => contact('A', 10, { startedAt: (timed.startedAt ?? 0) + hours * 3_600_000 });
    expect(fires({ contacts: [timed, at(2)] })).toBe(false);
    expect(fires({ contacts: [timed, at(-2)] })).toBe(true);
  });

  test('with self-harm recorded that day, in whatever entry; not on another day', () => {
    const lives = (daysAgo: number): Life[] => [
      { contacts: [one], conditions: [condition(['self-harm'], daysAgo)] },
      { contacts: [one], observations: [observation(['self-harm'], daysAgo)] },
      {
        contacts: [
          one,
          contact(undefined, daysAgo, {
            setting: 'emergency',
            excluded: 'not-ambulatory',
            groups: ['self-harm'],
            startedAt: undefined,
            leftEarly: { ...unseen, emergency: true },
          }),
        ],
      },
    ];
    for (const life of lives(10)) expect(fires(life)).toBe(false);
    for (const life of lives(12)) expect(fires(life)).toBe(true);
    const silencing = { clinician: undefined, groups: ['self-harm'], setting: 'emergency', custody: false } as const;
    expect(fires({ contacts: [left(10, {}, { silencing })] })).toBe(false);
  });

  test('for children', () => {
    expect(leftBeforeSeen.audience).toEqual({ children: false, careHomes: true, hospices: false, anyStaff: false });
  });
});

const againThatDay = { contacts: [one, contact('A', 10)] };

givesEverySilence(
  leftBeforeSeen,
  {
    'nothing-found': { life: { contacts: [contact('A', 10, { excluded: 'cancelled' })] } },
    'day-not-recorded': { life: { contacts: [left(10, {}, { day: undefined, latest: undefined })] } },
    'left-elsewhere': { life: { contacts: [left(10, {}, { here: false })] } },
    'left-this-visit': {
      life: { contacts: [one] },
      opening: openedBy('U', { visit: { ...visitNow, reference: one.reference } }),
    },
    'too-long-ago': { life: { contacts: [left(90), left(61)] }, because: { agoDays: 61, most: 60 } },
    'met-since': { life: { contacts: [one, contact('N', 5)] }, because: { since: isoDay(today - 10) } },
    'seen-that-day': { life: againThatDay, because: { on: isoDay(today - 10) } },
    'cancelled-by-practice': {
      life: { contacts: [one], bookings: [booking(10, { state: 'cancelled', by: 'practice' })] },
      because: { on: isoDay(today - 10) },
    },
    'self-harm': { life: { contacts: [one], conditions: [condition(['self-harm'], 10)] } },
  },
  [
    ['met-since'],
    ['cancelled-by-practice'],
    ['seen-that-day'],
    ['self-harm'],
    ['nothing-found'],
    ['not-counted'],
    ['audience'],
  ],
);
