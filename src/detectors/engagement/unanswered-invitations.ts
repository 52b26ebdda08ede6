import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lastMonths } from '../../history/calendar.ts';
import { isRestricted } from '../../history/contact.ts';
import type { Contact } from '../../history/history.ts';
import { detector, type Finding } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';
import { distinctBy, recallKeys, recallSetsOf } from './same-recall.ts';
import { findUnanswered } from './unanswered.ts';

/** Invitations without a recorded reply. */
export type UnansweredInvitations = {
  readonly invitations: number;
  /** Their purposes, once each, oldest first: a recall set's name without `recall-`, else the record's words. */
  readonly kinds: readonly string[];
  /** Days on which they were sent, oldest first. */
  readonly sent: readonly IsoDate[];
};

const settings = z.object({
  months: z.int().min(1).max(12).default(12).describe('Months over which the invitations are counted'),
  minInvitations: z.int().min(2).default(3).describe('Least unanswered invitations'),
  minKinds: z.int().min(1).default(2).describe('Least different things that they were for'),
});

const silences = ['too-few-invitations', 'too-few-purposes', 'restricted-entry'] as const;
type Result = Finding<'unanswered-invitations', UnansweredInvitations> | Silence<(typeof silences)[number]>;

/** D5: invitations of several kinds, none of them answered. */
export const unansweredInvitations = detector({
  code: 'unanswered-invitations',
  mark: 'D5',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  supersededBy: { codes: ['quiet-pattern'], sameClinician: false },
  needs: ['invitations', 'contacts', 'bookings', 'procedures'],
  uses: ['registration'],
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, { asOf }, { months, minInvitations, minKinds }): Result {
    const unanswered = findUnanswered(history, lastMonths(asOf, months));
    const [first, newest] = [unanswered[0], unanswered.at(-1)];
    if (first === undefined || newest === undefined || unanswered.length < minInvitations)
      return silent('too-few-invitations', { invitations: unanswered.length, needs: minInvitations });
    const kinds = distinctBy(unanswered, recallKeys);
    if (kinds.length < minKinds) return silent('too-few-purposes', { purposes: kinds.length, needs: minKinds });
    if (mayHaveAnswered(history.contacts, first.day, asOf)) return silent('restricted-entry');
    return {
      code: 'unanswered-invitations',
      facts: {
        invitations: unanswered.length,
        kinds: kinds.map((one) => recallSetsOf(one)[0]?.replace('recall-', '') ?? one.what),
        sent: [...new Set(unanswered.map(({ day }) => isoDay(day)))],
      },
      counted: unanswered.map(({ reference }) => reference),
      notCounted: [],
      span: { from: first.day, to: newest.day },
      number: unanswered.length,
      unit: 'invitations',
      changeKey: newest.reference,
    };
  },
});

/** A restricted contact may have been the answer. */
function mayHaveAnswered(contacts: readonly Contact[], since: Day, asOf: Day): boolean {
  return contacts.some((one) => isRestricted(one) && (one.day === undefined || (one.day >= since && one.day <= asOf)));
}
