import type { ReferralResult } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { conditionSets } from '../../terminology/code-set-names.ts';
import { contactOf } from '../problems/condition.ts';
import { dayOf } from '../problems/observation.ts';
import { isHeld } from '../visits/contact.ts';

const unfinishedStatuses: readonly unknown[] = ['cancelled', 'preliminary', 'registered'];

/**
 * Finds the results of a referral that the record links to it: encounters based on it, with their diagnoses, and observations
 * based on it that nothing was found. Which later letter belongs to which referral is not guessed.
 */
export function referralResults(context: Context): (referral: IdentifiedResource) => ReferralResult[] {
  const linked = new Map<string, ReferralResult[]>();
  const link = (owner: IdentifiedResource, result: ReferralResult | undefined) => {
    if (result === undefined) return;
    for (const key of keysOf(owner, context)) {
      const results = linked.get(key);
      if (results === undefined) linked.set(key, [result]);
      else results.push(result);
    }
  };
  const encounters = context.own.encounters.filter((one) => hasOrder(one, context));
  const recorded = encounters.length === 0 ? nothingRecorded : recordedInEncounters(context);
  for (const one of encounters) link(one, ofEncounter(one, recorded, context));
  for (const one of context.own.observations) if (hasOrder(one, context)) link(one, ofObservation(one, context));
  return ({ resourceType, id }) =>
    (linked.get(`${String(resourceType)}/${id}`) ?? []).toSorted((a, b) =>
      oldestFirst({ ...a, reference: a.references[0] ?? '' }, { ...b, reference: b.references[0] ?? '' }),
    );
}

function basedOn(one: IdentifiedResource, { version }: Context): readonly JsonObject[] {
  return objects(one[one.resourceType === 'Encounter' ? version.encounter.basedOn : 'basedOn']);
}

function hasOrder(one: IdentifiedResource, context: Context): boolean {
  return basedOn(one, context).length > 0;
}

function keysOf(one: IdentifiedResource, context: Context): string[] {
  return basedOn(one, context).flatMap((reference) => context.record.follow(reference, one)?.key ?? []);
}

/** Conditions and observations by the encounter in which they were recorded, in the order of the record. */
interface RecordedInEncounters {
  readonly conditions: ReadonlyMap<string | undefined, readonly IdentifiedResource[]>;
  readonly observations: ReadonlyMap<string | undefined, readonly IdentifiedResource[]>;
}
const nothingRecorded: RecordedInEncounters = { conditions: new Map(), observations: new Map() };

function recordedInEncounters(context: Context): RecordedInEncounters {
  const { conditions, observations } = context.own;
  return {
    conditions: Map.groupBy(conditions, (one) => contactOf(one, context)),
    observations: Map.groupBy(observations, (one) => contactOf(one, context)),
  };
}

/** Its diagnoses, and the problems recorded in it; undefined if there are none, or it did not take place. */
function ofEncounter(
  encounter: IdentifiedResource,
  recorded: RecordedInEncounters,
  context: Context,
): ReferralResult | undefined {
  if (!isHeld(encounter, context)) return undefined;
  const reference = `Encounter/${encounter.id}`;
  const diagnosed = objectsAt(encounter, context.version.encounter.diagnoses).flatMap((target) => {
    const key = context.record.follow(target, encounter)?.key;
    return (key === undefined ? undefined : context.conditionOf(key)) ?? [];
  });
  const conditions = [...new Set([...diagnosed, ...(recorded.conditions.get(reference) ?? [])])];
  const observations = (recorded.observations.get(reference) ?? []).filter(
    (one) => ofObservation(one, context) !== undefined,
  );
  const concepts = objectsAt(encounter, context.version.encounter.diagnosisConcepts);
  if (conditions.length + observations.length + concepts.length === 0) return undefined;
  return {
    references: [
      reference,
      ...conditions.map(({ id }) => `Condition/${id}`),
      ...observations.map(({ id }) => `Observation/${id}`),
    ],
    day: context.time.day(fields(encounter[context.version.encounter.period])?.start),
    disease: ![...conditions.map(({ code }) => fields(code)), ...concepts].every((code) => isNoDisease(code, context)),
  };
}

function ofObservation(one: IdentifiedResource, context: Context): ReferralResult | undefined {
  const saysNothing = [one.code, one.valueCodeableConcept].some((concept) =>
    context.codeSets.has('no-cause-found', concept),
  );
  if (unfinishedStatuses.includes(one.status) || !saysNothing) return undefined;
  return { references: [`Observation/${one.id}`], day: dayOf(one, context), disease: false };
}

/** Means that nothing was found, or is a symptom and no condition. */
function isNoDisease(code: JsonObject | undefined, { codeSets, groupsOf }: Context): boolean {
  if (code === undefined) return false;
  if (codeSets.has('no-cause-found', code)) return true;
  const groups = groupsOf(code);
  const conditions: readonly string[] = conditionSets;
  return groups.some((group) => group.startsWith('symptom-')) && !groups.some((group) => conditions.includes(group));
}
