import type { Booking, Contact, Proposal } from '../../../history/history.ts';
import type { Tally } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { type Places, placesAround } from '../../record/places.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { bookedVisits } from './booked-visits.ts';
import { draftBooking, resolveBooking, toProposal, toRestrictedBooking } from './booking.ts';
import { draftContact, isHeld, resolveContact } from './contact.ts';
import type { ResolvedContact, UnresolvedBooking, UnresolvedContact } from './draft.ts';
import { homeOf } from './home-practice.ts';
import { partsOfVisits } from './part-of.ts';
import { type VisitTerms, visitTopics } from './topics.ts';

/** What encounters and appointments say by themselves: each is read once, in however many rounds the record comes. */
export interface VisitDrafts {
  readonly terms: VisitTerms;
  contactOf(encounter: IdentifiedResource, tally: Tally): UnresolvedContact;
  bookingOf(appointment: IdentifiedResource, tally: Tally): UnresolvedBooking | undefined;
}

/** Drafts of the visits of one call. */
export function createVisitDrafts(terms: VisitTerms): VisitDrafts {
  return { terms, contactOf: draftedOnce(terms, draftContact), bookingOf: draftedOnce(terms, draftBooking) };
}

/** Drafts each resource once; what could not be used in it counts in each round's tally. */
function draftedOnce<T>(
  terms: VisitTerms,
  draft: (resource: IdentifiedResource, terms: VisitTerms, tally: Tally) => T,
): (resource: IdentifiedResource, tally: Tally) => T {
  const drafts = new Map<IdentifiedResource, T>();
  const faultsOf = new Map<IdentifiedResource, Tally>();
  let faults: Tally = new Map();
  const drafted = (resource: IdentifiedResource): T => {
    const made = draft(resource, terms, faults);
    drafts.set(resource, made);
    if (faults.size > 0) {
      faultsOf.set(resource, faults);
      faults = new Map();
    }
    return made;
  };
  return (resource, tally) => {
    const made = drafts.has(resource) ? (drafts.get(resource) as T) : drafted(resource);
    for (const [reason, times] of faultsOf.get(resource) ?? []) tally.set(reason, (tally.get(reason) ?? 0) + times);
    return made;
  };
}

/** Contacts and bookings, and where 'here' is: what each round of reading needs of a record. */
export interface MappedVisits {
  /** Oldest first, undated ones last. */
  readonly resolved: readonly ResolvedContact[];
  readonly contacts: readonly Contact[];
  readonly bookings: readonly Booking[];
  /** Those that the call itself proposes. */
  readonly proposed: readonly Proposal[];
  readonly places: Places;
}

/** Maps encounters and appointments, with the staff and places that have been read so far. */
export function mapVisits(context: Context, drafts: VisitDrafts): MappedVisits {
  const { own, record, tally } = context;
  const topics = visitTopics(context, drafts.terms);
  const bookingOf = (one: IdentifiedResource): Booking[] => {
    const draft = drafts.bookingOf(one, tally);
    return draft === undefined ? [] : [resolveBooking(draft, context, topics)];
  };
  const open = own.appointments.flatMap(bookingOf).sort(byDay);
  const restricted = record.restricted('Appointment').flatMap((one) => toRestrictedBooking(one, context) ?? []);
  const bookings = [...open, ...restricted].sort(byDay);
  const proposed = context.proposed
    .flatMap((one) => bookingOf(one).flatMap((booking) => toProposal(booking, one, context) ?? []))
    .sort(byDay);
  const ownContacts = own.encounters.map((one) => drafts.contactOf(one, tally));
  const hidden = record.restricted('Encounter').filter((one) => isHeld(one, context));
  const contactsToResolve = [...ownContacts, ...hidden.map((one) => drafts.contactOf(one, tally))];
  const surroundings = { booked: bookedVisits(open), topics, isPart: partsOfVisits(ownContacts, record) };
  const resolved = contactsToResolve.map((one) => resolveContact(one, context, surroundings));
  resolved.sort((a, b) => byDay(a.contact, b.contact));
  const places = placesAround(homeOf(context, resolved), record);
  const contacts = resolved.map(({ encounter, provider, contact }) => {
    contact.here = places.isHere(provider, encounter);
    return contact;
  });
  return { resolved, contacts, bookings, proposed, places };
}

interface Dated {
  readonly reference: string;
  readonly day: number | undefined;
  readonly startedAt?: number | undefined;
}

function byDay(a: Dated, b: Dated): number {
  const days = (a.day ?? Number.MAX_SAFE_INTEGER) - (b.day ?? Number.MAX_SAFE_INTEGER);
  return days || (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.reference < b.reference ? -1 : 1);
}
