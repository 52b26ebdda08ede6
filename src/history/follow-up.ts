import type { Day } from './calendar.ts';

/** Something that was begun because a card suggested it, or that was declined. */
export interface FollowUp {
  readonly reference: string;
  /** The detection whose card it follows, by its code. */
  readonly detection: string;
  readonly state: 'open' | 'done' | 'declined';
  /** Day on which it was begun. */
  readonly since: Day | undefined;
  /** Day on which it was done or declined, where recorded. */
  readonly closed: Day | undefined;
}
