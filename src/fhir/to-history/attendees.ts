import type { ClinicianKey } from '../../history/history.ts';
import { type Fields, fields, objects } from '../json.ts';
import type { About } from './about.ts';
import type { Context } from './context.ts';
import { mayHaveSeen } from './participants.ts';
import type { Owned } from './record.ts';

/** Who takes part in an appointment besides the person. */
interface Attendees {
  readonly clinicians: readonly ClinicianKey[];
  /** Every practitioner declined. */
  readonly away: boolean;
  readonly interpreter: boolean;
}

/** Reads the participants of an Appointment. */
export function attendees(appointment: Owned, context: Context, about: About): Attendees {
  const clinicians = new Set<ClinicianKey>();
  let [practitioners, declined, interpreter] = [0, 0, false];
  for (const participant of objects(appointment.participant, context.tally)) {
    const actor = fields(participant.actor, context.tally);
    interpreter ||= participant.status !== 'declined' && isInterpreter(participant, actor, appointment, context, about);
    const key = actor && mayHaveSeen(about.rankOf(participant)) && context.people.find(actor, appointment)?.key;
    if (!key) continue;
    practitioners += 1;
    if (participant.status === 'declined') declined += 1;
    else clinicians.add(key);
  }
  return { clinicians: [...clinicians], away: practitioners > 0 && declined === practitioners, interpreter };
}

function isInterpreter(
  participant: Fields,
  actor: Fields | undefined,
  appointment: Owned,
  { record }: Context,
  { kindOf, isInterpreter: isRoleOfInterpreter }: About,
): boolean {
  const role = actor && record.follow(actor, appointment)?.resource;
  const concepts = [...objects(participant.type), { text: actor?.display }];
  return concepts.some((concept) => kindOf(concept).interpreter) || (role !== undefined && isRoleOfInterpreter(role));
}
