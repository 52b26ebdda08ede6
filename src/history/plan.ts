import type { Day } from './calendar.ts';

/** Something that is to be done for the person. */
export interface OpenPlan {
  readonly reference: string;
  readonly kind: 'task' | 'referral' | 'activity';
  /** Day on which it was asked for. */
  readonly since: Day | undefined;
  /** Day on which it was done or given up; undefined while it is open. */
  readonly closed: Day | undefined;
  readonly due: Day | undefined;
}
