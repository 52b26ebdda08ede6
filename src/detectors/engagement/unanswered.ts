import { type DateRange, type Day, isInRange } from '../../history/calendar.ts';
import { isAmbulatory } from '../../history/contact.ts';
import type { Booking, Invitation } from '../../history/history.ts';
import type { Seen } from '../detector.ts';
import { distinctBy, keysOf, type OfKinds } from './same-recall.ts';

/** What tells whether an invitation was answered: all of it must be known. */
type Invited = Seen<'invitations' | 'contacts' | 'bookings' | 'procedures', never>;

/** An invitation that says when it was sent and what it is for. */
type Sent = Invitation & { readonly day: Day; readonly what: string };
type Answer = OfKinds & { readonly day: Day | undefined };

/** Those that stand, without an answer since and of a kind that was never declined; oldest first. */
export function unansweredOf(history: Invited, range: DateRange): readonly Sent[] {
  const answeredUntil = latestByKey(answersOf(history));
  const declined = new Set(
    [
      ...history.invitations.filter(({ closed }) => closed?.as === 'declined'),
      ...history.procedures.filter(({ done }) => !done),
    ].flatMap(keysOf),
  );
  const open = history.invitations
    .filter(isSent)
    .filter(({ day, closed, bounced }) => isInRange(day, range) && closed === undefined && !bounced)
    .filter((one) => !keysOf(one).some((key) => declined.has(key)))
    .filter((one) => !keysOf(one).some((key) => (answeredUntil.get(key) ?? -Infinity) >= one.day))
    .toSorted((a, b) => a.day - b.day || (a.reference < b.reference ? -1 : 1));
  return distinctBy(open, (one) => keysOf(one).map((key) => `${one.day} ${key}`));
}

/** By key the day of the latest answer; one without a day may have come at any time. */
function latestByKey(answers: readonly Answer[]): ReadonlyMap<string, Day> {
  const found = new Map<string, Day>();
  for (const answer of answers) {
    const day = answer.day ?? Number.POSITIVE_INFINITY;
    for (const key of keysOf(answer)) found.set(key, Math.max(found.get(key) ?? day, day));
  }
  return found;
}

/** What came of invitations: something done, a visit, an appointment that was kept, still stands or was asked for. */
function answersOf({ invitations, procedures, contacts, bookings }: Invited): readonly Answer[] {
  return [
    ...invitations.flatMap(({ kinds, closed }) => (closed?.as === 'done' ? [{ kinds, day: closed.day }] : [])),
    ...procedures.filter(({ done }) => done),
    // With whom the person came, or that it was in a group, doesn't matter.
    ...contacts.filter(isAmbulatory),
    ...bookings.filter(isReply),
  ];
}

/** Whoever keeps, has or asks for an appointment has replied. */
export function isReply({ state }: Booking): boolean {
  return state === 'attended' || state === 'booked' || state === 'pending';
}

/** A bare reminder can't be matched with an answer, nor can one without a day. */
function isSent(invitation: Invitation): invitation is Sent {
  return invitation.day !== undefined && invitation.what !== undefined && invitation.kinds.length > 0;
}
