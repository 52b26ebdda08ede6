import type { Code } from '../detectors/index.ts';
import type { QuietReason } from './quieting.ts';
import type { AudienceExclusion, SuppressionReason, UserExclusion } from './suppression.ts';

/** Why something is not said about a clinician. */
export type NotDisclosed = 'not-named' | 'unannounced';

/**
 * Why a finding is not shown. `another-finding`: a finding of another detection supersedes it; `rests-on-a-no`: someone has
 * said no, for everyone, to what it rests on, or that is retired; `retired`: its detection is, in this tenant.
 */
export type Reason =
  | SuppressionReason
  | AudienceExclusion
  | NotDisclosed
  | 'rests-on-a-no'
  | 'retired'
  | UserExclusion
  | 'another-finding'
  | `quiet-${QuietReason}`
  | 'budget'
  | 'over-limit';

/** A finding that is not shown. */
export interface Held {
  readonly code: Code;
  readonly why: Reason;
  /** When the quiet time ends, in ms since 1970, if it does. */
  readonly until?: number;
}

/** Detections of which nobody learns but by their card: that there was anything to find would already tell it. */
const neverNamed: ReadonlySet<string> = new Set<Code>(['pregnancy-loss', 'child-in-hospital']);

/** Whether it may be named that a finding is held back for this reason. Where not, the bare fact would disclose it. */
const isNameable = {
  deceased: true,
  inactive: true,
  replaced: true,
  restricted: false,
  'patient-side-user': false,
  'emergency-visit': true,
  'user-elsewhere': false,
  'user-not-clinical': false,
  'user-locum': false,
  child: false,
  'care-home': false,
  hospice: false,
  'not-named': false,
  unannounced: false,
  'rests-on-a-no': true,
  retired: true,
  'another-finding': true,
  'quiet-shown': true,
  'quiet-answered': true,
  'quiet-accepted': true,
  'quiet-already-known': true,
  'quiet-not-now': true,
  'quiet-not-right-for-this-person': true,
  'quiet-facts-wrong': true,
  'quiet-unkind-wording': true,
  'quiet-other': true,
  budget: true,
  'over-limit': true,
} as const satisfies Readonly<Record<Reason, boolean>>;

/** A reason that may be named. */
export type NameableReason = { [R in Reason]: (typeof isNameable)[R] extends true ? R : never }[Reason];

/** A finding of which it may be named that, and why, it is not shown. */
export interface NameableHeld extends Held {
  readonly why: NameableReason;
}

/** Whether a reason may be named. */
export function isNameableReason(why: Reason): why is NameableReason {
  return isNameable[why];
}

/** Whether it may be named that this detection found something, and why that is held back. */
export function mayBeNamed(code: string, why?: Reason): boolean {
  return !neverNamed.has(code) && (why === undefined || isNameableReason(why));
}

/** Whether it may be named that this finding is held back. */
export function isNameableHeld(held: Held): held is NameableHeld {
  return mayBeNamed(held.code, held.why);
}
