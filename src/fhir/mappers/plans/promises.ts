import type { Day } from '../../../history/calendar.ts';
import type { PromisedTask, PromiseKind } from '../../../history/history.ts';
import { fields, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { promiseSets } from '../../terminology/code-set-names.ts';
import { isToThePerson } from './invitations.ts';
import { closedOn } from './plans.ts';

const kinds = {
  'promise-call': 'call',
  'promise-result': 'result',
  'promise-letter': 'letter',
} as const satisfies Readonly<Record<(typeof promiseSets)[number], PromiseKind>>;
const ofThePerson: readonly unknown[] = ['Patient', 'RelatedPerson'];

/** Tasks of the practice to call back, tell a result or send a letter, that have a last day and are or were open. */
export function toPromises(context: Context): PromisedTask[] {
  const { own, at } = context;
  const letters = own.communications
    .flatMap((one) => sentOn(one, context) ?? [])
    .filter((day) => day <= at.asOf)
    .sort((a, b) => a - b);
  return own.tasks
    .flatMap((one) => promiseOf(one, letters, context) ?? [])
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function promiseOf(task: IdentifiedResource, letters: readonly Day[], context: Context): PromisedTask | undefined {
  const { time, codeSets, version } = context;
  const state = meaningFor('promises', 'Task', task, version);
  const due = time.lastDay(fields(fields(task.restriction)?.period)?.end);
  const closed = state === 'closed' ? closedOn(task, context) : undefined;
  if (state === undefined || due === undefined || (state === 'closed' && closed === undefined)) return undefined;
  const concepts = [...objects(task.code), { text: text(task.description) ?? '' }];
  const set = concepts.flatMap((concept) => codeSets.setsOf(concept, promiseSets))[0];
  if (set === undefined || isTheirsToDo(task, context)) return undefined;
  return { reference: `Task/${task.id}`, kind: kinds[set], since: time.day(task.authoredOn), due, closed, letters };
}

/** It is the person, or a relative, who is to call or write. */
function isTheirsToDo(task: IdentifiedResource, { record }: Context): boolean {
  return objects(task.owner).some((owner) => ofThePerson.includes(record.follow(owner, task)?.type ?? owner.type));
}

function sentOn(message: IdentifiedResource, context: Context): Day | undefined {
  if (message.status !== 'completed' || !isToThePerson(message, context)) return undefined;
  return context.time.day(message.sent) ?? context.time.day(message.received);
}
