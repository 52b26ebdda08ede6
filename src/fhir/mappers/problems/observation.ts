import type { Day } from '../../../history/calendar.ts';
import type { Measure, Observation } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { isInDoubt } from '../../terminology/sentences.ts';
import { contactOf } from './condition.ts';
import { measureOf, valueIn } from './measurement.ts';

/** What the code of an observation means. */
interface CodeMeaning {
  readonly measure: Measure | undefined;
  readonly groups: readonly string[];
  /** Its words are a denial, or about relatives or screening: then a coded value is not a finding of this person. */
  readonly denies: boolean;
  /** It says how far a cancer has spread. */
  readonly stages: boolean;
}

/** The Observations and components that are a measurement or in a code set; oldest first, undated ones last. */
export function toObservations(context: Context): Observation[] {
  const meaningOf = oncePerConcept((code) => readCode(code, context));
  return context.own.observations
    .filter((one) => one.status !== 'cancelled')
    .flatMap((one) => partsOf(one, context, meaningOf))
    .sort(byDay);
}

function partsOf(
  one: IdentifiedResource,
  context: Context,
  meaningOf: (code: JsonObject) => CodeMeaning,
): Observation[] {
  const parts = one.component === undefined ? [one] : [one, ...objects(one.component, context.tally)];
  const found = parts.flatMap((part) => {
    const { measure, ...meaning } = meaningOf(fields(part.code, context.tally) ?? {});
    const groups = groupsOf(part, meaning, context);
    return measure === undefined && groups.length === 0 ? [] : [{ part, measure, groups }];
  });
  if (found.length === 0) return [];
  const day = dayOf(one, context);
  const contact = contactOf(one, context);
  return found.map(({ part, measure, groups }) => ({
    reference: `Observation/${one.id}`,
    day,
    groups,
    measure,
    value: measure && valueIn(measure, part),
    contact,
  }));
}

function readCode(code: JsonObject, { groupsOf, codeSets }: Context): CodeMeaning {
  const words = [code.text, ...codingsOf(code).map(({ display }) => display)].flatMap((one) => text(one) ?? []);
  return {
    measure: measureOf(code, codeSets),
    groups: groupsOf(code),
    denies: words.map(matchable).some(isInDoubt),
    stages: codeSets.has('cancer-stage', code),
  };
}

/** Sets of the code, unless the value is a number or means absence, and sets of the coded value. */
function groupsOf(
  part: JsonObject,
  { groups, denies, stages }: Omit<CodeMeaning, 'measure'>,
  { codeSets, groupsOf: ofConcept }: Context,
): readonly string[] {
  const { valueCodeableConcept, valueString, valueBoolean, dataAbsentReason, interpretation } = part;
  const value = fields(valueCodeableConcept);
  if (stages && [value, { text: valueString }].some((one) => codeSets.has('cancer-stage-advanced', one)))
    return ['cancer-stage-advanced'];
  if (value === undefined && groups.length === 0) return groups;
  if (dataAbsentReason !== undefined || valueBoolean === false) return [];
  const answers = [valueCodeableConcept, { text: valueString }, ...objects(interpretation)];
  if (answers.some((one) => codeSets.has('value-absent', one))) return [];
  const ofValue = value === undefined || denies ? [] : ofConcept(value);
  const isFinding = valueBoolean === true || value !== undefined || text(valueString) !== undefined || !hasValue(part);
  return isFinding ? [...new Set([...groups, ...ofValue])] : ofValue;
}

function hasValue(part: JsonObject): boolean {
  return Object.keys(part).some((element) => element.startsWith('value') && part[element] !== undefined);
}

/** The day to which an Observation applies, else on which it was issued. */
export function dayOf(one: JsonObject, { time }: Context): Day | undefined {
  const effective = one.effectiveDateTime ?? fields(one.effectivePeriod)?.start ?? one.effectiveInstant;
  return time.day(effective ?? one.issued);
}

function byDay(one: Observation, other: Observation): number {
  const days = (one.day ?? Number.MAX_SAFE_INTEGER) - (other.day ?? Number.MAX_SAFE_INTEGER);
  return days || (one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0);
}
