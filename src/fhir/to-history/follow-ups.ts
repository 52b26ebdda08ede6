import type { FollowUp } from '../../history/history.ts';
import { codingsOf } from '../codings.ts';
import { fields, objectsAt, text } from '../json.ts';
import type { Context } from './context.ts';
import { closedOn } from './plans.ts';
import type { Owned } from './record.ts';
import { hasSigns } from './signature.ts';

const detections = 'https://secure-base.org/fhir/CodeSystem/detections';

/** Statuses of a Task; any other is of one that is still open (hl7.org/fhir/R4/valueset-task-status.html). */
const over = new Map<string, FollowUp['state']>([
  ['completed', 'done'],
  ['cancelled', 'done'],
  ['failed', 'done'],
  ['rejected', 'declined'],
]);
/** Of a CarePlan with signs: begun, or taken back. An active one is a signature and no follow-up. */
const planStates = new Map<string, FollowUp['state']>([
  ['draft', 'open'],
  ['revoked', 'declined'],
]);

/** Tasks whose reason is a detection of ours, and notes of signs that are still drafts or were revoked. */
export function toFollowUps(context: Context): FollowUp[] {
  const { own } = context;
  return [
    ...own.tasks.flatMap((one) => taskOf(one, context) ?? []),
    ...own.carePlans.flatMap((one) => planOf(one, context) ?? []),
  ].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function taskOf(task: Owned, context: Context): FollowUp | undefined {
  const { time, version } = context;
  const codings = objectsAt(task, version.task.reasons).flatMap(codingsOf);
  const detection = text(codings.find(({ system }) => system === detections)?.code);
  if (detection === undefined) return undefined;
  const state = over.get(text(task.status) ?? '') ?? 'open';
  return {
    reference: `Task/${task.id}`,
    detection,
    state,
    since: time.day(task.authoredOn),
    closed: state === 'open' ? undefined : closedOn(task, context),
  };
}

function planOf(plan: Owned, { time }: Context): FollowUp | undefined {
  const state = planStates.get(text(plan.status) ?? '');
  if (state === undefined || !hasSigns(plan)) return undefined;
  const period = fields(plan.period);
  const closed = time.lastDay(period?.end) ?? time.day(fields(plan.meta)?.lastUpdated);
  return {
    reference: `CarePlan/${plan.id}`,
    detection: 'write-signature',
    state,
    since: time.day(plan.created) ?? time.day(period?.start),
    closed: state === 'open' ? undefined : closed,
  };
}
