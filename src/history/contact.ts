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
  /** Where `day` is not known, the last day on which it may have been; undefined where nothing tells. */
  readonly latest: Day | undefined;
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
  /** It took place in a prison or another place of custody. */
  readonly custody: boolean;
  /** An emergency attendance, or a stay that began as an emergency admission. */
  readonly unplanned: boolean;
  /** Booked over 28 days ahead: a planned visit, which tells nothing of a person's own rhythm. */
  readonly bookedAhead: boolean;
  /** Priority urgent, or a same-day walk-in appointment. */
  readonly urgent: boolean;
  /** What the record itself says against counting it, whatever the day and the question. */
  readonly excluded: ExclusionReason | undefined;
  /** What it may only silence by, where it may tell nothing: that stands in no other field. */
  readonly silencing?: Silencing;
}

/** What a contact says that is restricted, did not take place, or says nothing of this person alone. */
export interface Silencing {
  readonly clinician: ClinicianKey | undefined;
  readonly groups: readonly string[];
  readonly setting: Setting;
  readonly custody: boolean;
}

/** A contact that took place on a known day. */
export type Dated = Contact & { readonly day: Day };

type Judged = Pick<Contact, 'excluded'>;
type Reasons = ReadonlySet<ExclusionReason | undefined>;

const msPerDay = 86_400_000;
const neverTookPlace: Reasons = new Set(['entered-in-error', 'cancelled', 'planned']);
const unattributed: Reasons = new Set(['clinician-not-recorded', 'clinician-unread']);

/** It took place, so far as may be told; a letter or an entry of the office did too. */
export function isOnRecord({ excluded }: Judged): boolean {
  return !neverTookPlace.has(excluded) && excluded !== 'restricted';
}

/** Anyone met the person in it, anywhere and however planned, or in a group; its day need not be known. */
export function isMeeting(contact: Judged): boolean {
  return isOnRecord(contact) && contact.excluded !== 'not-a-visit';
}

/** A meeting on a known day. */
export function tookPlace(contact: Contact): contact is Dated {
  return contact.day !== undefined && isMeeting(contact);
}

/** Its reasons and diagnoses are this person's own, so they may be a sign or count; those of a group are nobody's. */
export function mayCount(contact: Judged): boolean {
  return isMeeting(contact) && contact.excluded !== 'group-visit';
}

/** The person came, alone or in a group, to what was no emergency and no stay in hospital. */
export function isAttendance(contact: Judged): boolean {
  return isMeeting(contact) && contact.excluded !== 'not-ambulatory';
}

/** It may have been a meeting, told of or not: enough to say no longer that there was none. */
export function maySilence(contact: Judged): boolean {
  return isMeeting(contact) || isRestricted(contact);
}

/** Nobody is told that there was such a contact. */
export function isRestricted({ excluded }: Judged): boolean {
  return excluded === 'restricted';
}

/** It tells no day, or only a month or year. */
export function isUndated({ excluded }: Judged): boolean {
  return excluded === 'undated';
}

/** Who was seen could not be read: it may be anyone. */
export function isUnread({ excluded }: Judged): boolean {
  return excluded === 'clinician-unread';
}

/** It should not be in the record at all: it does not even silence. */
export function isInError({ excluded }: Judged): boolean {
  return excluded === 'entered-in-error';
}

/** Who was seen is not recorded, or could not be read. */
export function isUnattributed({ excluded }: Judged): boolean {
  return unattributed.has(excluded);
}

/** It counts for nothing, but may have been a visit: with whom, when, in what setting can't be told, or nobody is told. */
export function mayHaveBeenVisit(contact: Pick<Contact, 'excluded' | 'setting'>): boolean {
  const { excluded, setting } = contact;
  if (isUnattributed(contact) || isRestricted(contact) || isUndated(contact)) return true;
  return excluded === 'not-ambulatory' && setting === 'other';
}

/** A consultation with whomever: nothing speaks against it but, at most, that nobody can tell with whom it was. */
export function isWithWhomever({ excluded }: Judged): boolean {
  return excluded === undefined || unattributed.has(excluded);
}

/** It began within 24 hours and is not finished. */
export function isUnderway({ state, startedAt, day }: Contact, now: number): boolean {
  return state === 'underway' && now - (startedAt ?? (day ?? 0) * msPerDay) < msPerDay;
}

/** A consultation with whomever that took place on a known day, up to now. */
export function isConsultation(contact: Contact, now: number): contact is Dated {
  const { day } = contact;
  return day !== undefined && day * msPerDay <= now && isWithWhomever(contact) && !isUnderway(contact, now);
}

/** The groups that its reasons are in, told of or not, for what only silences; one in error says nothing. */
export function silencingGroups(contact: Contact): readonly string[] {
  const { groups, silencing } = contact;
  if (isInError(contact)) return [];
  return silencing === undefined ? groups : [...groups, ...silencing.groups];
}
