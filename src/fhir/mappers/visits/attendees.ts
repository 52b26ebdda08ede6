import type { ClinicianKey } from '../../../history/history.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { mayHaveSeen } from './participants.ts';
import type { About } from './topics.ts';

/** Who takes part in an appointment besides the person. */
interface Attendees {
  readonly clinicians: readonly ClinicianKey[];
  /** A clinician takes part who can't be told: a role that was not read, or only a name. */
  readonly unread: boolean;
  /** Every practitioner declined. */
  readonly away: boolean;
  readonly interpreter: boolean;
}

/** Reads the participants of an Appointment. */
export function attendees(appointment: IdentifiedResource, context: Context, about: About): Attendees {
  const clinicians = new Set<ClinicianKey>();
  let [practitioners, declined, interpreter, unread] = [0, 0, false, false];
  for (const participant of objects(appointment.participant, context.tally)) {
    const actor = fields(participant.actor, context.tally);
    interpreter ||= participant.status !== 'declined' && isInterpreter(participant, actor, appointment, context, about);
    if (!mayHaveSeen(about.rankOf(participant))) continue;
    const found = actor && context.people.find(actor, appointment);
    const key = found?.key;
    if (key === undefined) {
      unread ||= participant.status !== 'declined' && (found?.role !== undefined || isStaff(actor));
      continue;
    }
    practitioners += 1;
    if (participant.status === 'declined') declined += 1;
    else clinicians.add(key);
  }
  return { clinicians: [...clinicians], unread, away: practitioners > 0 && declined === practitioners, interpreter };
}

/** Only a name, and of whom is said: without that it may as well be that of a room. */
function isStaff(actor: JsonObject | undefined): boolean {
  return actor?.reference === undefined && (actor?.type === 'Practitioner' || actor?.type === 'PractitionerRole');
}

function isInterpreter(
  participant: JsonObject,
  actor: JsonObject | undefined,
  appointment: IdentifiedResource,
  { record }: Context,
  { kindOf, isInterpreter: isRoleOfInterpreter }: About,
): boolean {
  const role = actor && record.follow(actor, appointment)?.resource;
  const concepts = [...objects(participant.type), { text: actor?.display }];
  return concepts.some((concept) => kindOf(concept).interpreter) || (role !== undefined && isRoleOfInterpreter(role));
}
