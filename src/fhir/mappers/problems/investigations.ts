import type { Investigation } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { dayOf } from './observation.ts';

/** observation-status codes of a result that stands. */
const standing: readonly unknown[] = ['final', 'amended', 'corrected'];
/** observation-category codes of what looks for no disease. */
const noTest = ['vital-signs', 'survey', 'social-history', 'activity', 'therapy'];

/** The Observations that say whether they are normal, or show it by a range of reference. */
export function toInvestigations(context: Context): Investigation[] {
  return context.own.observations
    .flatMap((one) => {
      if (!standing.includes(one.status) || isNoTest(one)) return [];
      const normal = isNormal([one, ...objects(one.component)], context);
      if (normal === undefined) return [];
      return [{ reference: `Observation/${one.id}`, day: dayOf(one, context), normal }];
    })
    .sort(oldestFirst);
}

function isNoTest({ category }: JsonObject): boolean {
  return objects(category).some((concept) => codingsOf(concept).some(({ code }) => noTest.includes(text(code) ?? '')));
}

/** All that say anything say that they are normal. */
function isNormal(parts: readonly JsonObject[], context: Context): boolean | undefined {
  const told = parts.map((part) => said(part, context)).filter((normal) => normal !== undefined);
  return told.length === 0 ? undefined : told.every(Boolean);
}

function said(
  { interpretation, referenceRange, valueQuantity }: JsonObject,
  { codeSets }: Context,
): boolean | undefined {
  const interpretations = objects(interpretation);
  if (interpretations.length > 0) return interpretations.every((one) => codeSets.has('result-normal', one));
  const [range, another] = objects(referenceRange);
  const value = fields(valueQuantity)?.value;
  // Which of several ranges is this person's is for others to say.
  if (range === undefined || another !== undefined || typeof value !== 'number') return undefined;
  const [low, high] = [fields(range.low)?.value, fields(range.high)?.value];
  if (typeof low !== 'number' && typeof high !== 'number') return undefined;
  return (typeof low !== 'number' || value >= low) && (typeof high !== 'number' || value <= high);
}
