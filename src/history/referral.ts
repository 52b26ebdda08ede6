import type { Day } from './calendar.ts';

/** What came of a referral, as far as the record links it: one visit to the specialist, or one finding sent back. */
export interface ReferralResult {
  readonly references: readonly string[];
  readonly day: Day | undefined;
  /** It names a disease; else nothing but symptoms, or that nothing was found. */
  readonly disease: boolean;
}

/** One referral to a specialist or another service, recorded or only drafted. */
export interface Referral {
  readonly reference: string;
  /** Day on which it was asked for. */
  readonly day: Day | undefined;
  /** Names of the code sets that its reasons and its own words are in. */
  readonly groups: readonly string[];
  /** The code sets of each reason that it gives, none for one that can't be read; empty where it gives none. */
  readonly reasons: readonly (readonly string[])[];
  /** Its priority is above routine, or it is on a pathway for suspected cancer. */
  readonly urgent: boolean;
  /** It is not over. */
  readonly open: boolean;
  /** Oldest first. */
  readonly results: readonly ReferralResult[];
}

/** One result of a test that says, or shows by its range, whether it is normal. */
export interface Investigation {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly normal: boolean;
}
