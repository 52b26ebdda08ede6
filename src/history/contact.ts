import type { Day } from './calendar.ts';
import type { ExclusionReason } from './exclusion.ts';
import type { ClinicianKey } from './staff.ts';

/** Where and how an encounter took place. */
export type Setting = 'practice' | 'home' | 'field' | 'remote' | 'emergency' | 'inpatient' | 'other' | 'unknown';

/** One encounter. */
export interface Contact {
  /** `Encounter/<id>`, what a card's evidence names. */
  readonly reference: string;
  /** Local day of `period.start`; undefined when missing or coarser than a day. */
  readonly day: Day | undefined;
  /** Instant of the start in ms since 1970, where the record gives a time. */
  readonly startedAt: number | undefined;
  /** Local day of the end, where recorded: the last day of a hospital stay. */
  readonly until: Day | undefined;
  readonly state: 'finished' | 'underway';
  readonly setting: Setting;
  /** Who saw the person; undefined when no person is recorded (then `excluded` says why). */
  readonly clinician: ClinicianKey | undefined;
  /** At the home practice, its sites or the organisation it is part of; an unrecorded provider counts as here. */
  readonly here: boolean;
  /** Reference of the organisation, where recorded. */
  readonly organisation: string | undefined;
  /** Name of the planned series it belongs to by code or words, if any. */
  readonly series: string | undefined;
  /** Reasons as `system|code`, for the interval rule of 1.4. */
  readonly reasons: readonly string[];
  /** Names of the code sets that its reasons and diagnoses are in: conditions, symptom groups. */
  readonly groups: readonly string[];
  /** What it was about, for matching with invitations: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  /** A duty, urgent or out-of-hours session. */
  readonly duty: boolean;
  /** An emergency attendance, or a stay that began as an emergency admission. */
  readonly unplanned: boolean;
  /** Booked over 28 days ahead: a planned visit, which tells nothing of a person's own rhythm. */
  readonly bookedAhead: boolean;
  /** Priority urgent, or a same-day walk-in appointment. */
  readonly urgent: boolean;
  /** What the record itself says against counting it, whatever the day and the question. */
  readonly excluded: ExclusionReason | undefined;
}
