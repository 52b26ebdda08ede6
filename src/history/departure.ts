import type { Day } from './calendar.ts';
import { rolesHere } from './employment.ts';
import type { Booking, Clinician, ClinicianKey, Contact, RelationalHistory, Role, RoleKind } from './history.ts';

/** A clinician's last day here. */
export interface Departure {
  readonly clinician: ClinicianKey;
  readonly day: Day;
  /** False where only 'no longer active' is recorded and the day is inferred from the latest activity. */
  readonly dated: boolean;
  /** The roles here that are over. */
  readonly roles: readonly Role[];
}

/** What tells that someone has left: roles, and the absence of anything later. */
type Recorded = Pick<RelationalHistory, 'contacts' | 'bookings' | 'clinicians'> &
  Partial<Pick<RelationalHistory, 'activity'>>;
type Traces = Pick<RelationalHistory, 'contacts'> & Partial<Pick<RelationalHistory, 'bookings' | 'activity'>>;

/**
 * The departure of a clinician before `asOf`: every role here is over and nothing later of theirs is recorded here.
 * Undefined where the clinician is still here, and where that can't be told.
 */
function departureOf(key: ClinicianKey, history: Recorded, asOf: Day): Departure | undefined {
  const roles = rolesHere(history.clinicians.get(key)) ?? [];
  if (roles.length === 0 || roles.some((role) => isOpen(role, asOf))) return undefined;
  const ends = roles.flatMap(({ end }) => (end !== undefined && end < asOf ? end : []));
  const dated = ends.length === roles.length;
  const inferred = dated ? -Infinity : dayAfterLast(key, history, asOf);
  if (inferred === undefined) return undefined;
  const day = Math.max(...ends, inferred);
  if (day >= asOf || isSeenAfter(day, key, history, asOf)) return undefined;
  return { clinician: key, day, dated, roles };
}

/** Everyone whom the person's contacts name and who has left. */
export function departures(history: Recorded, asOf: Day): readonly Departure[] {
  const met = new Set(history.contacts.flatMap(({ clinician }) => clinician ?? []));
  return [...met].flatMap((key) => departureOf(key, history, asOf) ?? []);
}

/** A role that is held, or will be: one made anew after a migration is no departure. */
export function isOpen(role: Role, asOf: Day): boolean {
  return role.active && (role.end === undefined || role.end >= asOf);
}

/**
 * The day on which a clinician's work here is recorded to end, in the future: every role that is held, or will be, ends.
 * Undefined where some role has no end.
 */
export function endOf(clinician: Clinician | undefined, asOf: Day): { day: Day; roles: readonly Role[] } | undefined {
  const open = (rolesHere(clinician) ?? []).filter((role) => isOpen(role, asOf));
  if (open.length === 0 || open.some((role) => role.end === undefined)) return undefined;
  return { day: Math.max(...open.map((role) => role.end ?? asOf)), roles: open };
}

/**
 * Whether many leave together on that day, which is a merger or a new system and no departure: at least `persons` and
 * this `share` of those who worked here the day before. Roles of a kind in `apart` end together by rule and don't count.
 */
export function isBatch(
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
  day: Day,
  limits: { readonly persons: number; readonly share: number },
  apart: readonly RoleKind[] = [],
): boolean {
  const roles = [...clinicians.values()].map((clinician) => rolesHere(clinician) ?? []);
  const leaving = roles.filter((own) => own.some(({ end, kind }) => end === day && !apart.includes(kind))).length;
  const present = roles.filter((own) => own.some((role) => wasHeld(role, day - 1))).length;
  return leaving >= limits.persons && leaving >= limits.share * present;
}

/** By its dates; a role without an end that is no longer held may have been over by then. */
function wasHeld({ active, start, end }: Role, on: Day): boolean {
  return (start === undefined || start <= on) && (end === undefined ? active : end >= on);
}

function dayAfterLast(key: ClinicianKey, { activity, contacts }: Recorded, asOf: Day): Day | undefined {
  const last = activity?.get(key)?.days.find((day) => day <= asOf);
  if (last === undefined) return undefined;
  const own = contacts.flatMap((contact) => (isWith(contact, key) && contact.day <= asOf ? contact.day : []));
  return Math.max(last, ...own) + 1;
}

/** Something later of the clinician is recorded here by `asOf`: a visit of this person or of anyone, or an appointment. */
export function isSeenAfter(
  day: Day,
  key: ClinicianKey,
  { contacts, bookings = [], activity }: Traces,
  asOf: Day,
): boolean {
  return (
    contacts.some((contact) => isWith(contact, key) && contact.day > day && contact.day <= asOf) ||
    bookings.some((one) => isStanding(one, asOf) && one.clinicians.includes(key) && (one.day ?? day) > day) ||
    (activity?.get(key)?.days ?? []).some((seen) => seen > day && seen <= asOf)
  );
}

function isStanding(booking: Booking, asOf: Day): boolean {
  const wasKept = booking.state === 'attended' && (booking.day ?? asOf) <= asOf;
  return booking.state === 'booked' || wasKept;
}

function isWith(contact: Contact, key: ClinicianKey): contact is Contact & { readonly day: Day } {
  const { clinician, day, here, excluded } = contact;
  return clinician === key && day !== undefined && here && excluded === undefined;
}
