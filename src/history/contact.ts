import type { Day, OnKnownDay } from './calendar.ts';
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
  /** Where `day` is unknown, the last day on which it can have been; undefined where the record gives no date at all. */
  readonly latest: Day | undefined;
  /** Start in ms since 1970, where the record gives a time. */
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
  /** Name of the planned series (vaccination, antenatal …) that its codes or words put it in. */
  readonly series: string | undefined;
  /** Reasons as `system|code`; reasons that recur at even intervals are planned. */
  readonly reasons: readonly string[];
  /** Names of the code sets that contain its reasons and diagnoses: conditions, symptom groups. */
  readonly groups: readonly string[];
  /** Topics, for matching with invitations: names of recall sets, `system|code`s, lower-case texts. */
  readonly kinds: readonly string[];
  /** In a duty, urgent or out-of-hours session. */
  readonly duty: boolean;
  /** It took place in a prison or another place of custody. */
  readonly custody: boolean;
  /** An emergency attendance, or a stay that began as an emergency admission. */
  readonly unplanned: boolean;
  /** A hospital stay that is known to have been planned, or a transfer from another. */
  readonly planned: boolean;
  /** Booked more than 28 days ahead: planned, so no evidence of the person's own rhythm. */
  readonly bookedAhead: boolean;
  /** Priority urgent, or a same-day walk-in appointment. */
  readonly urgent: boolean;
  /** The person left before it was over; also where it was cancelled for that, and so never took place. */
  readonly leftEarly?: LeftEarly | undefined;
  /** Why the record itself rules it out of every count; what each value leaves it good for is below. */
  readonly excluded: ExclusionReason | undefined;
  /** Set where {@link isIndividualVisit} is false: data that may suppress a finding but never support one. */
  readonly silencing?: Silencing;
}

/** How an encounter ended that the person left. */
export interface LeftEarly {
  /** Before anyone saw the person, before treatment was complete, or against advice. */
  readonly stage: 'unseen' | 'untreated' | 'against-advice';
  /** At an emergency department. */
  readonly emergency: boolean;
  /** Minutes from the arrival to the end, where both are recorded. */
  readonly waitedMinutes: number | undefined;
}

/** Data of a contact that is restricted, never took place, or is not about this person alone. */
export interface Silencing {
  readonly clinician: ClinicianKey | undefined;
  readonly groups: readonly string[];
  readonly setting: Setting;
  readonly custody: boolean;
}

/** A contact on a known day. */
export type DatedContact = OnKnownDay<Contact>;

/*
 * What a contact counts as. Only these predicates (and judge-contacts.ts, which reports the reasons) look at `excluded`.
 */

type Excluded = Pick<Contact, 'excluded'>;
const msPerDay = 86_400_000;

/** False where it was entered in error: then it has no effect at all, not even to suppress a finding. */
export function isValid({ excluded }: Excluded): boolean {
  return excluded !== 'entered-in-error';
}

/** False where it was entered in error, cancelled, only planned, or restricted. Letters and office entries did happen. */
export function didHappen(contact: Excluded): boolean {
  const { excluded } = contact;
  return isValid(contact) && excluded !== 'cancelled' && excluded !== 'planned' && !isRestricted(contact);
}

/** Someone met the person: false where it did not happen, they left first, or it was a letter, message or office entry. */
export function wasAttended(contact: Excluded): boolean {
  return didHappen(contact) && contact.excluded !== 'not-a-visit' && contact.excluded !== 'left-before-seen';
}

/** A letter, message or office entry. */
export function isWithoutMeeting({ excluded }: Excluded): boolean {
  return excluded === 'not-a-visit';
}

/** Was attended by this person alone; the reasons of a group visit say nothing about any one of the group. */
export function isIndividualVisit(contact: Excluded): boolean {
  return wasAttended(contact) && contact.excluded !== 'group-visit';
}

/** Was attended, alone or in a group, and was neither an emergency nor a hospital stay. */
export function isAmbulatory(contact: Excluded): boolean {
  return wasAttended(contact) && contact.excluded !== 'not-ambulatory';
}

/** Was attended, or is restricted and so may have been: "nobody met the person" can no longer be claimed. */
export function mayHaveBeenAttended(contact: Excluded): boolean {
  return wasAttended(contact) || isRestricted(contact);
}

/** Confidential: no card may reveal that it exists. */
export function isRestricted({ excluded }: Excluded): boolean {
  return excluded === 'restricted';
}

/** Its day is not recorded, or only a month or year. */
export function isUndated({ excluded }: Excluded): boolean {
  return excluded === 'undated';
}

/** The clinician's role could not be read, so it may have been with anyone. */
export function hasUnreadClinician({ excluded }: Excluded): boolean {
  return excluded === 'clinician-unread';
}

/** Its clinician is not recorded or could not be read. */
export function isUnattributed(contact: Excluded): boolean {
  return contact.excluded === 'clinician-not-recorded' || hasUnreadClinician(contact);
}

/** An ordinary visit with whichever clinician: nothing excludes it except, perhaps, that it is unattributed. */
export function isConsultation(contact: Excluded): boolean {
  return contact.excluded === undefined || isUnattributed(contact);
}

/** A consultation on a known day up to now, and no longer under way. */
export function isPastConsultation(contact: Contact, now: number): contact is DatedContact {
  const { day } = contact;
  return day !== undefined && day * msPerDay <= now && isConsultation(contact) && !isUnderway(contact, now);
}

/** Not finished, and begun less than 24 hours ago. */
export function isUnderway(
  { state, startedAt, day }: Pick<Contact, 'state' | 'startedAt' | 'day'>,
  now: number,
): boolean {
  return state === 'underway' && now - (startedAt ?? (day ?? 0) * msPerDay) < msPerDay;
}

/** Does not count, but may have been a visit: its clinician, day or setting is unknown, or it is restricted. */
export function mayHaveBeenVisit(contact: Pick<Contact, 'excluded' | 'setting'>): boolean {
  const { excluded, setting } = contact;
  if (isUnattributed(contact) || isRestricted(contact) || isUndated(contact)) return true;
  return excluded === 'not-ambulatory' && setting === 'other';
}

/** The groups of its reasons, those that may only suppress a finding included. */
export function silencingGroups(contact: Contact): readonly string[] {
  const { groups, silencing } = contact;
  if (!isValid(contact)) return [];
  return silencing === undefined ? groups : [...groups, ...silencing.groups];
}
