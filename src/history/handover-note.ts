import type { Day } from './calendar.ts';
import type { ClinicianKey } from './staff.ts';

/** A note that a clinician wrote, with the person, for whoever comes next. What it says is never read. */
export interface HandoverNote {
  readonly reference: string;
  /** The clinicians who wrote it. */
  readonly clinicians: readonly ClinicianKey[];
  /** The person is one of its authors. */
  readonly together: boolean;
  readonly day: Day | undefined;
  /** Otherwise it is a draft. */
  readonly finished: boolean;
}
