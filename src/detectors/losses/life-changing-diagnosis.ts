import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { hasMetAnywhere, isHereNow, mayHaveMetHere } from '../../history/meetings.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { type Diagnosis, diagnoses, isKnownLonger, isStagedAsAdvanced } from './diagnoses.ts';
import { firstProblem } from './entries.ts';

/** A diagnosis that changes a life was recorded of late, and nobody here has met the person since. */
export type LifeChangingDiagnosis = {
  /** Undefined where the person may not know of it. */
  readonly diagnosis?: Diagnosis;
  /** Someone has met the person since it was recorded, wherever that was, and may have spoken of it. */
  readonly met: boolean;
  readonly on: IsoDate;
  readonly agoDays: number;
  /** The person is here, in the first visit since. */
  readonly here: boolean;
};

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);
const settings = z.object({
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
const parts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'safeguarding'],
  uses: ['registration', 'medicines'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'life-changing-diagnosis', LifeChangingDiagnosis>;
type Entry = NonNullable<ReturnType<typeof firstProblem>>;

/** H3: the first entry ever of a diagnosis that changes a life, and no visit here since. */
export const lifeChangingDiagnosis = detector({
  code: 'life-changing-diagnosis',
  mark: 'H3',
  version: 1,
  audience: { children: true, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 3,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (history.safeguarding.length > 0) return undefined;
    const isTidyUp = tidyUpDays(history, thresholds);
    const found = diagnoses
      .flatMap((diagnosis) => {
        const entry = firstProblem(history, [diagnosis.set], thresholds.mentionDays);
        if (entry === undefined || isTidyUp(entry.recorded) || !isNew(entry, history, opening, thresholds)) return [];
        return isKnownLonger(diagnosis, entry, history, thresholds.mentionDays) ? [] : [{ set: diagnosis.set, entry }];
      })
      .sort((a, b) => b.entry.recorded - a.entry.recorded)
      .find(({ entry }) => !mayHaveMetHere(history, Math.max(entry.recorded, entry.onset ?? 0), opening));
    if (found === undefined) return undefined;
    const { set, entry } = found;
    const { recorded, reference } = entry;
    const met = hasMetAnywhere(history, recorded, opening);
    const isAdvanced = met && isStagedAsAdvanced(set, entry, history, thresholds.stageDays);
    return {
      code: 'life-changing-diagnosis',
      facts: {
        ...(met && { diagnosis: set }),
        met,
        on: isoDay(recorded),
        agoDays: opening.asOf - recorded,
        here: isHereNow(history, opening),
      },
      counted: [reference],
      notCounted: [],
      span: { from: recorded, to: recorded },
      number: 1,
      unit: met ? 'diagnoses' : 'entries',
      changeKey: reference,
      // D3: no card says how far it has spread; that only lets this one come earlier.
      ...(isAdvanced && { justAfter: 'pregnancy-loss' }),
    };
  },
});

/** Recorded lately, not long after it began, and neither when the person had just come here nor as over. */
function isNew(entry: Entry, history: History, { asOf }: Opening, thresholds: Thresholds): boolean {
  const { recorded, onset, onsetUnclear } = entry;
  const { fromDays, toDays, onsetDays, settlingInDays } = thresholds;
  const registered = observableFrom(history);
  if (asOf - recorded < fromDays || asOf - recorded > toDays || !isSurelyActive(entry)) return false;
  if (onsetUnclear || (onset !== undefined && recorded - onset > onsetDays)) return false;
  return registered !== undefined && recorded - registered > settlingInDays;
}

/** Whether as many problems were recorded on a day as when an old list is copied. */
function tidyUpDays({ conditions }: History, { tidyUp }: Thresholds): (day: Day) => boolean {
  const recordedOn = Map.groupBy(conditions, ({ recorded }) => recorded);
  return (day) => (recordedOn.get(day)?.length ?? 0) >= tidyUp;
}
