import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** A suggestion of a card that was taken up, declined, or given up (cancelled, or never sent). */
export interface FollowUp {
  readonly reference: string;
  /** Code of the detection whose card made the suggestion. */
  readonly detection: string;
  readonly state: 'open' | 'done' | 'declined' | 'given-up';
  /** The clinician it concerns, where recorded. */
  readonly clinician: ClinicianKey | undefined;
  /** Day by which it is to be done. */
  readonly due: Day | undefined;
  /** Day on which it was begun. */
  readonly since: Day | undefined;
  /** Day on which it was done, declined or given up, where recorded. */
  readonly closed: Day | undefined;
}
