import type { Day } from './calendar.ts';
import type { ExclusionReason } from './exclusion.ts';

/**
 * One person's care as relations: who was seen, when and how, and who those clinicians are.
 * Plain read-only data without FHIR words; every part may be *unread* (see {@link Reading}).
 */
export interface RelationalHistory {
  readonly person: Person;
  /** Every encounter of the person, qualifying or not, oldest first; undated ones last. */
  readonly contacts: readonly Contact[];
  /** Appointments, past and future, oldest first. */
  readonly bookings: readonly Booking[];
  readonly registration: Registration;
  readonly conditions: readonly Condition[];
  readonly teams: readonly Team[];
  /** What is still open for the person: requested tasks, active referrals, scheduled activities of care plans. */
  readonly plans: readonly OpenPlan[];
  /** Who works here, since and until when. Known when the home organisation's staff could be read. */
  readonly roles: Staff;
  /** Latest activity here, with anyone, of the (at most three) most-seen clinicians. */
  readonly activity: ReadonlyMap<ClinicianKey, Activity>;
  /** Every clinician that the other parts name, by key; always known, each says whether it was read. */
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
}

/** A part of history, read as a whole or not at all. */
export type Part = keyof RelationalHistory;

/** Why a part is unread. `incomplete`: some page or entry of it did not come. */
export type UnreadReason = 'not-available' | 'incomplete' | 'refused' | 'timeout' | 'error';

/** What was read of a part: all of it, or nothing that absence may be concluded from. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: UnreadReason };

/** A history as it was read: every part known or unread. */
export type Reading = { readonly [P in Part]: Known<RelationalHistory[P]> };

/** Stable key of a resolved clinician: the least of the references that were joined. */
export type ClinicianKey = string;

/** A name's parts as the record gives them. */
export interface Name {
  readonly prefix?: string;
  readonly given?: string;
  readonly family?: string;
  /** The whole name as one text, where the record gives only that. */
  readonly text?: string;
}

export interface Person {
  /** `Patient/<id>` */
  readonly reference: string;
  readonly name: Name | undefined;
  readonly gender: 'female' | 'male' | 'other';
  /** Birth day; a year or year-month counts as its middle. */
  readonly born: Day | undefined;
  readonly deceased: boolean;
  readonly active: boolean;
  /** Confidentiality R or V on the patient's own resource. */
  readonly restricted: boolean;
  /** Lives in a care home. */
  readonly careHome: boolean;
  /** Is cared for in a hospice or is in the last weeks of life. */
  readonly hospice: boolean;
  /** Clinician named in the record as this person's own (not an organisation), and since when. */
  readonly namedClinician: ClinicianKey | undefined;
  readonly namedSince: Day | undefined;
  /** Since when the record lists a practice as this person's, where it says so without an episode of care. */
  readonly registeredSince: Day | undefined;
}

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
  /** Priority urgent, or a same-day walk-in appointment. */
  readonly urgent: boolean;
  /** What the record itself says against counting it, whatever the day and the question. */
  readonly excluded: ExclusionReason | undefined;
}

/** One appointment. */
export interface Booking {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly state: 'proposed' | 'booked' | 'attended' | 'missed' | 'cancelled';
  readonly clinicians: readonly ClinicianKey[];
  readonly walkIn: boolean;
  /** A duty, urgent or out-of-hours session. */
  readonly duty: boolean;
  /** Day on which it was made. */
  readonly created: Day | undefined;
  readonly series: string | undefined;
}

export interface Registration {
  /** Start of the registration at this practice, where recorded. */
  readonly since: Day | undefined;
  /** A student's or temporary registration. */
  readonly temporary: boolean;
  readonly careManager: ClinicianKey | undefined;
}

/** One condition of the problem list; entered-in-error and refuted ones never get here. */
export interface Condition {
  readonly reference: string;
  /** Names of the code sets that its codes or words are in, such as `diabetes` or `dementia`. */
  readonly groups: readonly string[];
  readonly active: boolean;
  readonly recorded: Day | undefined;
}

export interface Team {
  readonly reference: string;
  readonly members: readonly ClinicianKey[];
  readonly lead: ClinicianKey | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

export interface OpenPlan {
  readonly reference: string;
  readonly kind: 'task' | 'referral' | 'activity';
  readonly due: Day | undefined;
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
  /** Recorded absences; an open side is undefined. */
  readonly away: readonly { readonly from: Day | undefined; readonly to: Day | undefined }[];
}

/** One person who sees patients, joined from all their ids. */
export interface Clinician {
  readonly key: ClinicianKey;
  /** Every `Practitioner/…`, `PractitionerRole/…` or conditional reference that means this person, sorted. */
  readonly references: readonly string[];
  readonly name: Name | undefined;
  /** A Practitioner resource of this person was read, so that identities could be joined. */
  readonly read: boolean;
  /** `Practitioner.active` as recorded. */
  readonly active: boolean | undefined;
  /** Undefined when no role of this person could be read: 'GP?' and 'still here?' are then unread. */
  readonly roles: readonly Role[] | undefined;
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
