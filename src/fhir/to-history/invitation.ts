import type { Day } from '../../history/calendar.ts';
import type { Invitation } from '../../history/history.ts';
import { fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { isRecall, kindsOf } from './kinds.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

/** Invitations, oldest first: tasks and requests of a recall kind, and reminders that were sent. */
export function toInvitations(context: Context): Invitation[] {
  const { own, version } = context;
  const each = (resources: readonly Owned[], of: (one: Owned, context: Context) => Invitation | undefined) =>
    resources.flatMap((one) => (isRestricted(one) ? [] : (of(one, context) ?? [])));
  return [
    ...each(own.tasks, ofTask),
    ...each(own.communications, ofCommunication),
    ...each(own.referrals, (one) => ofRequest(one, `${version.referral.resource}/${one.id}`, context)),
  ].sort((a, b) => (a.day ?? 0) - (b.day ?? 0) || (a.reference < b.reference ? -1 : 1));
}

const taskOutcomes: Readonly<Record<string, NonNullable<Invitation['closed']>['as']>> = {
  completed: 'done',
  rejected: 'declined',
  cancelled: 'withdrawn',
  failed: 'withdrawn',
};
const openTasks = ['requested', 'received', 'accepted', 'ready', 'in-progress'];

function ofTask(task: Owned, context: Context): Invitation | undefined {
  const { time, codeSets } = context;
  const status = text(task.status) ?? '';
  const about = [task.code, { text: task.description }, ...objects(task.reasonCode)];
  const { kinds, what } = kindsOf(about, context);
  if (!isRecall({ kinds, what }) && !about.some((one) => codeSets.has('reminder', one))) return undefined;
  const as = taskOutcomes[status];
  if (as === undefined && !openTasks.includes(status)) return undefined;
  const closedOn = time.day(fields(task.executionPeriod)?.end) ?? time.day(task.lastModified);
  return {
    reference: `Task/${task.id}`,
    day: time.day(task.authoredOn) ?? time.day(fields(task.executionPeriod)?.start),
    kinds,
    what,
    closed: as && { as, day: closedOn },
    bounced: false,
  };
}

const notSent = ['not-done', 'stopped', 'aborted'];

function ofCommunication(one: Owned, context: Context): Invitation | undefined {
  const { codeSets } = context;
  const status = text(one.status) ?? '';
  const bounced = notSent.includes(status);
  if (status !== 'completed' && status !== 'in-progress' && !bounced) return undefined;
  const labels = [...objects(one.category), ...objects(one.topic), ...objects(one.reasonCode)];
  if (!labels.some((label) => codeSets.has('reminder', label))) return undefined;
  const texts = objects(one.payload).map(({ contentString }) => ({ text: contentString }));
  const named = kindsOf(
    labels.filter((label) => !codeSets.has('reminder', label)),
    context,
  );
  const said = isRecall(named) ? named : withRecallOf(named, kindsOf([...labels, ...texts], context));
  return {
    reference: `Communication/${one.id}`,
    day: sentOn(one, context),
    ...said,
    closed: undefined,
    bounced,
  };
}

type Said = ReturnType<typeof kindsOf>;

/** A letter's text says what it is for only where it names a recall; whatever else it says names nothing. */
function withRecallOf(named: Said, whole: Said): Said {
  const recalls = whole.kinds.filter((kind) => kind.startsWith('recall-'));
  return recalls.length === 0 ? named : { kinds: [...recalls, ...named.kinds], what: whole.what };
}

function sentOn({ sent, received }: Owned, { time }: Context): Day | undefined {
  return time.day(sent) ?? time.day(received);
}

function ofRequest(request: Owned, reference: string, context: Context): Invitation | undefined {
  const status = text(request.status) ?? '';
  if (!['active', 'completed', 'revoked'].includes(status)) return undefined;
  const said = kindsOf([request.code, ...objects(request.category), ...objects(request.reasonCode)], context);
  if (!isRecall(said)) return undefined;
  const as = status === 'active' ? undefined : status === 'completed' ? 'done' : 'withdrawn';
  return {
    reference,
    day: context.time.day(request.authoredOn) ?? context.time.day(request.occurrenceDateTime),
    ...said,
    closed: as && { as, day: undefined },
    bounced: false,
  };
}
