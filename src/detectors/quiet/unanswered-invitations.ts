import { z } from 'zod';
import { type Day, isoDay, months } from '../../history/calendar.ts';
import type { Invitation } from '../../history/history.ts';
import { isConsultation } from '../../history/own-rhythm.ts';
import { detector, type Finding, type Seen } from '../detector.ts';
import type { UnansweredInvitations } from '../quiet-facts.ts';
import { about } from './about-unanswered-invitations.ts';

const settings = z.object({
  months: z.int().min(1).max(36).default(12).describe('Months over which invitations are counted'),
  minInvitations: z.int().min(1).default(3).describe('Least invitations without a recorded reply'),
  minKinds: z.int().min(1).default(2).describe('Least different kinds of invitation among them'),
});
type History = Seen<'invitations' | 'contacts' | 'bookings' | 'procedures', never>;

/** An invitation that stands, and which kind of its it is told apart by. */
type Open = Invitation & { readonly day: Day; readonly kind: string };

/** D5: invitations that have had no recorded reply. */
export const unansweredInvitations = detector({
  code: 'unanswered-invitations',
  about,
  needs: ['invitations', 'contacts', 'bookings', 'procedures'],
  uses: [],
  lookBackMonths: 12,
  settings,
  detect(
    history,
    { asOf, now },
    thresholds = settings.parse({}),
  ): Finding<'unanswered-invitations', UnansweredInvitations> | undefined {
    const open = oncePerDay(openInvitations(history, asOf - months(thresholds.months), asOf, now));
    const kinds = new Set(open.map(({ kind }) => kind));
    const [first, newest] = [open[0], open.at(-1)];
    if (open.length < thresholds.minInvitations || kinds.size < thresholds.minKinds) return undefined;
    if (first === undefined || newest === undefined) return undefined;
    return {
      code: 'unanswered-invitations',
      facts: {
        invitations: open.length,
        kinds: [...new Set(open.flatMap(({ what }) => what ?? []))],
        sent: open.map(({ day }) => isoDay(day)),
      },
      counted: open.map(({ reference }) => reference),
      notCounted: [],
      span: { from: first.day, to: newest.day },
      number: open.length,
      unit: 'invitations',
      materialKey: newest.reference,
    };
  },
});

/** Those of the window that were sent and stand, and of whose kind nothing was attended since or ever declined. */
function openInvitations(history: History, from: Day, asOf: Day, now: number): Open[] {
  const replies = repliesIn(history, now);
  const declined = history.invitations
    .filter(({ closed }) => closed?.as === 'declined')
    .concat(history.procedures.filter(({ done }) => !done).map(asInvitation));
  return history.invitations
    .filter(
      (one): one is Invitation & { readonly day: Day } => one.day !== undefined && one.day > from && one.day <= asOf,
    )
    .filter(({ closed, bounced }) => closed === undefined && !bounced)
    .filter((one) => !declined.some((other) => isSameKind(one.kinds, other.kinds)))
    .filter((one) => !replies.some(({ day, kinds }) => day >= one.day && isSameKind(one.kinds, kinds)))
    .map((one) => ({ ...one, kind: recallsOf(one.kinds)[0] ?? one.kinds[0] ?? one.reference }));
}

interface Reply {
  readonly day: Day;
  readonly kinds: readonly string[];
}

function asInvitation({ reference, day, kinds }: History['procedures'][number]): Invitation {
  return { reference, day, kinds, what: undefined, closed: undefined, bounced: false };
}

/** What was attended: procedures, consultations, kept appointments, and invitations that were answered. */
function repliesIn({ procedures, contacts, bookings, invitations }: History, now: number): Reply[] {
  return [
    ...procedures.filter(({ done }) => done),
    ...contacts.filter((one) => isConsultation(one, now)),
    ...bookings.filter(({ state }) => state === 'attended'),
    ...invitations.flatMap(({ closed, kinds }) => (closed?.as === 'done' ? [{ day: closed.day, kinds }] : [])),
  ].flatMap(({ day, kinds }) => (day === undefined ? [] : [{ day, kinds }]));
}

/** Of one recall; only where neither names one, of one code or text. */
function isSameKind(one: readonly string[], other: readonly string[]): boolean {
  const [recalls, others] = [recallsOf(one), recallsOf(other)];
  if (recalls.length > 0 || others.length > 0) return recalls.some((recall) => others.includes(recall));
  return one.some((kind) => other.includes(kind));
}

function recallsOf(kinds: readonly string[]): readonly string[] {
  return kinds.filter((kind) => kind.startsWith('recall-'));
}

/** One that is recorded twice on a day was sent once. */
function oncePerDay(open: readonly Open[]): Open[] {
  return open.filter((one, i) => !open.slice(0, i).some(({ day, kind }) => day === one.day && kind === one.kind));
}
