import type { Booking, Contact, Proposal } from '../../../history/history.ts';
import type { JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { type Places, placesAround } from '../../record/places.ts';
import type { VisitKind } from '../../terminology/visit-kinds.ts';
import { bookedVisits } from './booked-visits.ts';
import { toBooking, toProposal, toRestrictedBooking } from './booking.ts';
import { isHeld, toContact } from './contact.ts';
import type { UnresolvedContact } from './draft.ts';
import { homeOf } from './home-practice.ts';
import { partsOfVisits } from './part-of.ts';
import { aboutVisits } from './topics.ts';

/** Contacts and bookings, and where 'here' is: what both rounds of reading need of a record. */
export interface Mapped {
  /** Oldest first, undated ones last. */
  readonly drafts: readonly UnresolvedContact[];
  readonly contacts: readonly Contact[];
  readonly bookings: readonly Booking[];
  /** Those that the call itself proposes. */
  readonly proposed: readonly Proposal[];
  readonly places: Places;
  readonly kindOf: (concept: JsonObject) => VisitKind;
}

/** Maps encounters and appointments. */
export function mapVisits(context: Context): Mapped {
  const about = aboutVisits(context);
  const open = context.own.appointments.flatMap((one) => toBooking(one, context, about) ?? []).sort(byDay);
  const restricted = context.record.restricted('Appointment');
  const bookings = [...open, ...restricted.flatMap((one) => toRestrictedBooking(one, context) ?? [])].sort(byDay);
  const proposed = context.proposed.flatMap((one) => toProposal(one, context, about) ?? []).sort(byDay);
  const booked = bookedVisits(open);
  const isPart = partsOfVisits(context, about);
  const hidden = context.record.restricted('Encounter').filter((one) => isHeld(one, context));
  const drafts = [...context.own.encounters, ...hidden].map((one) =>
    toContact(one, context, about, { booked, isPart }),
  );
  drafts.sort((a, b) => byDay(a.contact, b.contact));
  const places = placesAround(homeOf(context, drafts), context.record);
  const contacts = drafts.map(({ encounter, provider, contact }) => {
    contact.here = places.isHere(provider, encounter);
    return contact;
  });
  return { drafts, contacts, bookings, proposed, places, kindOf: about.kindOf };
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
