import type { Measure } from './cells.ts';
import type { AnswerReason } from './sum-by-code.ts';

/**
 * A number as it is printed. From 1 to 6 it could point at a person and is `<7`; `7+` is at least 7 and not printed, since a
 * smaller one could be worked out with it. 0 stays.
 */
export type Count = number | '<7' | '7+';

/** What an administrator may know of all practices together, without patients, clinicians and series by either. */
export interface Statement {
  /** The openings of charts in each week, oldest first; of a week that has ended, also where its period has not. */
  readonly weeks: readonly { readonly week: string; readonly openings: Count }[];
  /** Periods of four weeks, oldest first. */
  readonly periods: readonly PeriodStatement[];
  /** When the next one is printed, an ISO date. */
  readonly next: string;
  /**
   * Versions of detections that somebody called unkind or whose facts were called wrong, in all that is stored: without a
   * number, so that these can be looked into before their period is over.
   */
  readonly review: readonly { readonly code: string; readonly version: string; readonly reason: string }[];
  /** Detections that are silent in a tenant, named as in the audit; since an ISO date, for an instant would name an answer. */
  readonly retired: readonly {
    readonly code: string;
    readonly tenant: string;
    readonly since: string;
    readonly rule: string;
  }[];
}

/** Counts of four weeks, in all. */
export interface PeriodStatement extends Readonly<Record<Measure, Count>>, Rate {
  /** ISO dates: a Monday, and the Sunday on which it ends. */
  readonly from: string;
  readonly to: string;
  /** Undefined where a week's openings are not printed. */
  readonly openings: number | undefined;
  readonly weeks: readonly ({ readonly week: string; readonly shown: Count } & Rate)[];
  readonly detections: readonly ({ readonly code: string } & Readonly<Record<Measure, Count>> & Rate)[];
  readonly heldBy: readonly HeldCount[];
  readonly answers: readonly { readonly reason: AnswerReason; readonly cards: Count }[];
  readonly review: readonly {
    readonly code: string;
    readonly version: string;
    readonly reason: string;
    readonly cards: Count;
  }[];
  /** What silent detections would have shown and held back: of this nobody saw anything, and nothing above counts it. */
  readonly silent: {
    readonly detections: readonly ({ readonly code: string } & Readonly<
      Record<'found' | 'held' | 'wouldHaveShown', Count>
    >)[];
    readonly heldBy: readonly HeldCount[];
  };
  readonly couldNotTell: readonly ClientStatement[];
}

interface HeldCount {
  readonly rule: string;
  readonly findings: Count;
}

/** In how many openings of a client's charts a part could not be read, so that nothing could be concluded from it. */
export interface ClientStatement {
  /** The client's issuer, or `open`. */
  readonly client: string;
  readonly openings: Count;
  readonly unread: readonly ({ readonly part: string; readonly why: string; readonly openings: Count } & Rate)[];
}

interface Rate {
  /** Of 100 openings, with one decimal; undefined where either number is not printed. */
  readonly per100: number | undefined;
}

export function isPrinted(count: Count | undefined): count is number {
  return typeof count === 'number';
}

/** How many of 100 openings, from printed numbers alone. */
export function per100(count: Count, openings: Count | undefined): number | undefined {
  if (!isPrinted(count) || !isPrinted(openings) || openings === 0) return undefined;
  return Math.round((1000 * count) / openings) / 10;
}
