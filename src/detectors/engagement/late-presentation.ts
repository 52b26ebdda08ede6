import { z } from 'zod';
import { type Day, lastMonths } from '../../history/calendar.ts';
import type { Condition } from '../../history/history.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';

/** `late` of the last `of` problems had existed for a long time before they were recorded. */
export type LatePresentation = {
  readonly late: number;
  readonly of: number;
  /** Days from onset to record of the late ones, oldest first. */
  readonly intervals: readonly number[];
  /** Each of the late ones had existed for more than this number of days. */
  readonly overDays: number;
};

const settings = z.object({
  months: z.int().min(1).default(60).describe('Months over which problems are looked at'),
  lateDays: z.int().min(1).default(90).describe('Days from onset to record beyond which a problem came late'),
  alarmLateDays: z.int().min(1).default(30).describe('The same for alarm symptoms'),
  longestDays: z.int().min(1).default(730).describe('Days from onset beyond which the onset is not believed'),
  apartDays: z.int().min(0).default(90).describe('Least days between the records of two episodes'),
  tidyUp: z.int().min(2).default(5).describe('Problems recorded on one day from which that was tidying up'),
  settlingInDays: z.int().min(0).default(30).describe('Days from registration in which old problems are written down'),
  lateOfThree: z.int().min(1).max(3).default(2).describe('Least late ones of the last three problems'),
  lateOfFive: z
    .int()
    .min(1)
    .max(5)
    .default(3)
    .describe('Least late ones of the last five, where not of the last three'),
  minEpisodes: z.int().min(1).default(3).describe('Least episodes whose onset is before their record'),
});
type Thresholds = z.output<typeof settings>;
const longestMonth = 30;
const parts = { needs: ['person', 'conditions'], uses: ['registration'] } as const;
type History = SeenBy<typeof parts>;
const silences = ['too-few-problems', 'onsets-as-recorded', 'few-were-late'] as const;
type Result = Finding<'late-presentation', LatePresentation> | Silence<(typeof silences)[number]>;

/** A new problem, and how long it had existed when it was recorded. */
interface Episode {
  readonly reference: string;
  readonly recorded: Day;
  readonly interval: number;
  readonly limit: number;
}

/** D1: repeatedly, problems had existed for a long time before they were recorded. */
export const latePresentation = detector({
  code: 'late-presentation',
  mark: 'D1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  supersededBy: { codes: ['quiet-pattern'], sameClinician: false },
  ...parts,
  lookBackMonths: 24,
  settings,
  silences,
  detect(history, { asOf }, thresholds): Result {
    const all = episodes(history, asOf, thresholds);
    const needs = thresholds.minEpisodes;
    if (all.length < needs) return silent('too-few-problems', { problems: all.length, needs });
    // Most records copy the day of recording into the onset, and then do not show how long anything took.
    const earlier = all.filter(({ interval }) => interval > 0).length;
    if (earlier < needs) return silent('onsets-as-recorded', { problems: earlier, of: all.length, needs });
    const last = pattern(all, thresholds);
    if (isSilent(last)) return last;
    const late = last.filter(isLate);
    return {
      code: 'late-presentation',
      facts: {
        late: late.length,
        of: last.length,
        intervals: late.map(({ interval }) => interval),
        overDays: Math.min(...late.map(({ limit }) => limit)),
      },
      counted: last.map(({ reference }) => reference),
      notCounted: [],
      span: { from: last[0]?.recorded ?? asOf, to: last.at(-1)?.recorded ?? asOf },
      number: last.length,
      unit: 'problems',
      changeKey: late.at(-1)?.reference ?? history.person.reference,
    };
  },
});

const isLate = ({ interval, limit }: Episode) => interval > limit;

/**
 * The latest episodes, if enough of them were late: two of three or three of five. If one in ten is late by chance, these
 * have probabilities of .028 and .009, whereas two of four or of five would have more than .05.
 */
function pattern(
  all: readonly Episode[],
  { lateOfThree, lateOfFive }: Thresholds,
): readonly Episode[] | Silence<'few-were-late'> {
  const [three, five] = [all.slice(-3), all.slice(-5)];
  const [late, lateInFive] = [three.filter(isLate).length, five.filter(isLate).length];
  if (three.length === 3 && late >= lateOfThree) return three;
  if (lateInFive >= lateOfFive) return five;
  return silent('few-were-late', { late, of: three.length, needs: lateOfThree, lateInFive, needsInFive: lateOfFive });
}

/** New problems of the look-back, oldest first; one recorded soon after another belongs to the same episode. */
function episodes({ conditions, registration, person }: History, asOf: Day, thresholds: Thresholds): Episode[] {
  const registered = registration?.since ?? person.registeredSince;
  const recordedOn = Map.groupBy(conditions, ({ recorded }) => recorded);
  const isTidyUp = (recorded: Day) => (recordedOn.get(recorded)?.length ?? 0) >= thresholds.tidyUp;
  const isSettlingIn = (recorded: Day) =>
    registered !== undefined && recorded - registered <= thresholds.settlingInDays;
  const { from } = lastMonths(asOf, thresholds.months);
  const apart: Episode[] = [];
  const found = conditions
    .flatMap((one) => episodeOf(one, thresholds))
    .filter(({ recorded }) => recorded >= from)
    .filter(({ recorded }) => !isTidyUp(recorded) && !isSettlingIn(recorded))
    .toSorted((a, b) => a.recorded - b.recorded || b.interval - a.interval);
  for (const one of found) {
    const before = apart.at(-1);
    if (before === undefined || one.recorded - before.recorded >= thresholds.apartDays) apart.push(one);
  }
  return apart;
}

function episodeOf(condition: Condition, { lateDays, alarmLateDays, longestDays }: Thresholds): Episode[] {
  const { reference, recorded, onset, onsetExact, review, tentative, groups } = condition;
  if (recorded === undefined || onset === undefined || review || tentative) return [];
  const interval = recorded - onset;
  // An onset given as a month is its last day, so a problem recorded within that month was in time.
  const earliest = onsetExact ? 0 : -longestMonth;
  if (interval < earliest || interval > longestDays) return [];
  return [{ reference, recorded, interval, limit: groups.includes('alarm-symptom') ? alarmLateDays : lateDays }];
}
