import { type DateRange, type Day, isInRange } from '../../history/calendar.ts';
import { isAmbulatory } from '../../history/contact.ts';
import type { Booking, Invitation } from '../../history/history.ts';
import type { Seen } from '../detector.ts';
import { distinctBy, type HasKinds, recallKeys } from './same-recall.ts';

/** The parts in which an answer may be found; all of them must be known. */
type Invited = Seen<'invitations' | 'contacts' | 'bookings' | 'procedures', never>;

/** An invitation with a day and a purpose. */
type Sent = Invitation & { readonly day: Day; readonly what: string };
type Answer = HasKinds & { readonly day: Day | undefined };

/** The open invitations of a range without an answer since, and whose topic was never declined; oldest first. */
export function findUnanswered(history: Invited, range: DateRange): readonly Sent[] {
  const sent = history.invitations
    .filter(isSent)
    .filter(({ day, closed, bounced }) => isInRange(day, range) && closed === undefined && !bounced);
  if (sent.length === 0) return [];
  const answeredUntil = latestByKey(answersOf(history));
  const declined = new Set(
    [
      ...history.invitations.filter(({ closed }) => closed?.as === 'declined'),
      ...history.procedures.filter(({ done }) => !done),
    ].flatMap(recallKeys),
  );
  const open = sent
    .filter((one) => !recallKeys(one).some((key) => declined.has(key)))
    .filter((one) => !recallKeys(one).some((key) => (answeredUntil.get(key) ?? -Infinity) >= one.day))
    .toSorted((a, b) => a.day - b.day || (a.reference < b.reference ? -1 : 1));
  return distinctBy(open, (one) => recallKeys(one).map((key) => `${one.day} ${key}`));
}

/** The day of the latest answer by key; an undated answer may be of any day. */
function latestByKey(answers: readonly Answer[]): ReadonlyMap<string, Day> {
  const found = new Map<string, Day>();
  for (const answer of answers) {
    const day = answer.day ?? Number.POSITIVE_INFINITY;
    for (const key of recallKeys(answer)) found.set(key, Math.max(found.get(key) ?? day, day));
  }
  return found;
}

/** Answers: a procedure, a visit, or an appointment that was attended, is booked or was asked for. */
function answersOf({ invitations, procedures, contacts, bookings }: Invited): readonly Answer[] {
  return [
    ...invitations.flatMap(({ kinds, closed }) => (closed?.as === 'done' ? [{ kinds, day: closed.day }] : [])),
    ...procedures.filter(({ done }) => done),
    // With anyone, and in a group too.
    ...contacts.filter(isAmbulatory),
    ...bookings.filter(isReply),
  ];
}

/** Attending, having or asking for an appointment is a reply. */
export function isReply({ state }: Booking): boolean {
  return state === 'attended' || state === 'booked' || state === 'pending';
}

/** Without a topic or a day, an invitation cannot be matched with an answer. */
function isSent(invitation: Invitation): invitation is Sent {
  return invitation.day !== undefined && invitation.what !== undefined && invitation.kinds.length > 0;
}
