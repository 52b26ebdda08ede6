import type { Day } from './calendar.ts';

/** One medicine, joined over its orders by code or ingredient. */
export interface Medicine {
  /** What makes successive orders the same medicine; stable. */
  readonly key: string;
  /** As the record calls it. */
  readonly name: string | undefined;
  /** Names of the code sets that contain it, for example `antidepressant`. */
  readonly groups: readonly string[];
  /** Oldest first. */
  readonly orders: readonly Order[];
  /** What was handed over; where nothing is dispensed, what was issued. Oldest first, one a day. */
  readonly supplies: readonly Supply[];
  /** Day of its latest cancelled or restricted order or supply, which may only suppress findings. */
  readonly withheldUntil?: Day;
}

/** One order, or the plan under which others are issued: its issues count as supplies, not as orders. */
export interface Order {
  readonly reference: string;
  readonly authored: Day | undefined;
  readonly state: 'active' | 'on-hold' | 'stopped' | 'completed';
  /** First day on which it is no longer valid, where recorded. */
  readonly ended: Day | undefined;
  /** Taken continuously, or on repeat. */
  readonly repeat: boolean;
  readonly asNeeded: boolean;
  /** Repeat dispensing: the pharmacy holds a batch of issues, so later collections leave no trace. */
  readonly batch: boolean;
}

/** One supply. */
export interface Supply {
  readonly reference: string;
  readonly day: Day;
  /** How many days it lasts, where recorded. */
  readonly days: number | undefined;
}
