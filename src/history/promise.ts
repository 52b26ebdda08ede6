import type { Day } from './calendar.ts';

/** What was promised: to call back, to tell a result, to send a letter. */
export type PromiseKind = 'call' | 'result' | 'letter';

/** A task of the practice's own to do something that the person was promised. */
export interface PromisedTask {
  /** `Task/<id>` */
  readonly reference: string;
  readonly kind: PromiseKind;
  /** Day on which it was asked for. */
  readonly since: Day | undefined;
  /** Last day by which it was to be done. */
  readonly due: Day;
  /** Day on which it was done or given up; undefined while it is open. */
  readonly closed: Day | undefined;
  /** The days on which something written was sent to the person, whatever it was; in order. */
  readonly letters: readonly Day[];
}
