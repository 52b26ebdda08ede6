import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { hasCautionWithin } from '../../history/caution.ts';
import type { Condition } from '../../history/history.ts';
import { mayHaveMetHere, mayHaveRecordedHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { dayNoted, firstProblem, latest, problemsOf } from './entries.ts';
import { treatingUser } from './treating-user.ts';

/** A loss of a pregnancy, or infertility, was recorded, and nobody here has met the person since. */
export type PregnancyLoss = {
  readonly kind: 'pregnancy-loss' | 'infertility';
  /** The day of the entry. */
  readonly on: IsoDate;
};

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);
const settings = z.object({
  fromDays: days(3, 'Days after it from which it is shown'),
  toDays: days(180, 'Days after it until which it is shown'),
  terminationDays: days(90, 'Days to either side within which a termination keeps the card back'),
  pregnancyDays: days(294, 'Days for which a pregnancy that is recorded as going on may last'),
  seenMonths: z.int().min(1).default(24).describe('Months within which the user must have seen the person'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'safeguarding', 'cautions', 'clinicians'],
  uses: [],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'pregnancy-loss', PregnancyLoss>;

/** H2: the loss of a pregnancy, or infertility, and no visit here since. */
export const pregnancyLoss = detector({
  code: 'pregnancy-loss',
  mark: 'H2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  offByDefault: true,
  ...parts,
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (history.safeguarding.length > 0) return undefined;
    const user = treatingUser(history, opening, thresholds.seenMonths);
    if (user === undefined) return undefined;
    const found = [lossOf(history), infertilityOf(history, opening)].find((one) => isLately(one, opening, thresholds));
    if (found === undefined || isOf(user, found.entry, history)) return undefined;
    const { kind, entry, day } = found;
    const since = Math.max(day, entry.recorded ?? day);
    if (mayHaveMetHere(history, since, opening) || mayBeOtherwise(history, day, since, opening, thresholds))
      return undefined;
    return {
      code: 'pregnancy-loss',
      facts: { kind, on: isoDay(entry.recorded ?? day) },
      counted: [entry.reference],
      notCounted: [],
      span: { from: Math.min(day, since), to: since },
      number: 1,
      unit: 'entries',
      changeKey: entry.reference,
    };
  },
});

interface Found {
  readonly kind: PregnancyLoss['kind'];
  readonly entry: Condition;
  readonly day: Day;
}

function isLately(found: Found | undefined, { asOf }: Opening, { fromDays, toDays }: Thresholds): boolean {
  return found !== undefined && asOf - found.day >= fromDays && asOf - found.day <= toDays;
}

/** The day of the event: its onset, else its recording; undefined where an onset is recorded that can't be used. */
function dayOf({ onset, onsetUnclear, recorded }: Condition): Day | undefined {
  return onsetUnclear ? undefined : (onset ?? recorded);
}

/** The latest loss of a pregnancy; there is none on a man's record. */
function lossOf(history: History): Found | undefined {
  if (history.person.gender === 'male') return undefined;
  const entry = latest(problemsOf(history, ['pregnancy-loss']), dayNoted);
  const day = entry && dayOf(entry);
  return entry && day !== undefined ? { kind: 'pregnancy-loss', entry, day } : undefined;
}

/** The first entry ever of infertility, unless it was recorded in a visit here: then it has been spoken of. */
function infertilityOf(history: History, opening: Opening): Found | undefined {
  const entry = firstProblem(history, ['infertility'], 0);
  const day = entry && dayOf(entry);
  if (entry === undefined || day === undefined || mayHaveRecordedHere(history, entry, opening)) return undefined;
  return { kind: 'infertility', entry, day };
}

/** The user recorded it, or saw the person when it was recorded. */
function isOf(user: string, { recordedBy, contact }: Condition, { contacts }: History): boolean {
  return recordedBy.includes(user) || contacts.some((one) => one.reference === contact && one.clinician === user);
}

/** It may have been a termination, or a pregnancy may go on, or have begun or ended well since. */
function mayBeOtherwise(
  { cautions, conditions }: History,
  day: Day,
  since: Day,
  { asOf }: Opening,
  { terminationDays, pregnancyDays }: Thresholds,
): boolean {
  const mayGoOn = conditions.some((one) => {
    const began = one.onset ?? one.recorded ?? asOf;
    return one.active && one.groups.includes('pregnancy') && asOf - began <= pregnancyDays;
  });
  return (
    mayGoOn ||
    hasCautionWithin(cautions, ['termination'], day - terminationDays, since + terminationDays) ||
    hasCautionWithin(cautions, ['pregnancy', 'birth'], since + 1, Number.POSITIVE_INFINITY)
  );
}
