import { type Day, type IsoDate, isoDay, lastMonths } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { greatest } from '../../history/extremes.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import { coverOn } from '../../history/medicine-cover.ts';
import type { Seen } from '../detector.ts';
import { endTogether, repeatOn } from './repeats.ts';
import { isReply, unansweredOf } from './unanswered.ts';

/** What was due. */
export type OverdueFacts = {
  readonly due: 'medicine' | 'invitation' | 'task' | 'referral' | 'activity' | 'condition';
  readonly dueSince?: IsoDate;
  /** What the invitation was for, where that is what was due. */
  readonly dueFor?: string;
};

type History = Seen<'contacts', 'medicines' | 'invitations' | 'bookings' | 'procedures' | 'plans' | 'conditions'>;

/** Days after which a supply that was collected has reached the record. */
const feedDelay = 7;
/** Months within which an invitation is still one, however short the silence. */
const invitedMonths = 12;

/** What was due for a person who has not come, and what it rests on. */
export interface Due {
  readonly facts: OverdueFacts;
  readonly reference: string;
}

/** The first thing that is open: an invitation, a repeat that ran out, a plan, or else a long-term condition. */
export function whatWasDue(
  history: History,
  { last, asOf }: { readonly last: Day; readonly asOf: Day },
): Due | undefined {
  return (
    openInvitation(history, last, asOf) ?? overdueRepeat(history, asOf) ?? openPlan(history, asOf) ?? longTerm(history)
  );
}

/** The latest that nothing answered; a bare reminder, which says of nothing what would answer it, where it came after the last contact. */
function openInvitation(history: History, last: Day, asOf: Day): Due | undefined {
  const { contacts, invitations, bookings, procedures } = history;
  if (invitations === undefined || bookings === undefined || procedures === undefined) return undefined;
  const { from, to } = lastMonths(asOf, invitedMonths);
  const unanswered = unansweredOf(
    { contacts, invitations, bookings, procedures },
    { from: Math.min(last + 1, from), to },
  );
  const replied = greatest(bookings.filter(isReply).map(({ day = asOf }) => day));
  const bare = invitations.filter(
    ({ day, kinds, what, closed, bounced }) =>
      (kinds.length === 0 || what === undefined) &&
      closed === undefined &&
      !bounced &&
      day !== undefined &&
      day > Math.max(last, replied),
  );
  const open = [...unanswered, ...bare].toSorted((a, b) => (a.day ?? 0) - (b.day ?? 0)).at(-1);
  if (open === undefined) return undefined;
  const { day, what, reference } = open;
  return { facts: { due: 'invitation', ...since(day), ...(what !== undefined && { dueFor: what }) }, reference };
}

function overdueRepeat({ medicines = [] }: History, asOf: Day): Due | undefined {
  const repeats = medicines.filter((one) => repeatOn(one, asOf) !== undefined);
  if (endTogether(repeats, asOf)) return undefined;
  const [first] = repeats
    .flatMap((one) => coverOn(one, asOf) ?? [])
    .filter(({ lateDays }) => lateDays > feedDelay)
    .toSorted((a, b) => a.end - b.end || (a.last.reference < b.last.reference ? -1 : 1));
  return first && { facts: { due: 'medicine', ...since(first.end) }, reference: first.last.reference };
}

/** The one that was asked for first, of those that are not for a later day. */
function openPlan({ plans = [] }: History, asOf: Day): Due | undefined {
  const [open] = plans
    .filter(({ closed, due }) => closed === undefined && (due === undefined || due <= asOf))
    .toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity) || (a.reference < b.reference ? -1 : 1));
  return open && { facts: { due: open.kind, ...since(open.since) }, reference: open.reference };
}

function longTerm({ conditions = [] }: History): Due | undefined {
  const one = conditions.find(
    (condition) =>
      isSurelyActive(condition) &&
      !condition.tentative &&
      condition.groups.some((group) => longTermConditions.some((name) => name === group)),
  );
  return one && { facts: { due: 'condition' }, reference: one.reference };
}

function since(day: Day | undefined): { dueSince?: string } {
  return day === undefined ? {} : { dueSince: isoDay(day) };
}
