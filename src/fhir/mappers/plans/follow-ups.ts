import type { ClinicianKey, FollowUp } from '../../../history/history.ts';
import { fields, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { codingsOf } from '../../terminology/codings.ts';
import type { Path } from '../../versions/version.ts';
import { hasSigns } from '../signatures/signature.ts';
import { closedOn } from './plans.ts';

const detections = 'https://secure-base.org/fhir/CodeSystem/detections';

/** Tasks and messages whose reason is a detection of ours, and notes of signs that are still drafts or were revoked. */
export function toFollowUps(context: Context): FollowUp[] {
  const { own } = context;
  return [
    ...own.tasks.flatMap((one) => taskOf(one, context) ?? []),
    ...own.communications.flatMap((one) => messageOf(one, context) ?? []),
    ...own.carePlans.flatMap((one) => planOf(one, context) ?? []),
  ].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function taskOf(task: IdentifiedResource, context: Context): FollowUp | undefined {
  const { time, version } = context;
  const detection = detectionIn(task, version.task.reasons);
  if (detection === undefined) return undefined;
  const state = meaningFor('followUps', 'Task', task, version) ?? 'open';
  return {
    reference: `Task/${task.id}`,
    detection,
    state,
    clinician: clinicianAt(task, 'focus', context),
    due: time.lastDay(fields(fields(task.restriction)?.period)?.end),
    since: time.day(task.authoredOn),
    closed: state === 'open' ? undefined : closedOn(task, context),
  };
}

function messageOf(message: IdentifiedResource, context: Context): FollowUp | undefined {
  const { time, version } = context;
  const detection = detectionIn(message, version.communication.reasons);
  if (detection === undefined) return undefined;
  const state = meaningFor('followUps', 'Communication', message, version) ?? 'open';
  const day = time.day(message.sent) ?? time.day(fields(message.meta)?.lastUpdated);
  return {
    reference: `Communication/${message.id}`,
    detection,
    state,
    clinician: clinicianAt(message, 'recipient', context),
    due: undefined,
    since: day,
    closed: state === 'open' ? undefined : day,
  };
}

function detectionIn(one: IdentifiedResource, reasons: Path): string | undefined {
  const codings = objectsAt(one, reasons).flatMap(codingsOf);
  return text(codings.find(({ system }) => system === detections)?.code);
}

function clinicianAt(
  one: IdentifiedResource,
  element: 'focus' | 'recipient',
  { people }: Context,
): ClinicianKey | undefined {
  return objects(one[element]).flatMap((reference) => people.find(reference, one)?.key ?? [])[0];
}

function planOf(plan: IdentifiedResource, { time, version }: Context): FollowUp | undefined {
  const state = meaningFor('followUps', 'CarePlan', plan, version);
  if (state === undefined || !hasSigns(plan)) return undefined;
  const period = fields(plan.period);
  const closed = time.lastDay(period?.end) ?? time.day(fields(plan.meta)?.lastUpdated);
  return {
    reference: `CarePlan/${plan.id}`,
    detection: 'write-signature',
    state,
    clinician: undefined,
    due: undefined,
    since: time.day(plan.created) ?? time.day(period?.start),
    closed: state === 'open' ? undefined : closed,
  };
}
