import type { Day, OnKnownDay } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** One appointment. */
export interface Booking {
  readonly reference: string;
  readonly day: Day | undefined;
  /** Of a `restricted` one only the day is given: it may suppress a finding but never appear in one. */
  readonly state: 'proposed' | 'pending' | 'booked' | 'attended' | 'missed' | 'cancelled' | 'restricted';
  /** Who cancelled or failed to attend, where recorded; `practice` also where it was the practice that missed it. */
  readonly by: 'person' | 'practice' | undefined;
  /** Cancelled because the person was not content with the clinician, or changed to another. */
  readonly changedProvider?: boolean;
  readonly clinicians: readonly ClinicianKey[];
  /** Another participant is staff, but their role was not read: it may be any clinician. */
  readonly unreadClinician: boolean;
  readonly walkIn: boolean;
  /** A duty, urgent or out-of-hours session. */
  readonly duty: boolean;
  /** Day on which it was booked. */
  readonly created: Day | undefined;
  /** Booked less than 24 hours before. */
  readonly shortNotice: boolean;
  /** An interpreter takes part. */
  readonly interpreter: boolean;
  /** Topics, for matching with invitations: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  readonly series: string | undefined;
}

/** An appointment on a known day. */
export type DatedBooking = OnKnownDay<Booking>;

/** An appointment about to be booked, so not in the record yet. */
export interface Proposal extends Booking {
  /** Instant of the start in ms since 1970, where the proposal gives a time. */
  readonly startsAt: number | undefined;
  /** It came with an id; without one, `reference` leads nowhere. */
  readonly identified: boolean;
}
