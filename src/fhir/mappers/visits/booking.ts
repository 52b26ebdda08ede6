import type { Day } from '../../../history/calendar.ts';
import type { Booking, Proposal } from '../../../history/history.ts';
import { type JsonObject, objectsAt, text } from '../../json.ts';
import { type Context, withoutNaming } from '../../record/context.ts';
import { type IdentifiedResource, isIdentified } from '../../record/record.ts';
import { codingsOf } from '../../terminology/codings.ts';
import type { AppointmentState } from '../../versions/version.ts';
import { attendees } from './attendees.ts';
import type { About } from './topics.ts';

const msPerDay = 86_400_000;
/** Appointments in this hook are `proposed` (CDS Hooks library, appointment-book); some systems book first and ask then. */
const toBeBooked: readonly Booking['state'][] = ['proposed', 'pending', 'booked'];

/** Maps an Appointment; undefined for one of an unknown status. */
export function toBooking(appointment: IdentifiedResource, context: Context, about: About): Booking | undefined {
  const { version, time, at } = context;
  const status = version.appointment.states.get(text(appointment.status) ?? '');
  if (status === undefined || status === 'entered-in-error') return undefined;
  const day = time.day(appointment.start);
  const kinds = [
    ...version.appointment.kinds.flatMap((element) => objectsAt(appointment, element, context.tally)),
    { text: appointment.description },
  ].map(about.kindOf);
  // Whom a cancelled one names tells nobody's name.
  const people = status === 'cancelled' ? withoutNaming(context) : context;
  const { clinicians, unread, away, interpreter } = attendees(appointment, people, about);
  const canceller = away ? 'practice' : cancelledBy(appointment, context);
  const state = stateOf(status, day !== undefined && day <= at.asOf, canceller === 'practice');
  return {
    reference: `Appointment/${appointment.id}`,
    day,
    state,
    by: state === 'missed' ? 'person' : state === 'cancelled' ? canceller : undefined,
    clinicians,
    unreadClinician: unread,
    walkIn: kinds.some((kind) => kind.walkIn),
    duty: kinds.some((kind) => kind.duty),
    created: time.day(appointment.created),
    shortNotice: isShortNotice(appointment, day, context),
    interpreter: interpreter || kinds.some((kind) => kind.interpreter),
    kinds: about.kinds(kinds),
    series: kinds.find((kind) => kind.series !== undefined)?.series,
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

/** Maps an Appointment that is about to be booked; what is not to be booked after all is none. */
export function toProposal(appointment: IdentifiedResource, context: Context, about: About): Proposal | undefined {
  const booking = toBooking(appointment, context, about);
  if (booking === undefined || !toBeBooked.includes(booking.state)) return undefined;
  return { ...booking, startsAt: context.time.instant(appointment.start), identified: isIdentified(appointment) };
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
function cancelledBy(appointment: JsonObject, { version }: Context): Booking['by'] {
  const reasons = objectsAt(appointment, version.appointment.cancellation);
  const codes = reasons.flatMap((one) => codingsOf(one).flatMap(({ code }) => text(code) ?? []));
  if (codes.some((code) => code.startsWith('prov'))) return 'practice';
  return codes.some((code) => code.startsWith('pat')) ? 'person' : undefined;
}

function isShortNotice({ created, start }: JsonObject, day: Day | undefined, { time }: Context): boolean {
  const [made, begins] = [time.instant(created), time.instant(start)];
  if (made !== undefined && begins !== undefined) return begins - made < msPerDay;
  const madeOn = time.day(created);
  return day !== undefined && madeOn !== undefined && day <= madeOn;
}
