import { z } from 'zod';
import { isoDay } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import type { SeenBy } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { type Diagnosis, type DiagnosisRule, knownLonger, whyKnownLonger } from './diagnoses.ts';
import { type FirstProblem, firstProblem, noFirstProblem } from './entries.ts';

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);
/** Thresholds of H3. */
export const settings = z.object({
  fromDays: days(7, 'Days after its recording from which a diagnosis is shown'),
  toDays: days(120, 'Days after its recording until which it is shown'),
  mentionDays: days(
    183,
    'Days before its recording beyond which an earlier mention, or a medicine for it, shows that it was known',
  ),
  onsetDays: days(365, 'Days from onset to recording beyond which it is no new illness'),
  settlingInDays: days(30, 'Days from registration in which old problems are written down'),
  tidyUp: z.int().min(2).default(5).describe('Problems recorded on one day from which that was tidying up'),
  stageDays: days(90, 'Days to either side within which an advanced stage of a cancer raises the place of the card'),
});
type Thresholds = z.output<typeof settings>;
export const parts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'safeguarding'],
  uses: ['registration', 'medicines'],
} as const;
type History = SeenBy<typeof parts>;
/** Reasons why there is no new diagnosis. */
export const notNew = [
  ...noFirstProblem,
  'too-recent',
  'too-long-ago',
  'tidying-up',
  'not-active',
  'onset-unclear',
  'long-since-onset',
  'settling-in',
  ...knownLonger,
] as const;
type NotNew = Silence<(typeof notNew)[number]>;

/** The first entry ever of a diagnosis, where it is a new one. */
export function newEntry(
  rule: DiagnosisRule,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): { readonly set: Diagnosis; readonly entry: FirstProblem } | NotNew {
  const entry = firstProblem(history, [rule.set], thresholds.mentionDays);
  if (isSilent(entry)) return entry;
  const silence =
    whyNotNew(entry, history, opening, thresholds) ?? whyKnownLonger(rule, entry, history, thresholds.mentionDays);
  return silence ?? { set: rule.set, entry };
}

/** Why it is not new: not recorded lately, or with an old list that was copied, as over, or long after it began. */
function whyNotNew(
  entry: FirstProblem,
  history: History,
  { asOf }: Opening,
  thresholds: Thresholds,
): NotNew | undefined {
  const { recorded, onset, onsetUnclear } = entry;
  const { fromDays, toDays, onsetDays, settlingInDays, tidyUp } = thresholds;
  const agoDays = asOf - recorded;
  if (agoDays < fromDays) return silent('too-recent', { agoDays, needs: fromDays });
  if (agoDays > toDays) return silent('too-long-ago', { agoDays, most: toDays });
  const problems = history.conditions.filter((one) => one.recorded === recorded).length;
  if (problems >= tidyUp) return silent('tidying-up', { problems, below: tidyUp });
  if (!isSurelyActive(entry)) return silent('not-active');
  if (onsetUnclear) return silent('onset-unclear');
  if (onset !== undefined && recorded - onset > onsetDays)
    return silent('long-since-onset', { lastedDays: recorded - onset, most: onsetDays });
  const registered = observableFrom(history) ?? recorded;
  if (recorded - registered > settlingInDays) return undefined;
  return silent('settling-in', { on: isoDay(recorded), registered: isoDay(registered), most: settlingInDays });
}
