import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** One appointment. */
export interface Booking {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly state: 'proposed' | 'booked' | 'attended' | 'missed' | 'cancelled';
  /** Who cancelled, or did not come, where the record says so; `practice` also for a missed one that the practice missed. */
  readonly by: 'person' | 'practice' | undefined;
  readonly clinicians: readonly ClinicianKey[];
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
