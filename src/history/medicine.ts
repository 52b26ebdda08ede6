import type { Day } from './calendar.ts';

/** One medicine, joined over its orders by code or ingredient. */
export interface Medicine {
  /** What makes successive orders the same medicine; stable. */
  readonly key: string;
  /** As the record calls it. */
  readonly name: string | undefined;
  /** Names of the code sets that it is in, such as `antidepressant`. */
  readonly groups: readonly string[];
  /** Oldest first. */
  readonly orders: readonly Order[];
  /** What was handed over; where nothing is dispensed, what was issued. Oldest first, one a day. */
  readonly supplies: readonly Supply[];
  /** Day of its latest order or supply that may only silence: one that was cancelled, or that nobody may be told of. */
  readonly withheldUntil?: Day;
}

/** One order, or the plan under which others are issued; its issues are supplies and no orders. */
export interface Order {
  readonly reference: string;
  readonly authored: Day | undefined;
  readonly state: 'active' | 'on-hold' | 'stopped' | 'completed';
  /** Day from which it no longer holds, where recorded. */
  readonly ended: Day | undefined;
  /** Taken continuously, or on repeat. */
  readonly repeat: boolean;
  readonly asNeeded: boolean;
  /** Issued in batches that the pharmacy keeps (repeat dispensing): later collections leave no issue. */
  readonly batch: boolean;
}

/** One supply. */
export interface Supply {
  readonly reference: string;
  readonly day: Day;
  /** For how many days it lasts; undefined where the record does not say. */
  readonly days: number | undefined;
}
