import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '../../history/calendar.ts';
import type { Known, Part, UnreadReason } from '../../history/history.ts';
import type { JsonObject } from '../json.ts';
import type { DetectedVersion } from '../versions/index.ts';

/** What came of one person's record, from prefetch or server; what is missing was not read. */
export interface Sources {
  readonly patient: Patient | undefined;
  /** By resourceType: this person's own resources, and every Practitioner, PractitionerRole, Organization, Location and Medication read. */
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
  /** Parts whose sources are incomplete. */
  readonly unread: ReadonlyMap<Part, UnreadReason>;
  /** What they are written in, where that is known; else their shapes tell. */
  readonly version?: DetectedVersion | undefined;
  /** Where 'who works here' came from. */
  readonly staff: 'server' | 'directory' | 'none';
  /** By a clinician's reference: the Encounter rows of the read of latest activity, where it came. */
  readonly activity: ReadonlyMap<string, Known<ActivityRows>>;
  /** Weeks of the person's silence, where there is one and they were read. */
  readonly practiceWeeks?: readonly WeekRows[];
  /** By a clinician's reference: weeks in which they may have seen anyone. */
  readonly consultingWeeks?: ReadonlyMap<string, Known<readonly WeekRows[]>>;
  /** Of this person's relatives, where their own records were read. */
  readonly relatives?: RelativeRows;
}

/** Resources of relatives, each reduced to the few elements that are looked at; none is this person's. */
export interface RelativeRows {
  /** RelatedPersons that this person is in the records of others. */
  readonly roles: readonly JsonObject[];
  /** Patients. */
  readonly patients: readonly JsonObject[];
  /** By the id of a child's Patient, where it was asked for. */
  readonly children: ReadonlyMap<string, ChildRows>;
}

/** A child's stays in hospital, and the flags of the child's record. */
export interface ChildRows {
  readonly encounters: readonly JsonObject[];
  readonly flags: readonly JsonObject[];
}

/** Rows of the practice's encounters in a week and before; `complete` when none of the week can be missing. */
export interface WeekRows {
  readonly monday: Day;
  readonly rows: readonly unknown[];
  readonly complete: boolean;
}

/** Rows of one clinician's latest encounters, stripped of whom they were with; `complete` when these are all. */
export interface ActivityRows {
  readonly complete: boolean;
  readonly rows: readonly unknown[];
}

/** The opening that a record is read for. */
export interface OpeningContext {
  readonly asOf: Day;
  readonly now: number;
  readonly timeZone: string;
  readonly userId: string;
  readonly encounterId: string | undefined;
  /** What the call itself holds besides the record: appointments that are proposed, orders that are drafted. */
  readonly offered: readonly unknown[];
}
