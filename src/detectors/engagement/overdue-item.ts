import { type Day, type IsoDate, isoDay, lastMonths } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { greatest } from '../../history/extremes.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import { coverOn } from '../../history/medicine-cover.ts';
import type { Seen } from '../detector.ts';
import { endTogether, repeatOn } from './repeats.ts';
import { findUnanswered, isReply } from './unanswered.ts';

/** What was due. */
export type OverdueFacts = {
  readonly due: 'medicine' | 'invitation' | 'task' | 'referral' | 'activity' | 'condition';
  readonly dueSince?: IsoDate;
  /** Purpose of the invitation, if that is what is due. */
  readonly dueFor?: string;
};

type History = Seen<'contacts', 'medicines' | 'invitations' | 'bookings' | 'procedures' | 'plans' | 'conditions'>;

/** Days by which a collected supply has reached the record. */
const feedDelay = 7;
/** Months for which an invitation remains current, however short the silence. */
const invitedMonths = 12;

/** What is due for a person who has not come, and the resource that shows it. */
export interface OverdueItem {
  readonly facts: OverdueFacts;
  readonly reference: string;
}

/** The first that exists: an open invitation, a repeat medicine that ran out, a plan, or a long-term condition. */
export function overdueItem(
  history: History,
  { last, asOf }: { readonly last: Day; readonly asOf: Day },
): OverdueItem | undefined {
  return (
    openInvitation(history, last, asOf) ??
    overdueRepeat(history, asOf) ??
    openPlan(history, asOf) ??
    longTermCondition(history)
  );
}

/** The latest unanswered invitation. A reminder that names no topic, so cannot be matched, counts if after the last contact. */
function openInvitation(history: History, last: Day, asOf: Day): OverdueItem | undefined {
  const { contacts, invitations, bookings, procedures } = history;
  if (invitations === undefined || bookings === undefined || procedures === undefined) return undefined;
  const { from, to } = lastMonths(asOf, invitedMonths);
  const unanswered = findUnanswered(
    { contacts, invitations, bookings, procedures },
    { from: Math.min(last + 1, from), to },
  );
  const replied = greatest(bookings.filter(isReply).map(({ day = asOf }) => day));
  const reminders = invitations.filter(
    ({ day, kinds, what, closed, bounced }) =>
      (kinds.length === 0 || what === undefined) &&
      closed === undefined &&
      !bounced &&
      day !== undefined &&
      day > Math.max(last, replied),
  );
  const open = [...unanswered, ...reminders].toSorted((a, b) => (a.day ?? 0) - (b.day ?? 0)).at(-1);
  if (open === undefined) return undefined;
  const { day, what, reference } = open;
  return { facts: { due: 'invitation', ...since(day), ...(what !== undefined && { dueFor: what }) }, reference };
}

function overdueRepeat({ medicines = [] }: History, asOf: Day): OverdueItem | undefined {
  if (endTogether(medicines, asOf)) return undefined;
  const [first] = medicines
    .filter((one) => repeatOn(one, asOf) !== undefined)
    .flatMap((one) => coverOn(one, asOf) ?? [])
    .filter(({ lateDays }) => lateDays > feedDelay)
    .toSorted((a, b) => a.end - b.end || (a.last.reference < b.last.reference ? -1 : 1));
  return first && { facts: { due: 'medicine', ...since(first.end) }, reference: first.last.reference };
}

/** The plan that was asked for first, except those that are not due yet. */
function openPlan({ plans = [] }: History, asOf: Day): OverdueItem | undefined {
  const [open] = plans
    .filter(({ closed, due }) => closed === undefined && (due === undefined || due <= asOf))
    .toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity) || (a.reference < b.reference ? -1 : 1));
  return open && { facts: { due: open.kind, ...since(open.since) }, reference: open.reference };
}

function longTermCondition({ conditions = [] }: History): OverdueItem | undefined {
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
