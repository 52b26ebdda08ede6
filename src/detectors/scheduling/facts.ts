import type { NamedClinician } from '../detector.ts';
import type { IsoDate } from '../facts.ts';
import type { Relapsing } from '../signature/facts.ts';

/** K1. `visits` of the last `of` GP visits were with the usual clinician; what is being booked is with `other`. */
export type BookingElsewhere = {
  readonly clinician: NamedClinician;
  /** The usual clinician is the one who books. */
  readonly you: boolean;
  readonly other: NamedClinician;
  readonly visits: number;
  readonly of: number;
  /** The day that is being booked. */
  readonly on: IsoDate;
};

/** K2. `visits` with the clinician in the past 12 months. */
export type BookingAfterLeaving = {
  readonly clinician: NamedClinician;
  /** The clinician who leaves is the one who books. */
  readonly you: boolean;
  readonly leaves: IsoDate;
  /** `leaves` is before today. */
  readonly gone: boolean;
  readonly visits: number;
  readonly on: IsoDate;
};

/** What makes a next contact matter: a long gap, a late repeat, a pattern of signs that was learned, or signs of a note. */
export type Reason = 'gap' | 'medicine' | 'pattern' | 'note';

/** K3. No visit with `clinician`, nor with the `usual` one, is booked in the next `days` days. */
export type NextContact = {
  /** Who sees the person in this visit; the usual clinician where that is not known or they are about to leave. */
  readonly clinician: NamedClinician;
  readonly you: boolean;
  /** The usual clinician, where that is someone else. */
  readonly usual?: NamedClinician;
  readonly days: number;
  readonly because: Reason;
  /** The last visit before this one, the day on which the medicine ran out, or the latest agreed sign. */
  readonly since?: IsoDate;
};

/** K4. The latest of `relapses` is ending, and no shared note of signs is there. */
export type WriteSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse's record, where it is a problem. */
  readonly relapse?: string;
  readonly relapses: number;
  readonly began: IsoDate;
  /** Recorded end; absent where only time has passed, or no day is given. */
  readonly ended?: IsoDate;
  /** What a note may start from, and before how many of the relapses it was there: what was learned, else the most frequent. */
  readonly signs: readonly { readonly sign: string; readonly before: number }[];
  /** The signs came before relapses more often than chance explains. */
  readonly learned: boolean;
  /** Length of the time before a relapse that is looked at, in days. */
  readonly windowDays: number;
};
