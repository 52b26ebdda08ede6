import type { Day } from './calendar.ts';
import { mayHaveBeenVisit } from './contact.ts';
import type { Booking, ClinicianKey, Contact, RelationalHistory } from './history.ts';
import { countByClinician } from './indices.ts';
import type { Opening } from './opening.ts';
import type { Visit } from './visits.ts';

/**
 * What does not count but may have been a visit here: its clinician, day or kind is unknown, or it is restricted. A
 * finding must not claim "no visit" where one of these may be that visit.
 */
export interface Doubtful {
  readonly reference: string;
  readonly clinician: ClinicianKey | undefined;
}

/** The doubtful visits here that may have been after `since` and before the opening, the current visit left out. */
export function doubtfulSince(
  { contacts, bookings = [] }: Pick<RelationalHistory, 'contacts'> & Partial<Pick<RelationalHistory, 'bookings'>>,
  since: Day,
  opening: Pick<Opening, 'asOf' | 'visit'>,
): readonly Doubtful[] {
  const { asOf } = opening;
  const doubtful = contacts
    .filter((one) => isDoubtful(one) && mayBeAfter(one, since, asOf) && !isCurrentVisit(one, opening))
    .map(({ reference, clinician, silencing }) => ({ reference, clinician: clinician ?? silencing?.clinician }));
  const days = new Set(contacts.filter(({ here }) => here).map(({ day }) => day));
  const unrecorded = bookings.filter(
    (one) => wasAttendedOutsideSeries(one) && isBetween(one.day, since, asOf) && !days.has(one.day),
  );
  return [
    ...doubtful,
    ...unrecorded.map(({ reference, clinicians }) => ({ reference, clinician: onlyOne(clinicians) })),
  ];
}

/** Whether one clinician other than `left` may have seen the person at least `least` times, doubtful visits included. */
export function mayHaveSeenOften(
  counted: readonly Visit[],
  doubtful: readonly Doubtful[],
  least: number,
  { clinicians, left }: Pick<RelationalHistory, 'clinicians'> & { readonly left: ClinicianKey },
): boolean {
  const keys = [...counted, ...doubtful].map(({ clinician }) => clinician).filter((key) => key !== left);
  const isRead = (key: ClinicianKey) => clinicians.get(key)?.read === true;
  const known = keys.flatMap((key) => (key !== undefined && isRead(key) ? key : []));
  const most = Math.max(0, ...countByClinician(known).values());
  // Unread clinicians may all be one person, or one of those who were read.
  return keys.length > 0 && most + keys.length - known.length >= least;
}

/** Whether a contact was, or may have been, after `since` and by `asOf`. */
export function mayBeAfter(contact: Contact, since: Day, asOf: Day): boolean {
  return latestDay(contact, asOf) > since && (contact.day ?? asOf) <= asOf;
}

/** The last day on which a contact can have been, as far as `asOf` is concerned. */
export function latestDay({ day, latest }: Contact, asOf: Day): Day {
  return day ?? latest ?? asOf;
}

/** Whether a contact is the visit in which the chart is opened. */
export function isCurrentVisit(
  { reference, state, day }: Contact,
  { asOf, visit }: Pick<Opening, 'asOf' | 'visit'>,
): boolean {
  return reference === visit?.reference || (state === 'underway' && day !== undefined && day >= asOf - 1);
}

function isDoubtful(contact: Contact): boolean {
  return contact.here && contact.series === undefined && mayHaveBeenVisit(contact);
}

function wasAttendedOutsideSeries({ state, series }: Booking): boolean {
  return state === 'attended' && series === undefined;
}

/** Today is left out: the booked visit may be the current one. */
function isBetween(day: Day | undefined, since: Day, asOf: Day): boolean {
  return day !== undefined && day > since && day < asOf;
}

function onlyOne(clinicians: readonly ClinicianKey[]): ClinicianKey | undefined {
  return clinicians.length === 1 ? clinicians[0] : undefined;
}
