import { knownParts } from '#src/detectors/run.ts';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { type Learned, learn } from '#src/detectors/signature/learn.ts';
import { settings, type Thresholds } from '#src/detectors/signature/settings.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import { leaveOneOut } from './leave-one-out.ts';
import type { MappedLife } from './open.ts';

/** The signatures learned from one life. */
export interface Signatures {
  /** Conditions with a signature, at the last opening. */
  readonly atTheEnd: number;
  /** There was one at some opening; not evaluated for lives with true signs. */
  readonly ever: boolean;
  /** Leave-one-out result at the last opening. */
  readonly leaveOneOut: { readonly flagged: number; readonly of: number };
}

const defaults = settings.parse({});
const msPerDay = 86_400_000;

/** Signatures of the conditions that the synthetic lives have. */
export function signaturesOf({ life, reading }: MappedLife): Signatures {
  const days = life.openings.map(({ day }) => day);
  const last = days.at(-1);
  const learned = last === undefined ? [] : learnedOn(reading, last);
  const results = learned.map((one) => leaveOneOut(one, defaults));
  return {
    atTheEnd: learned.length,
    ever:
      learned.length > 0 || (life.truth.next === undefined && days.some((day) => learnedOn(reading, day).length > 0)),
    leaveOneOut: {
      flagged: results.reduce((sum, { flagged }) => sum + flagged, 0),
      of: results.reduce((sum, one) => sum + one.of, 0),
    },
  };
}

/** The signatures that can be learned on a day for these conditions. */
export function learnedOn(reading: Reading, day: Day, thresholds: Thresholds = defaults): Learned[] {
  const history = knownParts(asKnownOn(reading, day));
  const now = day * msPerDay + msPerDay / 2;
  return [conditions.depression, conditions.asthma].flatMap((row) => learn(history, row, day, now, thresholds) ?? []);
}
