import { z } from 'zod';
import { type Day, type IsoDate, isDated, isoDay } from '../../history/calendar.ts';
import {
  type Contact,
  type DatedContact,
  type LeftEarly,
  mayHaveBeenAttended,
  silencingGroups,
} from '../../history/contact.ts';
import { mayHaveMetHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';

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
const noneLeft = ['nothing-found', 'day-not-recorded', 'left-elsewhere', 'left-this-visit', 'too-long-ago'] as const;
const silences = [...noneLeft, 'met-since', 'seen-that-day', 'cancelled-by-practice', 'self-harm'] as const;
type Result = Finding<'left-before-seen', LeftBeforeSeen> | Silence<(typeof silences)[number]>;

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
  silences,
  detect(history, opening, thresholds): Result {
    const left = latestLeft(history, opening, thresholds);
    if (isSilent(left)) return left;
    if (mayHaveMetHere(history, left.day, opening)) return silent('met-since', { since: isoDay(left.day) });
    if (wasSeenAfterAll(left, history)) return silent('seen-that-day', { on: isoDay(left.day) });
    if (wasCalledOff(left.day, history)) return silent('cancelled-by-practice', { on: isoDay(left.day) });
    if (hurtThemselves(left.day, history)) return silent('self-harm');
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

/** The latest visit that was left; the reason is the first condition that none of those before it met. */
function latestLeft(
  { contacts }: History,
  { asOf, visit }: Opening,
  { withinDays }: Thresholds,
): Left | Silence<(typeof noneLeft)[number]> {
  const all = contacts.filter(wasLeft);
  if (all.length === 0) return silent('nothing-found');
  const dated = all.filter(isDated);
  if (dated.length === 0) return silent('day-not-recorded');
  const near = dated.filter(({ here, leftEarly }) => here || leftEarly.emergency);
  if (near.length === 0) return silent('left-elsewhere');
  const latest = near.findLast(({ day, reference }) => day <= asOf && reference !== visit?.reference);
  if (latest === undefined) return silent('left-this-visit');
  const agoDays = asOf - latest.day;
  return agoDays <= withinDays ? latest : silent('too-long-ago', { agoDays, most: withinDays });
}

function wasLeft(one: Contact): one is Contact & Pick<Left, 'leftEarly'> {
  return one.leftEarly !== undefined && one.leftEarly.stage !== 'against-advice';
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
