import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { hasCautionWithin } from '../../history/caution.ts';
import type { Condition } from '../../history/history.ts';
import { mayHaveMetHere, mayHaveRecordedHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { dayNoted, firstProblem, latest, noFirstProblem, problemsOf } from './entries.ts';
import { notTreating, treatingUser } from './treating-user.ts';

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
const noEntry = [
  ...noFirstProblem,
  'recorded-as-male',
  'onset-unclear',
  'recorded-in-visit',
  'too-recent',
  'too-long-ago',
] as const;
type NoEntry = Silence<(typeof noEntry)[number]>;
const otherwise = ['pregnancy-goes-on', 'pregnancy-since', 'termination'] as const;
const silences = [...notTreating, ...noEntry, 'user-recorded-it', 'met-since', ...otherwise, 'safeguarding'] as const;
type Result = Finding<'pregnancy-loss', PregnancyLoss> | Silence<(typeof silences)[number]>;

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
  silences,
  detect(history, opening, thresholds): Result {
    const user = treatingUser(history, opening, thresholds.seenMonths);
    if (isSilent(user)) return user;
    const found = recentEntry(history, opening, thresholds);
    if (isSilent(found)) return found;
    const { kind, entry, day } = found;
    if (isOf(user.clinician, entry, history)) return silent('user-recorded-it');
    const since = Math.max(day, entry.recorded ?? day);
    if (mayHaveMetHere(history, since, opening)) return silent('met-since', { since: isoDay(since) });
    const silence = whyOtherwise(history, day, since, opening, thresholds);
    if (silence !== undefined) return silence;
    if (history.safeguarding.length > 0) return silent('safeguarding');
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

/** The loss of a pregnancy, else infertility, where it is neither too recent nor too long ago. */
function recentEntry(history: History, opening: Opening, { fromDays, toDays }: Thresholds): Found | NoEntry {
  const results = [lossOf(history), infertilityOf(history, opening)].map((one) => {
    if (isSilent(one)) return one;
    const agoDays = opening.asOf - one.day;
    if (agoDays < fromDays) return silent('too-recent', { agoDays, needs: fromDays });
    return agoDays > toDays ? silent('too-long-ago', { agoDays, most: toDays }) : one;
  });
  const reasons = results.flatMap((one) => (isSilent(one) ? one : []));
  return results.find((one): one is Found => !isSilent(one)) ?? furthest(reasons, noEntry) ?? silent('nothing-found');
}

/** The day of the event: its onset, else its recording; undefined where an onset is recorded that can't be used. */
function dayOf({ onset, onsetUnclear, recorded }: Condition): Day | undefined {
  return onsetUnclear ? undefined : (onset ?? recorded);
}

/** The latest loss of a pregnancy; there is none on a man's record. */
function lossOf(history: History): Found | NoEntry {
  const entries = problemsOf(history, ['pregnancy-loss']);
  if (entries.length === 0) return silent('nothing-found');
  if (history.person.gender === 'male') return silent('recorded-as-male');
  const entry = latest(entries, dayNoted);
  return entry === undefined ? silent('day-not-recorded') : foundOn('pregnancy-loss', entry);
}

/** The first entry ever of infertility, unless it was recorded in a visit here: then it has been spoken of. */
function infertilityOf(history: History, opening: Opening): Found | NoEntry {
  const entry = firstProblem(history, ['infertility'], 0);
  if (isSilent(entry)) return entry;
  return mayHaveRecordedHere(history, entry, opening) ? silent('recorded-in-visit') : foundOn('infertility', entry);
}

function foundOn(kind: Found['kind'], entry: Condition): Found | NoEntry {
  const day = dayOf(entry);
  return day === undefined ? silent('onset-unclear') : { kind, entry, day };
}

/** The user recorded it, or saw the person when it was recorded. */
function isOf(user: string, { recordedBy, contact }: Condition, { contacts }: History): boolean {
  return recordedBy.includes(user) || contacts.some((one) => one.reference === contact && one.clinician === user);
}

/** That a pregnancy may go on, or have begun or ended well since, or that it may have been a termination. */
function whyOtherwise(
  { cautions, conditions }: History,
  day: Day,
  since: Day,
  { asOf }: Opening,
  { terminationDays, pregnancyDays }: Thresholds,
): Silence<(typeof otherwise)[number]> | undefined {
  const mayGoOn = conditions.some((one) => {
    const began = one.onset ?? one.recorded ?? asOf;
    return one.active && one.groups.includes('pregnancy') && asOf - began <= pregnancyDays;
  });
  if (mayGoOn) return silent('pregnancy-goes-on');
  if (hasCautionWithin(cautions, ['pregnancy', 'birth'], since + 1, Number.POSITIVE_INFINITY))
    return silent('pregnancy-since');
  const isTermination = hasCautionWithin(cautions, ['termination'], day - terminationDays, since + terminationDays);
  return isTermination ? silent('termination') : undefined;
}
