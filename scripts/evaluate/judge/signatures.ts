import { knownParts } from '#src/detectors/run.ts';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { type Learned, learn } from '#src/detectors/signature/learn.ts';
import { settings, type Thresholds } from '#src/detectors/signature/settings.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import { leaveOneOut } from './leave-one-out.ts';
import type { Mapped } from './open.ts';

/** What was learned of one person. */
export interface Signatures {
  /** Conditions with a signature, at the last opening. */
  readonly atTheEnd: number;
  /** There was one at some opening; not asked where there are true signs. */
  readonly ever: boolean;
  /** Leaving out one relapse after another, at the last opening. */
  readonly leftOut: { readonly flagged: number; readonly of: number };
}

const shipped = settings.parse({});
const msPerDay = 86_400_000;

/** Signatures of the conditions that the lives have. */
export function signaturesOf({ life, reading }: Mapped): Signatures {
  const days = life.openings.map(({ day }) => day);
  const last = days.at(-1);
  const learned = last === undefined ? [] : learnedOn(reading, last);
  const outs = learned.map((one) => leaveOneOut(one, shipped));
  return {
    atTheEnd: learned.length,
    ever:
      learned.length > 0 || (life.truth.next === undefined && days.some((day) => learnedOn(reading, day).length > 0)),
    leftOut: {
      flagged: outs.reduce((sum, { flagged }) => sum + flagged, 0),
      of: outs.reduce((sum, one) => sum + one.of, 0),
    },
  };
}

/** The signatures of the lives' conditions that can be learned on a day. */
export function learnedOn(reading: Reading, day: Day, thresholds: Thresholds = shipped): Learned[] {
  const history = knownParts(asKnownOn(reading, day));
  const now = day * msPerDay + msPerDay / 2;
  return [conditions.depression, conditions.asthma].flatMap((row) => learn(history, row, day, now, thresholds) ?? []);
}
