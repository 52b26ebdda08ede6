import type { Day } from './calendar.ts';

/** One invitation to a review, a screening or a vaccination. */
export interface Invitation {
  readonly reference: string;
  /** Day on which it was sent or asked for. */
  readonly day: Day | undefined;
  /** Topics, for matching with answers: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  /** Purpose, in the record's words or as the name of its recall set; undefined for a reminder without any. */
  readonly what: string | undefined;
  /** How and when the invitation itself ended; undefined while it is open. */
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
