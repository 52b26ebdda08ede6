import { z } from 'zod';
import { type Day, type IsoDate, isDated, isoDay } from '../../history/calendar.ts';
import { type DatedContact, type LeftEarly, mayHaveBeenAttended, silencingGroups } from '../../history/contact.ts';
import { mayHaveMetHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';

/** The latest visit that the person left, and has not been here since. */
export type LeftBeforeSeen = {
  readonly on: IsoDate;
  /** Before anyone saw the person, or before treatment was complete. */
  readonly stage: 'unseen' | 'untreated';
  /** At an emergency department. */
  readonly emergency: boolean;
  readonly waitedMinutes?: number;
};

const settings = z.object({
  withinDays: z.int().min(1).default(60).describe('Days for which a visit that was left is spoken of'),
  minWait: z.int().min(0).default(20).describe('Least minutes of waiting that are mentioned'),
  maxWait: z.int().min(0).default(1440).describe('Minutes above which a recorded wait is taken to be a fault'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['contacts', 'bookings', 'conditions', 'observations'], uses: [] } as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'left-before-seen', LeftBeforeSeen>;

type Left = DatedContact & { readonly leftEarly: LeftEarly & { readonly stage: LeftBeforeSeen['stage'] } };

/** I2: the person left before they were seen, and has not been here since. */
export const leftBeforeSeen = detector({
  code: 'left-before-seen',
  mark: 'I2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const left = latestLeft(history, opening, thresholds);
    if (left === undefined || mayHaveMetHere(history, left.day, opening)) return undefined;
    if (wasSeenAfterAll(left, history) || wasCalledOff(left.day, history)) return undefined;
    if (hurtThemselves(left.day, history)) return undefined;
    const { stage, emergency, waitedMinutes } = left.leftEarly;
    return {
      code: 'left-before-seen',
      facts: {
        on: isoDay(left.day),
        stage,
        emergency,
        ...(isMentioned(waitedMinutes, thresholds) && { waitedMinutes }),
      },
      counted: [left.reference],
      notCounted: [],
      span: { from: left.day, to: left.day },
      number: 1,
      unit: 'visits',
      changeKey: left.reference,
    };
  },
});

function latestLeft({ contacts }: History, { asOf, visit }: Opening, { withinDays }: Thresholds): Left | undefined {
  return contacts
    .filter(isDated)
    .filter((one): one is Left => one.leftEarly !== undefined && one.leftEarly.stage !== 'against-advice')
    .filter((one) => (one.here || one.leftEarly.emergency) && one.reference !== visit?.reference)
    .findLast(({ day }) => day <= asOf && asOf - day <= withinDays);
}

/** Another encounter of that day may be the same wait, resumed. One that is known to have begun before it is not. */
function wasSeenAfterAll(left: Left, { contacts }: History): boolean {
  return contacts.some((one) => {
    if (one.day !== left.day || one.reference === left.reference || one.leftEarly !== undefined) return false;
    const isBefore = one.startedAt !== undefined && left.startedAt !== undefined && one.startedAt < left.startedAt;
    return mayHaveBeenAttended(one) && !isBefore;
  });
}

/** The practice cancelled an appointment of that day: then the person did not leave of themselves. */
function wasCalledOff(on: Day, { bookings }: History): boolean {
  return bookings.some(({ day, state, by }) => day === on && state === 'cancelled' && by === 'practice');
}

/** Then the local pathway governs, and a wait is not what matters. */
function hurtThemselves(on: Day, { contacts, conditions, observations }: History): boolean {
  const isOnDay = (groups: readonly string[], ...days: readonly (Day | undefined)[]) =>
    groups.includes('self-harm') && days.includes(on);
  return (
    conditions.some(({ groups, recorded, onset }) => isOnDay(groups, recorded, onset)) ||
    observations.some(({ groups, day }) => isOnDay(groups, day)) ||
    contacts.some((one) => isOnDay(silencingGroups(one), one.day))
  );
}

function isMentioned(minutes: number | undefined, { minWait, maxWait }: Thresholds): minutes is number {
  return minutes !== undefined && minutes >= minWait && minutes <= maxWait;
}
