import type { Day, OnKnownDay } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** One appointment. */
export interface Booking {
  readonly reference: string;
  readonly day: Day | undefined;
  /** Of a `restricted` one nothing but the day is known: nobody is told of it, it may only silence. */
  readonly state: 'proposed' | 'pending' | 'booked' | 'attended' | 'missed' | 'cancelled' | 'restricted';
  /** Who cancelled, or did not come, where the record says so; `practice` also for a missed one that the practice missed. */
  readonly by: 'person' | 'practice' | undefined;
  readonly clinicians: readonly ClinicianKey[];
  /** Someone else of the staff takes part whose role was not read: it may be anyone. */
  readonly unreadClinician: boolean;
  readonly walkIn: boolean;
  /** A duty, urgent or out-of-hours session. */
  readonly duty: boolean;
  /** Day on which it was made. */
  readonly created: Day | undefined;
  /** Made less than 24 hours before. */
  readonly shortNotice: boolean;
  /** An interpreter takes part. */
  readonly interpreter: boolean;
  /** What it is about, for matching with invitations: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  readonly series: string | undefined;
}

/** An appointment on a known day. */
export type DatedBooking = OnKnownDay<Booking>;

/** An appointment that is about to be booked: it is in no record yet. */
export interface Proposal extends Booking {
  /** Instant of the start in ms since 1970, where the proposal gives a time. */
  readonly startsAt: number | undefined;
  /** It came with an id; without one its `reference` names nothing that a reader could find. */
  readonly identified: boolean;
}
