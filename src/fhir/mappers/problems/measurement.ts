import { type Measure, measures } from '../../../history/observation.ts';
import { fields, type JsonObject, text } from '../../json.ts';
import { measureSets } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { matchable } from '../../terminology/matching-text.ts';

/** Factors to the measure's own unit, by UCUM code or common spelling in lower case without spaces; '' is for no unit. */
const scores = { '': 1, '1': 1, '{score}': 1, score: 1, points: 1, '{points}': 1, '/27': 1, '/21': 1 };
const units: Readonly<Record<Measure, Readonly<Record<string, number>>>> = {
  'phq-9': scores,
  'gad-7': scores,
  weight: {
    kg: 1,
    kgs: 1,
    g: 0.001,
    '[lb_av]': 0.45359237,
    lb: 0.45359237,
    lbs: 0.45359237,
    '[stone_av]': 6.35029318,
    st: 6.35029318,
  },
  'peak-flow': { 'l/min': 1, 'litre/min': 1, 'litres/min': 1, 'l/s': 60 },
  systolic: { 'mm[hg]': 1, mmhg: 1, kpa: 7.500617 },
  crp: { 'mg/l': 1, 'ug/ml': 1, 'mg/dl': 10 },
  calprotectin: { 'ug/g': 1, 'mcg/g': 1, 'mg/kg': 1 },
};

/** Which measurement an observation's code is. */
export function measureOf(code: JsonObject, codeSets: CodeSets): Measure | undefined {
  const [found] = codeSets.setsOf(code, measureSets);
  return measures.find((measure) => found === `measure-${measure}`);
}

/** The value of an Observation or a component in the measure's unit; undefined in a unit that is not known. */
export function valueIn(measure: Measure, { valueQuantity, valueInteger }: JsonObject): number | undefined {
  const quantity = fields(valueQuantity);
  const number = quantity === undefined ? valueInteger : quantity.value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const given = [text(quantity?.code), text(quantity?.unit)].filter((unit) => unit !== undefined);
  const factors = units[measure];
  const unit = (given.length === 0 ? [''] : given.map(plain)).find((one) => Object.hasOwn(factors, one));
  const factor = unit === undefined ? undefined : factors[unit];
  return factor === undefined ? undefined : number * factor;
}

/** Lower case without spaces; both signs that are written for micro as UCUM's `u`. */
function plain(unit: string): string {
  return matchable(unit)
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u00b5\u03bc]/g, 'u');
}
