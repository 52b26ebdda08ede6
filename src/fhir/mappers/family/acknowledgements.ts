import type { Day } from '../../../history/calendar.ts';
import type { Acknowledgement } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isErroneous } from '../../record/contributing.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isRestricted } from '../../record/restricted.ts';
import { isToThePerson } from '../plans/invitations.ts';
import { contactOf, isTentative } from '../problems/condition.ts';
import { dayOf } from '../problems/observation.ts';

/**
 * Messages to the person and entries in the record by which someone has spoken or written of a bereavement. Restricted and
 * tentative ones too: all that comes of them is silence.
 */
export function toAcknowledgements(context: Context): Acknowledgement[] {
  const { record, time, version } = context;
  const all = (type: string) => [...record.own(type), ...record.restricted(type)].filter((one) => !isErroneous(one));
  const entry = (one: IdentifiedResource, day: Day | undefined): Acknowledgement => ({
    reference: `${one.resourceType}/${one.id}`,
    kind: 'entry',
    day,
    contact: contactOf(one, context),
    ...silencing(one),
  });
  const conditions = all('Condition').filter(({ code }) => isSpokenOf(code, context));
  const observations = all('Observation').filter((one) => saysSo(one, context));
  const messages = all('Communication').filter((one) => isMessage(one, context));
  return [
    ...conditions.map((one) => entry(one, time.day(one[version.condition.recorded]))),
    ...observations.map((one) => entry(one, time.day(one.issued) ?? dayOf(one, context))),
    ...messages.map((one): Acknowledgement => {
      const day = time.day(one.sent) ?? time.day(one.received);
      return { reference: `Communication/${one.id}`, kind: 'message', day, contact: undefined, ...silencing(one) };
    }),
  ].sort(oldestFirst);
}

function silencing(one: JsonObject): Pick<Acknowledgement, 'onlySilences'> {
  return isRestricted(one) || isTentative(one) ? { onlySilences: true } : {};
}

function isSpokenOf(concept: unknown, { codeSets, groupsOf }: Context): boolean {
  const code = fields(concept);
  return code !== undefined && (groupsOf(code).includes('bereavement-contact') || codeSets.has('bereavement', code));
}

function saysSo(observation: JsonObject, context: Context): boolean {
  const parts = observation.component === undefined ? [observation] : [observation, ...objects(observation.component)];
  return parts.some((part) => [part.code, part.valueCodeableConcept].some((one) => isSpokenOf(one, context)));
}

function isMessage(one: IdentifiedResource, context: Context): boolean {
  const { version, codeSets } = context;
  const { topics, reasons, content, notDone } = version.communication;
  if (one.status !== 'completed' || (notDone !== undefined && one[notDone] === true) || !isToThePerson(one, context))
    return false;
  const payload = objects(one.payload).map((part) => fields(part[content]) ?? { text: text(part[content]) ?? '' });
  const concepts = [...objects(one.category), ...objectsAt(one, topics), ...objectsAt(one, reasons), ...payload];
  return concepts.some((concept) => codeSets.has('bereavement-contact', concept));
}
