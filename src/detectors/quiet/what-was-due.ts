import { type Day, isoDay } from '../../history/calendar.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import { coverOn } from '../../history/medicine-cover.ts';
import type { Seen } from '../detector.ts';
import type { GoneQuiet } from '../quiet-facts.ts';

type History = Seen<never, 'medicines' | 'invitations' | 'plans' | 'conditions'>;

/** What was due for a person who has not come, and what it rests on. */
export interface Due {
  readonly facts: Pick<GoneQuiet, 'due' | 'dueSince' | 'dueFor'>;
  readonly reference: string;
}

/** The first thing that is open: an invitation, a repeat that ran out, a plan, or else a long-term condition. */
export function whatWasDue(history: History, asOf: Day): Due | undefined {
  return openInvitation(history, asOf) ?? overdueRepeat(history, asOf) ?? openPlan(history) ?? longTerm(history);
}

function openInvitation({ invitations = [] }: History, asOf: Day): Due | undefined {
  const open = invitations.findLast(
    ({ day, closed, bounced }) => closed === undefined && !bounced && (day ?? asOf) <= asOf,
  );
  if (open === undefined) return undefined;
  const { day, what, reference } = open;
  return { facts: { due: 'invitation', ...since(day), ...(what !== undefined && { dueFor: what }) }, reference };
}

function overdueRepeat({ medicines = [] }: History, asOf: Day): Due | undefined {
  for (const medicine of medicines) {
    const isTaken = medicine.orders.some(
      ({ state, repeat, asNeeded, batch }) => state === 'active' && repeat && !asNeeded && !batch,
    );
    const cover = isTaken ? coverOn(medicine, asOf) : undefined;
    if (cover && cover.lateDays > 0)
      return { facts: { due: 'medicine', ...since(cover.end) }, reference: cover.last.reference };
  }
  return undefined;
}

function openPlan({ plans = [] }: History): Due | undefined {
  const open = plans.find(({ closed }) => closed === undefined);
  return open && { facts: { due: open.kind, ...since(open.due) }, reference: open.reference };
}

function longTerm({ conditions = [] }: History): Due | undefined {
  const one = conditions.find(
    ({ active, groups }) => active && groups.some((group) => longTermConditions.some((name) => name === group)),
  );
  return one && { facts: { due: 'condition' }, reference: one.reference };
}

function since(day: Day | undefined): { dueSince?: string } {
  return day === undefined ? {} : { dueSince: isoDay(day) };
}
