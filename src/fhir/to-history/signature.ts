import type { SharedSignature, Sign } from '../../history/history.ts';
import { count, type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { inDays } from './duration.ts';
import type { Owned } from './record.ts';
import { referenceKey } from './references.ts';
import { isRestricted } from './restricted.ts';
import { seenOf } from './sign.ts';

const url = 'https://secure-base.org/fhir/StructureDefinition/illness-signature';
const usualWindow = 28;

/** Active CarePlans with the extension `illness-signature`. */
export function toSignatures(context: Context): SharedSignature[] {
  return context.own.carePlans
    .filter((plan) => plan.status === 'active' && !isRestricted(plan) && isNow(plan, context))
    .flatMap((plan) =>
      objects(plan.extension)
        .filter((one) => one.url === url)
        .slice(0, 1)
        .map((one) => toSignature(plan, one, context)),
    )
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function isNow(plan: Fields, { time, at }: Context): boolean {
  const end = time.lastDay(fields(plan.period)?.end);
  return end === undefined || end >= at.asOf;
}

function toSignature(plan: Owned, extension: Fields, context: Context): SharedSignature {
  const { time, people, record } = context;
  const parts = objects(extension.extension, context.tally);
  const part = (name: string) => parts.find((one) => one.url === name);
  const author = fields(plan.author);
  const contributors = [...objects(plan.contributor), ...(author ? [author] : [])];
  const minSigns = part('minSigns')?.valueInteger;
  const me = `Patient/${record.patient?.id}`;
  return {
    reference: `CarePlan/${plan.id}`,
    written: time.day(plan.created) ?? time.day(fields(plan.period)?.start),
    author: author && people.find(author, plan)?.key,
    together: contributors.some((one) => referenceKey(one) === me),
    words: wordsOf(plan, me),
    minSigns: typeof minSigns === 'number' && minSigns >= 1 ? minSigns : 2,
    windowDays: inDays(part('window')?.valueDuration) ?? usualWindow,
    groups: addressed(plan, context),
    signs: parts.filter((one) => one.url === 'sign').flatMap((one) => signOf(one, context)),
  };
}

/** The person's own note, else the first. */
function wordsOf(plan: Fields, me: string): string | undefined {
  const notes = objects(plan.note);
  const isOwn = ({ authorReference }: Fields) => {
    const author = fields(authorReference);
    return author !== undefined && referenceKey(author) === me;
  };
  return text((notes.find(isOwn) ?? notes[0])?.text);
}

function addressed(plan: Owned, { own, record, groupsOf }: Context): string[] {
  const keys = objects(plan.addresses).flatMap((one) => record.follow(one, plan)?.key ?? []);
  const conditions = own.conditions.filter(({ id }) => keys.includes(`Condition/${id}`));
  return [
    ...new Set(
      conditions.flatMap(({ code }) => {
        const concept = fields(code);
        return concept === undefined ? [] : groupsOf(concept);
      }),
    ),
  ];
}

/** A sign without a usable trigger stays, for people to read: nothing in the record is that sign. */
function signOf(extension: Fields, context: Context): Sign[] {
  const parts = objects(extension.extension, context.tally);
  const said = text(parts.find((one) => one.url === 'text')?.valueString);
  const trigger = fields(parts.find((one) => one.url === 'trigger')?.valueTriggerDefinition);
  const detection = trigger?.type === 'named-event' ? text(trigger.name) : undefined;
  const words = said ?? detection;
  if (words === undefined) {
    count(context.tally, 'malformed');
    return [];
  }
  const isData = trigger !== undefined && /^data-(?:changed|added|modified)$/.test(text(trigger.type) ?? '');
  const seen = isData ? seenOf(objects(trigger.data), context) : { withinDays: undefined, seen: [] };
  return [{ text: words, detection, ...seen }];
}
