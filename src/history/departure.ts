import { activityOf } from './activity.ts';
import { bookingsWith, cliniciansIn, contactsWith } from './by-clinician.ts';
import type { Day } from './calendar.ts';
import { wasAttended } from './contact.ts';
import { isHeldOrAhead, rolesHere } from './employment.ts';
import { greatest } from './extremes.ts';
import type { Booking, Clinician, ClinicianKey, Contact, RelationalHistory, Role } from './history.ts';
import { isStanding, lastUnread } from './last-unread.ts';

/** A clinician's last day here. */
export interface Departure {
  readonly clinician: ClinicianKey;
  readonly day: Day;
  /** False where only 'no longer active' is recorded, and the day is inferred from their latest activity. */
  readonly dated: boolean;
  /** The roles here, all of which have ended. */
  readonly roles: readonly Role[];
}

/**
 * Why a clinician is not taken for one who has left: nothing here is known of their roles, one goes on, the last day is
 * unknown, or they may have been seen here since.
 */
export type NotLeft = 'no-role-here' | 'works-here' | 'roles-unread' | 'last-day-unknown' | 'seen-since';

/** The evidence that someone has left: their roles, and the absence of anything later. */
type Recorded = Pick<RelationalHistory, 'contacts' | 'bookings' | 'clinicians'> &
  Partial<Pick<RelationalHistory, 'activity'>>;
type Traces = Pick<RelationalHistory, 'contacts'> & Partial<Pick<RelationalHistory, 'bookings' | 'activity'>>;

/**
 * The departure of a clinician before `asOf`: every role here has ended, and no later activity of theirs is recorded here;
 * otherwise, why they are not taken for one who has left.
 */
export function departureOf(key: ClinicianKey, history: Recorded, asOf: Day): Departure | NotLeft {
  const roles = rolesHere(history.clinicians.get(key));
  if (roles === undefined) return 'roles-unread';
  if (roles.length === 0) return 'no-role-here';
  if (roles.some((role) => isHeldOrAhead(role, asOf))) return 'works-here';
  const ends = roles.flatMap(({ end }) => (end !== undefined && end < asOf ? end : []));
  const dated = ends.length === roles.length;
  const inferred = dated ? -Infinity : dayAfterLast(key, history, asOf);
  if (inferred === undefined) return 'last-day-unknown';
  const day = greatest([...ends, inferred]);
  if (day >= asOf || isSeenAfter(day, key, history, asOf)) return 'seen-since';
  return { clinician: key, day, dated, roles };
}

/** Of the clinicians whom the person has met, those who have left. */
export function departures(history: Recorded, asOf: Day): readonly Departure[] {
  return cliniciansIn(history.contacts)
    .map((key) => departureOf(key, history, asOf))
    .filter(hasLeftHere);
}

export function hasLeftHere(one: Departure | NotLeft): one is Departure {
  return typeof one !== 'string';
}

/**
 * The future day on which the last of a clinician's current and later roles here ends. Undefined where one of them has no
 * recorded end.
 */
export function plannedEnd(
  clinician: Clinician | undefined,
  asOf: Day,
): { day: Day; roles: readonly Role[] } | undefined {
  const open = (rolesHere(clinician) ?? []).filter((role) => isHeldOrAhead(role, asOf));
  if (open.length === 0 || open.some((role) => role.end === undefined)) return undefined;
  return { day: greatest(open.map((role) => role.end ?? asOf)), roles: open };
}

function dayAfterLast(key: ClinicianKey, history: Recorded, asOf: Day): Day | undefined {
  const last = lastActive(key, history, asOf);
  return last === undefined ? undefined : last + 1;
}

/** The clinician's last day here with any patient; undefined where visits of others could not be read. */
export function lastActive(key: ClinicianKey, { activity, contacts }: Traces, asOf: Day): Day | undefined {
  const last = activityOf(key, activity)?.days.find((day) => day <= asOf);
  return last === undefined ? undefined : Math.max(last, lastContact(key, contacts, asOf));
}

/**
 * Whether the clinician was active here after `day` and by `asOf`: in a visit of this person or anyone else, or an
 * appointment. One with an unread role counts too, as it may be theirs.
 */
export function isSeenAfter(
  day: Day,
  key: ClinicianKey,
  { contacts, bookings = noBookings, activity }: Traces,
  asOf: Day,
): boolean {
  return (
    Math.max(lastContact(key, contacts, asOf), lastUnread(contacts, bookings, asOf)) > day ||
    bookingsWith(bookings, key).some((one) => isStanding(one, asOf) && (one.day ?? day) > day) ||
    (activityOf(key, activity)?.days ?? []).some((seen) => seen > day && seen <= asOf)
  );
}

const noBookings: readonly Booking[] = [];

/** Day of the last attended contact with the clinician here by `asOf`; -Infinity where there is none. */
function lastContact(key: ClinicianKey, contacts: readonly Contact[], asOf: Day): Day {
  const own = contactsWith(contacts, key).flatMap((one) =>
    one.day !== undefined && one.day <= asOf && one.here && wasAttended(one) ? one.day : [],
  );
  return greatest(own);
}
