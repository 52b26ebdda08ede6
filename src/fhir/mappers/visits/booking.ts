import type { Day } from '../../../history/calendar.ts';
import type { Booking, Proposal } from '../../../history/history.ts';
import { type JsonObject, objectsAt, type Tally, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { type IdentifiedResource, isIdentified } from '../../record/record.ts';
import { codingsOf } from '../../terminology/codings.ts';
import type { AppointmentState } from '../../versions/version.ts';
import { attendees, participantsOf } from './attendees.ts';
import type { UnresolvedBooking } from './draft.ts';
import { kindsIn, type VisitTerms, type VisitTopics } from './topics.ts';

/** Patient: Unhappy/Changed Provider (appointment-cancellation-reason). */
const unhappy = 'pat-ucp';
const msPerDay = 86_400_000;
/** Appointments in this hook are `proposed` (CDS Hooks library, appointment-book); some systems book first and ask then. */
const toBeBooked: readonly Booking['state'][] = ['proposed', 'pending', 'booked'];

/** Reads what an Appointment says by itself; undefined for one of an unknown status. */
export function draftBooking(
  appointment: IdentifiedResource,
  terms: VisitTerms,
  tally: Tally,
): UnresolvedBooking | undefined {
  const { version, time } = terms;
  const status = version.appointment.states.get(text(appointment.status) ?? '');
  if (status === undefined || status === 'entered-in-error') return undefined;
  const day = time.day(appointment.start);
  const kinds = [
    ...version.appointment.kinds.flatMap((element) => objectsAt(appointment, element, tally)),
    { text: appointment.description },
  ].map(terms.kindOf);
  return {
    appointment,
    status,
    day,
    participants: participantsOf(appointment, terms, tally),
    canceller: cancelledBy(appointment, terms),
    says: {
      reference: `Appointment/${appointment.id}`,
      day,
      walkIn: kinds.some((kind) => kind.walkIn),
      duty: kinds.some((kind) => kind.duty),
      created: time.day(appointment.created),
      shortNotice: isShortNotice(appointment, day, terms),
      interpreter: kinds.some((kind) => kind.interpreter),
      kinds: kindsIn([kinds], terms),
      series: kinds.find((kind) => kind.series !== undefined)?.series,
      ...(status === 'cancelled' &&
        cancellationCodes(appointment, terms).includes(unhappy) && { changedProvider: true }),
    },
  };
}

/** Finds who takes part in an appointment, and with that whether it took place. */
export function resolveBooking(draft: UnresolvedBooking, context: Context, topics: VisitTopics): Booking {
  const { status, day, says } = draft;
  const { clinicians, unread, away, interpreter } = attendees(draft, context, topics);
  const canceller = away ? 'practice' : draft.canceller;
  const state = stateOf(status, day !== undefined && day <= context.at.asOf, canceller === 'practice');
  return {
    ...says,
    state,
    by: state === 'missed' ? 'person' : state === 'cancelled' ? canceller : undefined,
    clinicians,
    unreadClinician: unread,
    interpreter: interpreter || says.interpreter,
  };
}

/** A restricted Appointment that stands: only that there is one, and when. */
export function toRestrictedBooking(appointment: IdentifiedResource, { version, time }: Context): Booking | undefined {
  const status = version.appointment.states.get(text(appointment.status) ?? '');
  if (status !== 'booked' && status !== 'pending') return undefined;
  return {
    reference: `Appointment/${appointment.id}`,
    day: time.day(appointment.start),
    state: 'restricted',
    by: undefined,
    clinicians: [],
    unreadClinician: true,
    walkIn: false,
    duty: false,
    created: time.day(appointment.created),
    shortNotice: false,
    interpreter: false,
    kinds: [],
    series: undefined,
  };
}

/** An Appointment that is about to be booked; undefined for what is not to be booked after all. */
export function toProposal(booking: Booking, appointment: IdentifiedResource, { time }: Context): Proposal | undefined {
  if (!toBeBooked.includes(booking.state)) return undefined;
  return { ...booking, startsAt: time.instant(appointment.start), identified: isIdentified(appointment) };
}

/** `noshow` says that some participant was absent: where it was the practitioner, the person missed nothing. */
function stateOf(
  status: Exclude<AppointmentState, 'entered-in-error'>,
  begun: boolean,
  byPractice: boolean,
): Booking['state'] {
  if (status === 'present') return begun ? 'attended' : 'booked';
  return status === 'missed' && byPractice ? 'cancelled' : status;
}

/** Codes of appointment-cancellation-reason begin with `prov` where it was the provider, with `pat` where the person. */
function cancelledBy(appointment: JsonObject, terms: VisitTerms): Booking['by'] {
  const codes = cancellationCodes(appointment, terms);
  if (codes.some((code) => code.startsWith('prov'))) return 'practice';
  return codes.some((code) => code.startsWith('pat')) ? 'person' : undefined;
}

function cancellationCodes(appointment: JsonObject, { version }: VisitTerms): readonly string[] {
  const reasons = objectsAt(appointment, version.appointment.cancellation);
  return reasons.flatMap((one) => codingsOf(one).flatMap(({ code }) => text(code) ?? []));
}

function isShortNotice({ created, start }: JsonObject, day: Day | undefined, { time }: VisitTerms): boolean {
  const [made, begins] = [time.instant(created), time.instant(start)];
  if (made !== undefined && begins !== undefined) return begins - made < msPerDay;
  const madeOn = time.day(created);
  return day !== undefined && madeOn !== undefined && day <= madeOn;
}
