import type { Day } from '../../../history/calendar.ts';
import type { OpenPlan } from '../../../history/history.ts';
import { fields, type JsonObject, objectsAt } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { isProposal, isReferral } from './referrals.ts';

/** Statuses of an activity in the future (care-plan-activity-status). */
const upcomingStatuses = ['scheduled', 'not-started'];

/** Requested Tasks, active referrals, and future activities of active CarePlans; and Tasks that were open until a known day. */
export function toPlans(context: Context): OpenPlan[] {
  const { own, version, time } = context;
  const { due } = version.referral;
  const isOpenPlan = (type: 'ServiceRequest' | 'CarePlan') => (one: IdentifiedResource) =>
    meaningFor('plans', type, one, version) === 'open';
  return [
    ...own.tasks.flatMap((one) => task(one, context) ?? []),
    ...own.referrals
      .filter(isOpenPlan('ServiceRequest'))
      .filter(isRequested)
      .map(
        (one): OpenPlan => ({
          reference: `${one.resourceType}/${one.id}`,
          kind: kindOf(one, context),
          since: time.day(one.authoredOn),
          closed: undefined,
          due: dueOf(one, due, context),
        }),
      ),
    ...own.carePlans.filter(isOpenPlan('CarePlan')).flatMap((one) => activities(one, context)),
  ].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function isRequested(request: IdentifiedResource): boolean {
  return !isProposal(request) && request.doNotPerform !== true;
}

/**
 * GP Connect records an entry of the practice's diary, such as a recall, as a ProcedureRequest of intent `plan`: nobody was
 * referred. BaRS uses that intent for referrals too, and marks them by their category.
 */
function kindOf(request: IdentifiedResource, context: Context): OpenPlan['kind'] {
  return request.intent === 'plan' && !isReferral(request, context) ? 'activity' : 'referral';
}

function activities(carePlan: IdentifiedResource, context: Context): OpenPlan[] {
  return objectsAt(carePlan, context.version.carePlan.activities, context.tally)
    .filter(({ status }) => typeof status === 'string' && upcomingStatuses.includes(status))
    .map(
      (detail): OpenPlan => ({
        reference: `CarePlan/${carePlan.id}`,
        kind: 'activity',
        since: context.time.day(carePlan.created ?? fields(carePlan.period)?.start),
        closed: undefined,
        due: dueOf(detail, 'scheduled', context),
      }),
    )
    .sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
}

function task(one: IdentifiedResource, context: Context): OpenPlan | undefined {
  const { time, version } = context;
  const state = meaningFor('plans', 'Task', one, version);
  const closed = state === 'closed' ? closedOn(one, context) : undefined;
  if (state !== 'open' && closed === undefined) return undefined;
  const due = dueOfTask(one, context);
  return { reference: `Task/${one.id}`, kind: 'task', since: time.day(one.authoredOn), closed, due };
}

/** The day on which a Task was closed. The period of a cancelled one may only be when it was to be done. */
export function closedOn(task: JsonObject, { time }: Pick<Context, 'time'>): Day | undefined {
  const end = time.day(fields(task.executionPeriod)?.end);
  const changed = time.day(task.lastModified);
  if (task.status !== 'cancelled') return end ?? changed;
  return end === undefined || changed === undefined ? (changed ?? end) : Math.min(end, changed);
}

function dueOfTask(task: JsonObject, { time }: Context): Day | undefined {
  const restriction = fields(fields(task.restriction)?.period);
  const execution = fields(task.executionPeriod);
  return time.lastDay(restriction?.end) ?? time.lastDay(execution?.end) ?? time.day(execution?.start);
}

/** Day of a choice element: `…DateTime`, `…Period`, `…Timing` or `…String`. */
function dueOf(owner: JsonObject, element: string, { time }: Context): Day | undefined {
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
