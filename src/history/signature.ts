import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** An illness signature that was written down: an active plan with the signs that this person and a clinician agreed on. */
export interface SharedSignature {
  readonly reference: string;
  readonly written: Day | undefined;
  readonly author: ClinicianKey | undefined;
  /** The person is its author or a contributor. */
  readonly together: boolean;
  /** The person's own words. */
  readonly words: string | undefined;
  readonly minSigns: number;
  readonly windowDays: number;
  /** Names of the code sets of the conditions that it addresses. */
  readonly groups: readonly string[];
  readonly signs: readonly Sign[];
}

/** One agreed sign. */
export interface Sign {
  readonly text: string;
  /** The detection that is the sign, by its code; undefined where the sign is data. */
  readonly detection: string | undefined;
  /** The sign counts within this many days before now, if its own filter says so. */
  readonly withinDays: number | undefined;
  /** Every occurrence in the record; of a sign with several requirements each has several resources. */
  readonly seen: readonly { readonly references: readonly string[]; readonly day: Day }[];
}
