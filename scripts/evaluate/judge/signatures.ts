import { knownParts } from '#src/detectors/run.ts';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { materialOf, signatureOf } from '#src/detectors/signature/learn.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import { isSilent } from '#src/detectors/silence.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import { leaveOneOut } from './leave-one-out.ts';
import type { MappedLife } from './open.ts';

/** Whether a signature is learned from one life. */
export interface Learning {
  readonly atTheEnd: boolean;
  /** At some weekly opening; not evaluated for lives with true signs. */
  readonly ever: boolean;
}

/** The signatures learned from one life. */
export interface Signatures extends Learning {
  /** With looser thresholds than those that are shipped. */
  readonly looser: Learning;
  /** Leave-one-out result at the last opening. */
  readonly leaveOneOut: { readonly flagged: number; readonly of: number };
}

const shipped = settings.parse({});
/** Thresholds with more room for chance. */
export const looser = settings.parse({ alpha: 0.03, alphaSeason: [0.06, 0.03, 0.02] });
const msPerDay = 86_400_000;

/** Signatures of the conditions that the synthetic lives have. */
export function signaturesOf({ life, reading }: MappedLife): Signatures {
  const last = learnedOn(reading, life.openings.at(-1)?.day ?? 0);
  const watched = life.truth.next === undefined ? life.openings : [];
  const each = watched.map(({ day }) => learnedOn(reading, day));
  const results = last.signatures.map((one) => leaveOneOut(one, shipped));
  return {
    atTheEnd: last.signatures.length > 0,
    ever: each.some(({ signatures }) => signatures.length > 0),
    looser: { atTheEnd: last.isLearnedLooser, ever: each.some(({ isLearnedLooser }) => isLearnedLooser) },
    leaveOneOut: {
      flagged: results.reduce((sum, { flagged }) => sum + flagged, 0),
      of: results.reduce((sum, one) => sum + one.of, 0),
    },
  };
}

/** The signatures that can be learned on a day; whatever is learned is learned with the looser thresholds as well. */
function learnedOn(reading: Reading, day: Day) {
  const history = knownParts(asKnownOn(reading, day));
  const now = day * msPerDay + msPerDay / 2;
  const materials = [conditions.depression, conditions.asthma]
    .map((row) => materialOf(history, row, day, now, shipped))
    .flatMap((one) => (isSilent(one) ? [] : one))
    .filter((one) => signatureOf(one, looser) !== undefined);
  return {
    isLearnedLooser: materials.length > 0,
    signatures: materials.flatMap((one) => signatureOf(one, shipped) ?? []),
  };
}
