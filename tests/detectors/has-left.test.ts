import { describe, expect, test } from '@jest/globals';
import { continuityFell } from '#src/detectors/continuity/continuity-fell.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { firstMeeting } from '#src/detectors/familiarity/first-meeting.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { bookingElsewhere } from '#src/detectors/scheduling/booking-elsewhere.ts';
import { nextContact } from '#src/detectors/scheduling/next-contact.ts';
import { sharedSignature } from '#src/detectors/signature/shared-signature.ts';
import { mondayOf } from '#src/history/calendar.ts';
import type { Opening } from '#src/history/opening.ts';
import {
  booking,
  condition,
  contact,
  drawn,
  found,
  known,
  type Life,
  openedBy,
  proposal,
  readingOf,
  today,
  visitNow,
} from '../support/builders.ts';

/** Twelve of fourteen visits with A up to 370 days ago, then four with others. */
const before = drawn('AAAAABAAAACAAA', { from: 1100, to: 370 });
const sinceDays = [260, 190, 120, 50];
const since = sinceDays.map((daysAgo, i) => contact('BCDF'[i], daysAgo));
const life = (more: Partial<Life> = {}): Life => ({ contacts: [...before, ...since], ...more });
const weeks = (seen: boolean) =>
  new Map([['A', known(sinceDays.map((daysAgo) => ({ monday: mondayOf(today - daysAgo), seen })))]]);
const cancelled = (daysAgo: number, who: string, changedProvider = true) =>
  booking(daysAgo, {
    state: 'cancelled',
    by: 'person',
    clinicians: [who],
    ...(changedProvider && { changedProvider }),
  });

const cases: readonly (readonly [Detector, Opening])[] = [
  [continuityFell, openedBy()],
  [firstMeeting, openedBy()],
  [bookingElsewhere, openedBy('U', { proposed: [proposal('E', 7)] })],
];

describe.each(
  cases.map(([detector, opening]) => [detector.code, detector, opening] as const),
)('%s', (_, detector, opening) => {
  const fires = (one: Life) => found(detector, one, opening) !== undefined;

  test('names the usual clinician, as long as nothing says that the person left them', () => {
    expect(fires(life())).toBe(true);
    expect(fires(life({ consultingWeeks: weeks(false) }))).toBe(true);
    expect(fires(life({ unread: ['consultingWeeks'] }))).toBe(true);
  });

  test('is silent where the person has since seen only others, though that clinician was here', () => {
    expect(fires(life({ consultingWeeks: weeks(true) }))).toBe(false);
  });

  test('is silent for two years after an appointment was cancelled for it', () => {
    expect(fires(life({ bookings: [cancelled(290, 'A')] }))).toBe(false);
    expect(fires(life({ bookings: [cancelled(290, 'B')] }))).toBe(true);
    expect(fires(life({ bookings: [cancelled(290, 'A', false)] }))).toBe(true);
    expect(fires(life({ bookings: [cancelled(731, 'A')] }))).toBe(true);
  });

  test('is silent where discontent was noted after the last visit with the clinician', () => {
    expect(fires(life({ conditions: [condition(['dissatisfied'], 369)] }))).toBe(false);
    expect(fires(life({ conditions: [condition(['dissatisfied'], 370)] }))).toBe(true);
  });
});

test('next-contact proposes whoever sees the person now, and not the one whom they left', () => {
  const signs = [1, 2].map((n) => ({
    text: `sign ${n}`,
    detection: undefined,
    withinDays: undefined,
    seen: [{ references: [`Observation/${n}`], day: today - 3 }],
  }));
  const signature = {
    reference: 'CarePlan/1',
    written: today - 200,
    author: 'A',
    together: true,
    words: undefined,
    minSigns: 1,
    windowDays: 28,
    groups: [],
    signs,
  };
  const opening = openedBy('U', { visit: visitNow });
  const facts = (more: Partial<Life>) =>
    runDetectors(
      [sharedSignature, nextContact],
      readingOf(life({ signatures: [signature], ...more })),
      opening,
    ).findings.find(({ code }) => code === 'next-contact')?.facts;
  expect(facts({})).toMatchObject({ clinician: { reference: 'U' }, usual: { reference: 'A' } });
  const without = facts({ bookings: [cancelled(290, 'A')] });
  expect(without).toMatchObject({ clinician: { reference: 'U' } });
  expect(without).not.toHaveProperty('usual');
});
