import { describe, expect, test } from '@jest/globals';
import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors } from '#src/detectors/run.ts';
import type { Booking, Contact, Role } from '#src/history/history.ts';
import {
  booking,
  clinician,
  condition,
  contact,
  drawn,
  type Life,
  openedBy,
  practice,
  readingOf,
  role,
  today,
} from '../support/builders.ts';
import { medicine } from './signature/scene.ts';

/** A, the usual GP, left so many days ago, or as the role says. */
const leftAgo = (days: number, difference: Partial<Role> = {}): Pick<Life, 'clinicians'> => ({
  clinicians: practice.map((one) =>
    one.key === 'A' ? clinician('A', [role('A', 'gp', { end: today - days, ...difference })]) : one,
  ),
});

/** Seen by A every month until shortly before A left, 250 days ago; and by B once, 230 days ago. */
const known: readonly Contact[] = [...drawn('A'.repeat(36), { from: 1340, to: 255 }), contact('B', 230)];
const missed = (...days: readonly number[]): Booking[] =>
  days.map((ago) => booking(ago, { clinicians: ['B'], state: 'missed', by: 'person' }));
const kept = (...days: readonly number[]): Booking[] => days.map((ago) => booking(ago, { clinicians: ['B'] }));

/** Twelve visits to A in three years, and eighteen in the half year since, with everyone and nobody in particular. */
const manySince: readonly Contact[] = [
  ...drawn('A'.repeat(12), { from: 1270, to: 190 }),
  ...drawn('BNCMDNEMFNGMHNMNMN', { from: 178, to: 3 }),
];

/** Each kind of finding that came after A had left, and the same life in which one of the kind lay before. */
const kinds: readonly (readonly [string, Life, Life])[] = [
  [
    'gone-quiet',
    { ...leftAgo(250), contacts: known, conditions: [condition(['asthma'], 2000)] },
    {
      ...leftAgo(250),
      // Half a year without a visit, a year and a half before.
      contacts: known.filter(({ day = 0 }) => day < today - 880 || day > today - 690),
      conditions: [condition(['asthma'], 2000)],
    },
  ],
  [
    'missed-appointments',
    { ...leftAgo(250), contacts: known, bookings: [...missed(220, 200, 180), ...kept(300, 290)] },
    { ...leftAgo(250), contacts: known, bookings: [...missed(220, 200, 180, 900), ...kept(300, 290)] },
  ],
  [
    'medicine-not-collected',
    {
      ...leftAgo(100),
      contacts: shifted(known, 150),
      medicines: [medicine(['antidepressant'], [203, 175, 147, 120, 91, 63], 28)],
    },
    {
      ...leftAgo(100),
      contacts: shifted(known, 150),
      medicines: [medicine(['antidepressant'], [240, 203, 175, 147, 120, 91, 63], 28)],
    },
  ],
  [
    'many-contacts',
    { ...leftAgo(183), contacts: manySince },
    { ...leftAgo(183), contacts: [...manySince, ...drawn('AAAAAA', { from: 700, to: 600 })] },
  ],
];

function shifted(contacts: readonly Contact[], by: number): Contact[] {
  return contacts.map((one) => contact(one.clinician, today - (one.day ?? today) - by));
}

function factsIn(code: string, life: Life, silenced: readonly string[] = [], off: readonly string[] = []) {
  const needed = neededFor([code], detectors).filter((one) => !off.includes(one.code));
  const { findings, skipped } = runDetectors(needed, readingOf(life), openedBy(), new Map(), new Set(silenced));
  expect(skipped.filter(({ why }) => why === 'threw')).toEqual([]);
  const finding = findings.find((one) => one.code === code);
  expect(finding?.code).toBe(code);
  return finding?.facts ?? {};
}

describe.each(kinds)('%s after the usual clinician left', (code, life, before) => {
  test('is set beside that, with what records it', () => {
    const { after } = factsIn(code, life) as { after?: { clinician?: object; left?: string } };
    expect(after?.clinician).toEqual({ reference: 'A', name: { family: 'A' } });
    expect(after?.left).toMatch(/^2026-/);
  });

  test.each<[string, Life]>([
    ['one of the kind lay in the two years before', before],
    ['who still works here is unread', { ...life, unread: ['roles'] }],
    ['the one who left is named by nothing', { ...life, clinicians: (life.clinicians ?? []).map(notNamed) }],
    ['nobody left', { ...life, clinicians: practice }],
  ])('is not where %s', (_, twin) => {
    expect(factsIn(code, twin)).not.toHaveProperty('after');
  });

  test('is not where that was said to be wrong, or is turned off', () => {
    expect(factsIn(code, life, ['usual-clinician-left'])).not.toHaveProperty('after');
    expect(factsIn(code, life, [], ['usual-clinician-left'])).not.toHaveProperty('after');
  });
});

function notNamed(one: (typeof practice)[number]) {
  return one.key === 'A' ? { ...one, notNamed: true } : one;
}

test.each<[string, Life]>([
  ['with a safeguarding concern', { safeguarding: ['Flag/1'] }],
  ['where it is unread whether there is one', { unread: ['safeguarding'] }],
  ['where the person was here for less than two years before', { person: { registeredSince: today - 800 } }],
])('a late repeat is not set beside a departure %s', (_, difference) => {
  const [code, life] = kinds[2] ?? ['', {}];
  expect(factsIn(code, life)).toHaveProperty('after');
  expect(factsIn(code, { ...life, ...difference })).not.toHaveProperty('after');
});

test('missed appointments are set beside it only if all lie within 183 days after', () => {
  const of = (...days: readonly number[]) =>
    factsIn('missed-appointments', {
      ...leftAgo(250),
      contacts: known,
      bookings: [...missed(...days), ...kept(300, 290)],
    });
  expect(of(249, 100, 67)).toHaveProperty('after');
  expect(of(249, 100, 66)).not.toHaveProperty('after');
  expect(of(250, 100, 67)).not.toHaveProperty('after');
});
