import { type Day, months, type RecordedPeriod } from './calendar.ts';
import type { ClinicianKey, Name } from './staff.ts';

export interface Person {
  /** `Patient/<id>` */
  readonly reference: string;
  readonly name: Name | undefined;
  readonly gender: 'female' | 'male' | 'other';
  /** Day of birth; for a year or month only, its middle. */
  readonly born: Day | undefined;
  /** Latest possible day of birth; for a year or month only, its last day. */
  readonly bornBy: Day | undefined;
  /** Recorded as dead, from the earliest possible day; an unreadable value counts as dead. */
  readonly deceased: boolean;
  /** The earliest possible day of the death; undefined where none is recorded, or nothing dates it. */
  readonly deceasedFrom: Day | undefined;
  readonly active: boolean;
  /** Another record replaces this one after a merge. */
  readonly replaced: boolean;
  /** Confidentiality R or V on the patient's own resource. */
  readonly restricted: boolean;
  /** Tag (BCP 47) of the language that the person prefers; undefined where none is recorded, or several alike. */
  readonly preferredLanguage: string | undefined;
  /** Needs an interpreter. */
  readonly needsInterpreter: boolean;
  /** Lives in a care home. */
  readonly careHome: boolean;
  /** In a hospice, or in the last weeks of life. */
  readonly hospice: boolean;
  /** The clinician (not an organisation) whom the record names as this person's own, and since when. */
  readonly namedClinician: ClinicianKey | undefined;
  readonly namedSince: Day | undefined;
  /** Since when the record lists a practice as this person's, without an episode of care; for a month or year, its last day. */
  readonly registeredSince: Day | undefined;
  /** The latest day on which anything in the person's record is dated. */
  readonly lastRecorded: Day | undefined;
}

export interface Registration {
  /** Start of the registration at this practice, where recorded; for a month or year, its last day. */
  readonly since: Day | undefined;
  /** A student's or temporary registration. */
  readonly temporary: boolean;
  readonly careManager: ClinicianKey | undefined;
}

/** A care team of this person; `from` and `to` are its first and last day. */
export interface Team extends RecordedPeriod {
  readonly reference: string;
  readonly members: readonly ClinicianKey[];
  readonly lead: ClinicianKey | undefined;
}

/** Whether someone is at least so old on a day. What an unknown birth day means depends on the question: `ifUnknown`. */
export function hasReachedAge(born: Day | undefined, years: number, on: Day, ifUnknown: boolean): boolean {
  return born === undefined ? ifUnknown : on - born >= months(12 * years);
}
