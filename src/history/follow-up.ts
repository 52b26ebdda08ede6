import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** Something that was begun because a card suggested it, that was declined, or given up: cancelled, or never sent. */
export interface FollowUp {
  readonly reference: string;
  /** The detection whose card it follows, by its code. */
  readonly detection: string;
  readonly state: 'open' | 'done' | 'declined' | 'given-up';
  /** The clinician whom it is about, where that is told. */
  readonly clinician: ClinicianKey | undefined;
  /** Day by which it is to be done. */
  readonly due: Day | undefined;
  /** Day on which it was begun. */
  readonly since: Day | undefined;
  /** Day on which it was done, declined or given up, where recorded. */
  readonly closed: Day | undefined;
}
