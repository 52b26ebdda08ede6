import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** An illness signature that was written down: an active plan with the signs that this person and a clinician agreed on. */
export interface SharedSignature {
  readonly reference: string;
  readonly written: Day | undefined;
  readonly author: ClinicianKey | undefined;
  /** The person is the author or a contributor. */
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
  /** Days back from now within which it counts, where the sign says so itself. */
  readonly withinDays: number | undefined;
  /** Every resource that is the sign, whenever: several in one entry where only all of them together are. */
  readonly seen: readonly { readonly references: readonly string[]; readonly day: Day }[];
}
