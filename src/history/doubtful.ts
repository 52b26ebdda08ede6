import type { Day } from './calendar.ts';
import { mayHaveBeenVisit } from './contact.ts';
import type { Booking, ClinicianKey, Contact, RelationalHistory } from './history.ts';
import { countByClinician } from './indices.ts';
import type { Opening } from './opening.ts';
import type { Visit } from './visits.ts';

/**
 * What may have been a visit here, though it counts for nothing: with whom, when or what it was can't be told, or not
 * said. Nothing may be denied where one of these may be the very thing.
 */
export interface Doubtful {
  readonly reference: string;
  readonly clinician: ClinicianKey | undefined;
}

/** The doubtful visits here that may have been after a day and before the opening; the visit under way is none. */
export function doubtfulSince(
  { contacts, bookings = [] }: Pick<RelationalHistory, 'contacts'> & Partial<Pick<RelationalHistory, 'bookings'>>,
  since: Day,
  opening: Pick<Opening, 'asOf' | 'visit'>,
): readonly Doubtful[] {
  const { asOf } = opening;
  const doubtful = contacts
    .filter((one) => isDoubtful(one) && mayBeAfter(one, since, asOf) && !isNow(one, opening))
    .map(({ reference, clinician, silencing }) => ({ reference, clinician: clinician ?? silencing?.clinician }));
  const days = new Set(contacts.filter(({ here }) => here).map(({ day }) => day));
  const unnoted = bookings.filter((one) => isKept(one) && isBetween(one.day, since, asOf) && !days.has(one.day));
  return [...doubtful, ...unnoted.map(({ reference, clinicians }) => ({ reference, clinician: onlyOne(clinicians) }))];
}

/** Whether someone may have seen the person so often: by the visits that count and those that are doubtful, `left` left out. */
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
  // Whoever was not read may be one of the others, or all of these one.
  return keys.length > 0 && most + keys.length - known.length >= least;
}

/** A contact may have been after that day, and not after `asOf`. */
export function mayBeAfter({ day, latest }: Contact, since: Day, asOf: Day): boolean {
  return (day ?? latest ?? asOf) > since && (day ?? asOf) <= asOf;
}

/** A contact is the visit in which the chart is opened. */
export function isNow({ reference, state, day }: Contact, { asOf, visit }: Pick<Opening, 'asOf' | 'visit'>): boolean {
  return reference === visit?.reference || (state === 'underway' && day !== undefined && day >= asOf - 1);
}

function isDoubtful(contact: Contact): boolean {
  return contact.here && contact.series === undefined && mayHaveBeenVisit(contact);
}

function isKept({ state, series }: Booking): boolean {
  return state === 'attended' && series === undefined;
}

/** Of today the visit that goes on now may be the one that was booked. */
function isBetween(day: Day | undefined, since: Day, asOf: Day): boolean {
  return day !== undefined && day > since && day < asOf;
}

function onlyOne(clinicians: readonly ClinicianKey[]): ClinicianKey | undefined {
  return clinicians.length === 1 ? clinicians[0] : undefined;
}
