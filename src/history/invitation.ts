import type { Day } from './calendar.ts';

/** One invitation to a review, a screening or a vaccination. */
export interface Invitation {
  readonly reference: string;
  /** Day on which it was sent or asked for. */
  readonly day: Day | undefined;
  /** Kind by which answers are matched: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  /** What it is for, as the record says it or as its recall set is called; undefined where only a reminder is recorded. */
  readonly what: string | undefined;
  /** What became of the invitation itself, and when; undefined while it stands. */
  readonly closed: { readonly as: 'done' | 'declined' | 'withdrawn'; readonly day: Day | undefined } | undefined;
  /** It could not be delivered. */
  readonly bounced: boolean;
}

/** Something that was done, or that the person declined. */
export interface Procedure {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly kinds: readonly string[];
  readonly done: boolean;
}
