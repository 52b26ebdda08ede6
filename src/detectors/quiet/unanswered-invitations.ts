import { z } from 'zod';
import { type Day, isoDay, months } from '../../history/calendar.ts';
import type { Contact, Invitation } from '../../history/history.ts';
import { detector, type Finding, type Seen } from '../detector.ts';
import type { UnansweredInvitations } from '../quiet-facts.ts';
import { about } from './about-unanswered-invitations.ts';
import { isSameKind, type OfKinds, recallsOf } from './same-kind.ts';

const settings = z.object({
  months: z.int().min(1).max(12).default(12).describe('Months over which the invitations are counted'),
  minInvitations: z.int().min(2).default(3).describe('Least unanswered invitations'),
  minKinds: z.int().min(1).default(2).describe('Least different things that they were for'),
});
type History = Seen<'invitations' | 'contacts' | 'bookings' | 'procedures', never>;

/** An invitation that says when it was sent and what it is for. */
type Sent = Invitation & { readonly day: Day; readonly what: string };
type Answer = OfKinds & { readonly day: Day | undefined };

/** D5: invitations of several kinds, none of them answered. */
export const unansweredInvitations = detector({
  code: 'unanswered-invitations',
  about,
  needs: ['invitations', 'contacts', 'bookings', 'procedures'],
  uses: [],
  lookBackMonths: 12,
  settings,
  detect(
    history,
    { asOf },
    thresholds = settings.parse({}),
  ): Finding<'unanswered-invitations', UnansweredInvitations> | undefined {
    const unanswered = unansweredOf(history, { from: asOf - months(thresholds.months), to: asOf });
    const kinds = unlike(unanswered, isSameKind);
    const [first, newest] = [unanswered[0], unanswered.at(-1)];
    if (first === undefined || newest === undefined || unanswered.length < thresholds.minInvitations) return undefined;
    if (kinds.length < thresholds.minKinds) return undefined;
    return {
      code: 'unanswered-invitations',
      facts: {
        invitations: unanswered.length,
        kinds: kinds.map((one) => recallsOf(one)[0]?.replace('recall-', '') ?? one.what),
        sent: [...new Set(unanswered.map(({ day }) => isoDay(day)))],
      },
      counted: unanswered.map(({ reference }) => reference),
      notCounted: [],
      span: { from: first.day, to: newest.day },
      number: unanswered.length,
      unit: 'invitations',
      materialKey: newest.reference,
    };
  },
});

/** Those that stand, without an answer since and of a kind that was never declined; oldest first. */
function unansweredOf(history: History, within: { readonly from: Day; readonly to: Day }): readonly Sent[] {
  const answers = answersOf(history);
  const declined = [
    ...history.invitations.filter(({ closed }) => closed?.as === 'declined'),
    ...history.procedures.filter(({ done }) => !done),
  ];
  const open = history.invitations
    .filter(isSent)
    .filter(({ day, closed, bounced }) => day > within.from && day <= within.to && closed === undefined && !bounced)
    .filter((one) => !declined.some((other) => isSameKind(one, other)))
    .filter((one) => !answers.some((answer) => isSameKind(one, answer) && (answer.day ?? one.day) >= one.day))
    .toSorted((a, b) => a.day - b.day || (a.reference < b.reference ? -1 : 1));
  return unlike(open, (one, other) => one.day === other.day && isSameKind(one, other));
}

/** What came of invitations: something done, a visit, an appointment that was kept or still stands. */
function answersOf({ invitations, procedures, contacts, bookings }: History): readonly Answer[] {
  return [
    ...invitations.flatMap(({ kinds, closed }) => (closed?.as === 'done' ? [{ kinds, day: closed.day }] : [])),
    ...procedures.filter(({ done }) => done),
    ...contacts.filter(isAttendance),
    ...bookings.filter(({ state }) => state === 'attended' || state === 'booked'),
  ];
}

/** A bare reminder can't be matched with an answer, nor can one without a day. */
function isSent(invitation: Invitation): invitation is Sent {
  return invitation.day !== undefined && invitation.what !== undefined && invitation.kinds.length > 0;
}

/** The person came, or is here now: with whom, or in a group, doesn't matter. */
function isAttendance({ excluded }: Contact): boolean {
  const counts: readonly Contact['excluded'][] = [
    undefined,
    'clinician-not-recorded',
    'clinician-unread',
    'group-visit',
    'undated',
  ];
  return counts.includes(excluded);
}

/** The first of each that are alike. */
function unlike<T>(items: readonly T[], isAlike: (one: T, other: T) => boolean): readonly T[] {
  const first: T[] = [];
  for (const item of items) if (!first.some((other) => isAlike(item, other))) first.push(item);
  return first;
}
