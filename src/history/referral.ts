import type { Day } from './calendar.ts';

/** One result that the record links to a referral: a visit to the specialist, or a finding sent back. */
export interface ReferralResult {
  readonly references: readonly string[];
  readonly day: Day | undefined;
  /** It names a disease; otherwise only symptoms, or that nothing was found. */
  readonly disease: boolean;
}

/** One referral to a specialist or another service, recorded or only drafted. */
export interface Referral {
  readonly reference: string;
  /** Day on which it was asked for. */
  readonly day: Day | undefined;
  /** Names of the code sets that contain its reasons and its own words. */
  readonly groups: readonly string[];
  /** The code sets of each reason given (empty for an unreadable one); no entries where no reason is given. */
  readonly reasons: readonly (readonly string[])[];
  /** Its priority is above routine, or it is on a pathway for suspected cancer. */
  readonly urgent: boolean;
  /** Not completed or cancelled. */
  readonly open: boolean;
  /** Oldest first. */
  readonly results: readonly ReferralResult[];
}

/** A test result that is marked, or by its reference range known, as normal or not. */
export interface Investigation {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly normal: boolean;
}
