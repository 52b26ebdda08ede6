import type { Booking, ClinicianKey, SharedSignature, Sign } from '../../../history/history.ts';
import { count, fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { inDays } from '../../record/duration.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { type Search, searchFor } from './search.ts';
import { occurrencesOf } from './trigger.ts';

const url = 'https://secure-base.org/fhir/StructureDefinition/illness-signature';
const usualWindow = 28;
const usualMinSigns = 2;
/** Nobody has more notes at a time, or can remember more signs of one. Any beyond that are counted and not searched for. */
const [maxPlans, maxSigns] = [10, 50];
const intents: readonly unknown[] = ['plan', 'order'];

/** Active CarePlans with the extension `illness-signature`. */
export function toSignatures(context: Context, bookings: readonly Booking[]): SharedSignature[] {
  const plans = signaturePlans(context);
  if (plans.length > maxPlans) count(context.tally, 'too-many-signs');
  const search = searchFor(context, bookings);
  return plans
    .slice(0, maxPlans)
    .map(({ plan, extension }) => toSignature(plan, extension, search))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

/** The authors of signatures. */
export function signatureAuthors(context: Context): ClinicianKey[] {
  return signaturePlans(context).flatMap(({ plan }) => authorOf(plan, context) ?? []);
}

/** What the signs of these notes require, so far as they are looked for. */
export function requirementsIn(context: Context): readonly JsonObject[] {
  const { data } = context.version.trigger;
  const plans = signaturePlans(context).slice(0, maxPlans);
  const signs = plans.flatMap(({ extension }) => partsNamed('sign', extension).slice(0, maxSigns));
  const triggers = signs.flatMap((one) => partsNamed('trigger', one).slice(0, 1));
  return triggers.flatMap(({ valueTriggerDefinition }) => objects(fields(valueTriggerDefinition)?.[data]));
}

function partsNamed(name: string, { extension }: JsonObject): readonly JsonObject[] {
  return objects(extension).filter(({ url }) => url === name);
}

function signaturePlans({ own, time, at, version }: Context): { plan: IdentifiedResource; extension: JsonObject }[] {
  return own.carePlans.flatMap((plan) => {
    const extension = extensionOf(plan);
    const end = time.lastDay(fields(plan.period)?.end);
    const isOver = end !== undefined && end < at.asOf;
    const isCurrent =
      meaningFor('signatures', 'CarePlan', plan, version) === 'open' && intents.includes(plan.intent) && !isOver;
    return extension !== undefined && isCurrent ? [{ plan, extension }] : [];
  });
}

function extensionOf(plan: JsonObject): JsonObject | undefined {
  return objects(plan.extension).find((one) => one.url === url);
}

/** Whether a CarePlan has the extension, whatever its status. */
export function hasSigns(plan: JsonObject): boolean {
  return extensionOf(plan) !== undefined;
}

function toSignature(plan: IdentifiedResource, extension: JsonObject, search: Search): SharedSignature {
  const { context } = search;
  const { time, tally } = context;
  const parts = objects(extension.extension, tally);
  const part = (name: string) => parts.find((one) => one.url === name);
  const minSigns = part('minSigns')?.valueInteger;
  const windowDays = inDays(part('window')?.valueDuration) ?? usualWindow;
  const isPerson = (reference: unknown) => objects(reference).some((one) => isOfPatient(one, plan, context));
  const notes = objects(plan.note, tally);
  const signs = parts.filter((one) => one.url === 'sign');
  if (signs.length > maxSigns) count(tally, 'too-many-signs');
  return {
    reference: `CarePlan/${plan.id}`,
    written: time.day(plan.created) ?? time.day(fields(plan.period)?.start),
    author: authorOf(plan, context),
    together: context.version.carePlan.authors.some((element) => isPerson(plan[element])),
    words: text((notes.find(({ authorReference }) => isPerson(authorReference)) ?? notes[0])?.text),
    minSigns: typeof minSigns === 'number' && Number.isInteger(minSigns) && minSigns >= 1 ? minSigns : usualMinSigns,
    windowDays,
    groups: addressed(plan, context),
    signs: signs.slice(0, maxSigns).flatMap((one) => signOf(one, windowDays, search)),
  };
}

/** The clinician who wrote it; if the person is the author, the first contributor who is a clinician. */
function authorOf(plan: IdentifiedResource, { people, version }: Context): ClinicianKey | undefined {
  return version.carePlan.authors
    .flatMap((element) => objects(plan[element]))
    .map((one) => people.find(one, plan)?.key)
    .find((key) => key !== undefined);
}

/** The plan is about this person, so a Patient that it names is this person. */
function isOfPatient(reference: JsonObject, plan: IdentifiedResource, { record }: Context): boolean {
  return record.follow(reference, plan)?.type === 'Patient';
}

function addressed(plan: IdentifiedResource, { conditionOf, record, groupsOf, version }: Context): string[] {
  const { addresses, addressedConcepts } = version.carePlan;
  const targets = objectsAt(plan, addresses).flatMap((one) => record.follow(one, plan) ?? []);
  const conditions = targets.flatMap(({ key, resource }) => {
    const found: JsonObject | undefined = conditionOf(key) ?? resource;
    return found?.resourceType === 'Condition' ? [found] : [];
  });
  const codes = [...conditions.flatMap(({ code }) => objects(code)), ...objectsAt(plan, addressedConcepts)];
  return [...new Set(codes.flatMap(groupsOf))].sort();
}

/** A sign without a usable trigger is kept for people to read, but nothing in the record matches it. */
function signOf(extension: JsonObject, windowDays: number, search: Search): Sign[] {
  const { tally, version } = search.context;
  const parts = objects(extension.extension, tally);
  const label = text(parts.find((one) => one.url === 'text')?.valueString);
  if (label === undefined) {
    count(tally, 'malformed');
    return [];
  }
  const trigger = fields(parts.find((one) => one.url === 'trigger')?.valueTriggerDefinition, tally);
  const type = text(trigger?.type) ?? '';
  if (type === 'named-event')
    return [{ text: label, detection: text(trigger?.[version.trigger.name]), withinDays: undefined, seen: [] }];
  // Of the trigger-type codes only these are about data; `data-accessed` is about who read it.
  const isData = ['data-changed', 'data-added', 'data-modified'].includes(type);
  const seen = isData
    ? occurrencesOf(trigger?.[version.trigger.data], windowDays, search)
    : { withinDays: undefined, seen: [] };
  return [{ text: label, detection: undefined, ...seen }];
}
