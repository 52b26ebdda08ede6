import type { Booking, ClinicianKey } from '../../history/history.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { AppointmentState } from '../versions/version.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';
import type { VisitKind } from './visit-kinds.ts';

/** Maps an Appointment; undefined for one entered in error, restricted, or of an unknown status. */
export function toBooking(
  appointment: Owned,
  context: Context,
  kindOf: (concept: Fields) => VisitKind,
): Booking | undefined {
  const { version, time, at } = context;
  const status = version.appointment.states.get(text(appointment.status) ?? '');
  if (status === undefined || status === 'entered-in-error' || isRestricted(appointment)) return undefined;
  const day = time.day(appointment.start);
  const kinds = [
    ...version.appointment.kinds.flatMap((element) => objects(appointment[element], context.tally)),
    { text: appointment.description },
  ].map(kindOf);
  const practitioners = practitionersOf(appointment, context);
  const away = practitioners.length > 0 && practitioners.every(({ declined }) => declined);
  return {
    reference: `Appointment/${appointment.id}`,
    day,
    state: stateOf(status, day !== undefined && day <= at.asOf, away || isByProvider(appointment, context)),
    clinicians: [...new Set(practitioners.flatMap(({ key, declined }) => (declined ? [] : key)))],
    walkIn: kinds.some((kind) => kind.walkIn),
    duty: kinds.some((kind) => kind.duty),
    by: undefined,
    created: time.day(appointment.created),
    shortNotice: false,
    interpreter: false,
    kinds: [],
    series: kinds.find((kind) => kind.series !== undefined)?.series,
  };
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

/** Cancellation reasons whose code begins with `prov` are the provider's (appointment-cancellation-reason). */
function isByProvider(appointment: Fields, { version }: Context): boolean {
  const codings = objects(appointment[version.appointment.cancellation]).flatMap((one) => objects(one.coding));
  return codings.some(({ code }) => typeof code === 'string' && code.startsWith('prov'));
}

function practitionersOf(appointment: Fields, context: Context): { key: ClinicianKey; declined: boolean }[] {
  return objects(appointment.participant, context.tally).flatMap((participant) => {
    const actor = fields(participant.actor, context.tally);
    const found = actor && context.people.find(actor, appointment);
    return found?.key === undefined ? [] : [{ key: found.key, declined: participant.status === 'declined' }];
  });
}
