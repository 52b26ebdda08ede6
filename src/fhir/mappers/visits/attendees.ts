import type { ClinicianKey } from '../../../history/history.ts';
import { fields, type JsonObject, objects, type Tally } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import type { Participant, UnresolvedBooking } from './draft.ts';
import { mayHaveSeen } from './participants.ts';
import type { VisitTerms, VisitTopics } from './topics.ts';

/** Who takes part in an appointment besides the person. */
interface Attendees {
  readonly clinicians: readonly ClinicianKey[];
  /** A clinician takes part who can't be identified: a role that was not read, or only a name. */
  readonly unread: boolean;
  /** Every practitioner declined. */
  readonly away: boolean;
  readonly interpreter: boolean;
}

/** Reads the participants of an Appointment. */
export function participantsOf(
  appointment: IdentifiedResource,
  { kindOf, rankOf }: VisitTerms,
  tally: Tally,
): readonly Participant[] {
  return objects(appointment.participant, tally).map((participant) => {
    const actor = fields(participant.actor, tally);
    const concepts = [...objects(participant.type), { text: actor?.display }];
    return {
      actor,
      declined: participant.status === 'declined',
      mayHaveSeen: mayHaveSeen(rankOf(participant)),
      interpreter: concepts.some((concept) => kindOf(concept).interpreter),
    };
  });
}

/** Finds who takes part in an appointment; whom a cancelled one names is not met by it. */
export function attendees(
  { appointment, status, participants }: UnresolvedBooking,
  { people, record }: Context,
  topics: VisitTopics,
): Attendees {
  const find = status === 'cancelled' ? people.identify : people.find;
  const clinicians = new Set<ClinicianKey>();
  let [practitioners, away, interpreter, unread] = [0, 0, false, false];
  for (const one of participants) {
    const { actor, declined } = one;
    interpreter ||= !declined && (one.interpreter || hasInterpreterRole(actor, appointment, record, topics));
    if (!one.mayHaveSeen) continue;
    const found = actor && find(actor, appointment);
    const key = found?.key;
    if (key === undefined) {
      unread ||= !declined && (found?.role !== undefined || isStaff(actor));
      continue;
    }
    practitioners += 1;
    if (declined) away += 1;
    else clinicians.add(key);
  }
  return { clinicians: [...clinicians], unread, away: practitioners > 0 && away === practitioners, interpreter };
}

/** Only a name, with the type of whom: without a type it may as well be the name of a room. */
function isStaff(actor: JsonObject | undefined): boolean {
  return actor?.reference === undefined && (actor?.type === 'Practitioner' || actor?.type === 'PractitionerRole');
}

function hasInterpreterRole(
  actor: JsonObject | undefined,
  appointment: IdentifiedResource,
  record: Context['record'],
  topics: VisitTopics,
): boolean {
  const role = actor && record.follow(actor, appointment)?.resource;
  return role !== undefined && topics.isInterpreter(role);
}
