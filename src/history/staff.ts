import type { Day, RecordedPeriod } from './calendar.ts';

/** Stable key of a clinician: the first, in sort order, of the references that mean this person. */
export type ClinicianKey = string;

/** A name's parts as the record gives them. */
export interface Name {
  readonly prefix?: string;
  readonly given?: string;
  readonly family?: string;
  /** The full name as the record wants it displayed. */
  readonly text?: string;
}

/** The kinds of role that the detections distinguish. */
export type RoleKind = 'gp' | 'trainee' | 'locum' | 'team' | 'not-clinical' | 'unknown';

/** One PractitionerRole. */
export interface Role {
  readonly reference: string;
  /** Job codes as `system|code`, to recognise the same job again. */
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

/** One person who sees patients, under all their ids. */
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
  /** Undefined when no role could be read: whether they are a GP, and still here, is then unknown. */
  readonly roles: readonly Role[] | undefined;
  /** Asked for a card when someone moves away from them (`OPTED_IN`). */
  readonly optedIn?: boolean;
  /** Has died, is suspended or under inquiry: no card names them (`NOT_NAMED`). */
  readonly notNamed?: boolean;
  /** Roles in which other resources named this person at the time of writing; not evidence for today. */
  readonly namedAs?: readonly RoleKind[];
}

/** The home organisation's people. */
export interface Staff {
  /** Everyone with a role here, past or present. */
  readonly here: readonly ClinicianKey[];
}

/** Days of a clinician's recent visits here with anyone: one entry a visit, newest first, complete since `since`. */
export interface Activity {
  readonly days: readonly Day[];
  readonly since: Day;
}

/** Whether anyone was seen here in a week, by the whole practice or by one clinician. */
export interface PracticeWeek {
  readonly monday: Day;
  readonly seen: boolean;
}
