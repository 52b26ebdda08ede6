import type { Day, RecordedPeriod } from './calendar.ts';

/** Stable key of a resolved clinician: the least of the references that were joined. */
export type ClinicianKey = string;

/** A name's parts as the record gives them. */
export interface Name {
  readonly prefix?: string;
  readonly given?: string;
  readonly family?: string;
  /** The whole name as one text, as the record wants it displayed. */
  readonly text?: string;
}

/** What a role is, in words that the detections use. */
export type RoleKind = 'gp' | 'trainee' | 'locum' | 'team' | 'not-clinical' | 'unknown';

/** One PractitionerRole. */
export interface Role {
  readonly reference: string;
  /** Job codes as `system|code`, for 'the same role'. */
  readonly codes: readonly string[];
  /** `trainee` and `locum` are GPs too. */
  readonly kind: RoleKind;
  readonly organisation: string | undefined;
  /** At the home organisation, its sites, or the organisation it is part of. */
  readonly here: boolean;
  readonly active: boolean;
  readonly start: Day | undefined;
  readonly end: Day | undefined;
  /** Recorded absences. */
  readonly away: readonly RecordedPeriod[];
}

/** One person who sees patients, joined from all their ids. */
export interface Clinician {
  readonly key: ClinicianKey;
  /** Every `Practitioner/…`, `PractitionerRole/…` or conditional reference that means this person, sorted. */
  readonly references: readonly string[];
  /** `register|number` of each number that only this person holds, sorted. */
  readonly numbers: readonly string[];
  readonly name: Name | undefined;
  /** A Practitioner resource of this person was read, so that identities could be joined. */
  readonly read: boolean;
  /** `Practitioner.active` as recorded. */
  readonly active: boolean | undefined;
  /** Undefined when no role of this person could be read: 'GP?' and 'still here?' are then unread. */
  readonly roles: readonly Role[] | undefined;
  /** As what other resources named this person when they were written; it tells nothing of today. */
  readonly namedAs?: readonly RoleKind[];
}

/** The home organisation's people. */
export interface Staff {
  /** Everyone with a role here, past or present. */
  readonly here: readonly ClinicianKey[];
}

/** The days of a clinician's recent visits here with anyone, one entry a visit, newest first, and the first day that they cover. */
export interface Activity {
  readonly days: readonly Day[];
  readonly since: Day;
}

/** Whether anyone was seen here in a week. */
export interface PracticeWeek {
  readonly monday: Day;
  readonly seen: boolean;
}
