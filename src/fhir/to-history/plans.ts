import type { Day } from '../../history/calendar.ts';
import type { OpenPlan } from '../../history/history.ts';
import { type Fields, fields, objects } from '../json.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

/** Statuses of an activity that is still to come (care-plan-activity-status). */
const toCome = ['scheduled', 'not-started'];

/** What is open: requested Tasks, active referrals, activities to come of active CarePlans. */
export function toPlans(context: Context): OpenPlan[] {
  const { own, version } = context;
  const { resource, due } = version.referral;
  return [
    ...open(own.tasks, 'requested').map((task): OpenPlan => plan(`Task/${task.id}`, 'task', dueOfTask(task, context))),
    ...open(own.referrals, 'active').map(
      (one): OpenPlan => plan(`${resource}/${one.id}`, 'referral', dueOf(one, due, context)),
    ),
    ...open(own.carePlans, 'active').flatMap((one) => activities(one, context)),
  ].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function activities(carePlan: Owned, context: Context): OpenPlan[] {
  const details = objects(carePlan.activity, context.tally)
    .map((activity) => fields(activity.detail))
    .filter((detail) => detail !== undefined);
  return details
    .filter(({ status }) => typeof status === 'string' && toCome.includes(status))
    .map((detail) => plan(`CarePlan/${carePlan.id}`, 'activity', dueOf(detail, 'scheduled', context)))
    .sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
}

function open(resources: readonly Owned[], status: string): Owned[] {
  return resources.filter((one) => one.status === status && !isRestricted(one));
}

function plan(reference: string, kind: OpenPlan['kind'], due: Day | undefined): OpenPlan {
  return { reference, kind, since: undefined, closed: undefined, due };
}

function dueOfTask(task: Fields, { time }: Context): Day | undefined {
  const restriction = fields(fields(task.restriction)?.period);
  const execution = fields(task.executionPeriod);
  return time.lastDay(restriction?.end) ?? time.lastDay(execution?.end) ?? time.day(execution?.start);
}

/** Day of a choice element: `…DateTime`, `…Period`, `…Timing` or `…String`. */
function dueOf(owner: Fields, element: string, { time }: Context): Day | undefined {
  const timing = fields(owner[`${element}Timing`]);
  const [event] = Array.isArray(timing?.event) ? timing.event : [];
  const period = fields(owner[`${element}Period`]) ?? fields(fields(timing?.repeat)?.boundsPeriod);
  return (
    time.day(owner[`${element}DateTime`]) ??
    time.day(owner[`${element}String`]) ??
    time.day(event) ??
    time.day(period?.start)
  );
}
