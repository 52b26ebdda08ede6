import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { hasMetAnywhere, isHereNow, mayHaveMetHere } from '../../history/meetings.ts';
import { detector, type Finding } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { type Diagnosis, diagnoses, isStagedAsAdvanced } from './diagnoses.ts';
import type { FirstProblem } from './entries.ts';
import { newEntry, notNew, parts, settings } from './new-diagnosis.ts';

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

const silences = [...notNew, 'met-since', 'safeguarding'] as const;
type Result = Finding<'life-changing-diagnosis', LifeChangingDiagnosis> | Silence<(typeof silences)[number]>;

/** H3: the first entry ever of a diagnosis that changes a life, and no visit here since. */
export const lifeChangingDiagnosis = detector({
  code: 'life-changing-diagnosis',
  mark: 'H3',
  version: 1,
  audience: { children: true, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 3,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const entries = diagnoses.map((rule) => newEntry(rule, history, opening, thresholds));
    const latestFirst = entries
      .flatMap((one) => (isSilent(one) ? [] : one))
      .sort((a, b) => b.entry.recorded - a.entry.recorded);
    const [latest] = latestFirst;
    if (latest === undefined) {
      const reasons = entries.flatMap((one) => (isSilent(one) ? one : []));
      return furthest(reasons, silences) ?? silent('nothing-found');
    }
    const found = latestFirst.find(({ entry }) => !mayHaveMetHere(history, spokenOfAfter(entry), opening));
    if (found === undefined) return silent('met-since', { since: isoDay(spokenOfAfter(latest.entry)) });
    if (history.safeguarding.length > 0) return silent('safeguarding');
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

/** A meeting on a later day may have been about it. */
function spokenOfAfter({ recorded, onset }: FirstProblem): Day {
  return Math.max(recorded, onset ?? 0);
}
