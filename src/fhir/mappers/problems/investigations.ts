import type { Investigation } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { dayOf } from './observation.ts';

/** observation-status codes of a valid result. */
const validStatuses: readonly unknown[] = ['final', 'amended', 'corrected'];
/** observation-category codes of observations that do not look for a disease. */
const categoriesOfNoTest = ['vital-signs', 'survey', 'social-history', 'activity', 'therapy'];

/** The Observations that are interpreted as normal or not, or can be compared with a reference range. */
export function toInvestigations(context: Context): Investigation[] {
  return context.own.observations
    .flatMap((one) => {
      if (!validStatuses.includes(one.status) || isNotATest(one)) return [];
      const normal = isNormal([one, ...objects(one.component)], context);
      if (normal === undefined) return [];
      return [{ reference: `Observation/${one.id}`, day: dayOf(one, context), normal }];
    })
    .sort(oldestFirst);
}

function isNotATest({ category }: JsonObject): boolean {
  return objects(category).some((concept) =>
    codingsOf(concept).some(({ code }) => categoriesOfNoTest.includes(text(code) ?? '')),
  );
}

/** Whether all parts that say anything are normal. */
function isNormal(parts: readonly JsonObject[], context: Context): boolean | undefined {
  const known = parts.map((part) => isPartNormal(part, context)).filter((normal) => normal !== undefined);
  return known.length === 0 ? undefined : known.every(Boolean);
}

function isPartNormal(
  { interpretation, referenceRange, valueQuantity }: JsonObject,
  { codeSets }: Context,
): boolean | undefined {
  const interpretations = objects(interpretation);
  if (interpretations.length > 0) return interpretations.every((one) => codeSets.has('result-normal', one));
  const [range, another] = objects(referenceRange);
  const value = fields(valueQuantity)?.value;
  // With several ranges it is unknown which one applies to this person.
  if (range === undefined || another !== undefined || typeof value !== 'number') return undefined;
  const [low, high] = [fields(range.low)?.value, fields(range.high)?.value];
  if (typeof low !== 'number' && typeof high !== 'number') return undefined;
  return (typeof low !== 'number' || value >= low) && (typeof high !== 'number' || value <= high);
}
