import { type Day, months, type RecordedPeriod } from './calendar.ts';
import type { ClinicianKey, Name } from './staff.ts';

export interface Person {
  /** `Patient/<id>` */
  readonly reference: string;
  readonly name: Name | undefined;
  readonly gender: 'female' | 'male' | 'other';
  /** Birth day; a year or year-month counts as its middle. */
  readonly born: Day | undefined;
  /** The last day on which they may have been born: of a year or year-month its last. */
  readonly bornBy: Day | undefined;
  /** From the first day that the record can mean; what can't be read counts as dead. */
  readonly deceased: boolean;
  readonly active: boolean;
  /** Another record is used in the place of this one, after a merge. */
  readonly replaced: boolean;
  /** Confidentiality R or V on the patient's own resource. */
  readonly restricted: boolean;
  /** Needs an interpreter. */
  readonly needsInterpreter: boolean;
  /** Lives in a care home. */
  readonly careHome: boolean;
  /** Is cared for in a hospice or is in the last weeks of life. */
  readonly hospice: boolean;
  /** Clinician named in the record as this person's own (not an organisation), and since when. */
  readonly namedClinician: ClinicianKey | undefined;
  readonly namedSince: Day | undefined;
  /** Since when the record lists a practice as this person's, without an episode of care; of a month or year its last day. */
  readonly registeredSince: Day | undefined;
  /** The latest day on which anything of the person is dated in the record, of whatever kind. */
  readonly lastRecorded: Day | undefined;
}

export interface Registration {
  /** Start of the registration at this practice, where recorded; of a month or year its last day. */
  readonly since: Day | undefined;
  /** A student's or temporary registration. */
  readonly temporary: boolean;
  readonly careManager: ClinicianKey | undefined;
}

/** A care team of this person; from and to its first and last day. */
export interface Team extends RecordedPeriod {
  readonly reference: string;
  readonly members: readonly ClinicianKey[];
  readonly lead: ClinicianKey | undefined;
}

/** Whether someone is at least so old on a day. What an unknown birth day means depends on the question: `ifUnknown`. */
export function hasReachedAge(born: Day | undefined, years: number, on: Day, ifUnknown: boolean): boolean {
  return born === undefined ? ifUnknown : on - born >= months(12 * years);
}
