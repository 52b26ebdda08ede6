import type { Invitation } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { isRecall, kindsOf, type RecallKinds } from '../../terminology/recalls.ts';
import type { VisitKind } from '../../terminology/visit-kinds.ts';
import { closedOn } from './plans.ts';

type KindOf = (concept: JsonObject) => VisitKind;

/** Invitations, oldest first, undated ones last: tasks and requests of a recall kind, and reminders. */
export function toInvitations(context: Context, kindOf: KindOf): Invitation[] {
  const { own } = context;
  const each = (
    resources: readonly IdentifiedResource[],
    of: (one: IdentifiedResource, context: Context, kindOf: KindOf) => Invitation | undefined,
  ) => resources.flatMap((one) => of(one, context, kindOf) ?? []);
  return [
    ...each(own.tasks, ofTask),
    ...each(own.communications, ofCommunication),
    ...each(own.referrals, ofRequest),
  ].sort(oldestFirst);
}

function ofTask(task: IdentifiedResource, context: Context, kindOf: KindOf): Invitation | undefined {
  const { time, tally, version } = context;
  const state = meaningFor('invitations', 'Task', task, version);
  if (state === undefined || state === 'undelivered') return undefined;
  const concepts = [
    ...objects(task.code, tally),
    ...objectsAt(task, version.task.reasons, tally),
    { text: text(task.description) ?? '' },
  ];
  const reminder = reminderKinds(concepts, context, kindOf);
  if (reminder === undefined && !concepts.some((one) => kindOf(one).kinds.some(isRecall))) return undefined;
  const period = fields(task.executionPeriod, tally);
  return {
    reference: `Task/${task.id}`,
    day: time.day(task.authoredOn) ?? time.day(period?.start),
    ...(reminder ?? kindsOf(concepts, kindOf)),
    closed: state === 'open' ? undefined : { as: state, day: closedOn(task, context) },
    bounced: false,
  };
}

function ofCommunication(one: IdentifiedResource, context: Context, kindOf: KindOf): Invitation | undefined {
  const { time, tally, version } = context;
  const { topics: about, reasons, content } = version.communication;
  const state = meaningFor('invitations', 'Communication', one, version);
  const bounced = state === 'undelivered' || isUndelivered(one, context);
  if ((!bounced && state === undefined) || !isToThePerson(one, context)) return undefined;
  const day = time.day(one.sent) ?? time.day(one.received);
  const reference = `Communication/${one.id}`;
  // A reminder of an appointment is no invitation, but if it was not delivered, invitations may not be either.
  if (isOfAppointment(one, context))
    return bounced ? { reference, day, kinds: [], what: undefined, closed: undefined, bounced } : undefined;
  const topics = [...objectsAt(one, about, tally), ...objectsAt(one, reasons, tally)];
  const categories = objects(one.category, tally);
  const payload = objects(one.payload).map((part) => fields(part[content]) ?? { text: text(part[content]) ?? '' });
  const reminder = reminderKinds([...topics, ...categories], context, kindOf, [...categories, ...payload]);
  if (reminder === undefined) return undefined;
  return { reference, day, ...reminder, closed: undefined, bounced };
}

/** A flag says that it was not sent, or the reason of its status says that it did not arrive. */
function isUndelivered(one: IdentifiedResource, { version, codeSets }: Context): boolean {
  const { notDone, statusReasons } = version.communication;
  const reasons = objectsAt(one, statusReasons);
  return (
    (notDone !== undefined && one[notDone] === true) || reasons.some((reason) => codeSets.has('not-delivered', reason))
  );
}

/** Not written by the person, and not sent to staff only. */
export function isToThePerson(one: IdentifiedResource, context: Context): boolean {
  const staff = ['Practitioner', 'PractitionerRole', 'Organization', 'CareTeam'];
  const recipients = typesOf(one.recipient, one, context);
  const isToStaff = recipients.length > 0 && recipients.every((type) => type !== undefined && staff.includes(type));
  return !isToStaff && !typesOf(one.sender, one, context).includes('Patient');
}

function isOfAppointment(one: IdentifiedResource, context: Context): boolean {
  const about = [...objectsAt(one, context.version.communication.about), ...objects(one.basedOn)];
  return typesOf(about, one, context).includes('Appointment');
}

function typesOf(references: unknown, owner: IdentifiedResource, { record }: Context): (string | undefined)[] {
  return objects(references).map((each) => record.follow(each, owner)?.type ?? text(each.type));
}

/**
 * What a reminder is for; undefined if no concept marks it as a reminder. The mark itself is no kind. Concepts of free text
 * (`freeText`) only count if they are in a recall set, as their words may be about anything.
 */
function reminderKinds(
  concepts: readonly JsonObject[],
  { codeSets }: Context,
  kindOf: KindOf,
  freeText: readonly JsonObject[] = [],
): RecallKinds | undefined {
  const isMark = (one: JsonObject) => codeSets.has('reminder', one);
  if (!concepts.some(isMark)) return undefined;
  const freeTextOnly = new Set(freeText);
  const plain = concepts.filter((one) => !isMark(one) && !freeTextOnly.has(one));
  const { kinds, what } = kindsOf(plain, kindOf);
  const recalls = kindsOf([...concepts, ...freeText], kindOf).kinds.filter(isRecall);
  return { kinds: [...new Set([...recalls, ...kinds])], what: recalls[0]?.replace('recall-', '') ?? what };
}

const intentsOfNoRequest: readonly unknown[] = ['proposal', 'plan', 'option'];

function ofRequest(
  request: IdentifiedResource,
  { time, version, tally }: Context,
  kindOf: KindOf,
): Invitation | undefined {
  const { intent, doNotPerform, resourceType } = request;
  const { due, codes } = version.referral;
  const state = meaningFor('invitations', 'ServiceRequest', request, version);
  if (state === undefined || state === 'undelivered' || intentsOfNoRequest.includes(intent) || doNotPerform === true)
    return undefined;
  const concepts = codes.flatMap((path) => objectsAt(request, path, tally));
  const recall = kindsOf(concepts, kindOf);
  if (!recall.kinds.some(isRecall)) return undefined;
  const occurs = time.day(request[`${due}DateTime`]) ?? time.day(fields(request[`${due}Period`])?.start);
  return {
    reference: `${resourceType}/${request.id}`,
    day: time.day(request.authoredOn) ?? occurs,
    ...recall,
    closed: state === 'open' ? undefined : { as: state, day: undefined },
    bounced: false,
  };
}
