import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import { inDays } from '../../record/duration.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';
import type { FhirVersion } from '../../versions/version.ts';

/** v3-GTSAbbreviation codes of how often a day. */
const timesADay: ReadonlyMap<unknown, number> = new Map([
  ['QD', 1],
  ['AM', 1],
  ['PM', 1],
  ['BID', 2],
  ['TID', 3],
  ['QID', 4],
]);

/** How many days a quantity lasts, if there is one dosage and it gives a fixed daily amount. */
export function quantityInDays(
  quantity: unknown,
  dosages: unknown,
  { dosage: { doses } }: FhirVersion,
): number | undefined {
  const supplied = fields(quantity);
  const [dosage, ...others] = objects(dosages);
  if (supplied === undefined || dosage === undefined || others.length > 0) return undefined;
  const [taken, ...more] = doses.length === 0 ? [dosage] : objectsAt(dosage, doses);
  const dose = fields(taken?.doseQuantity);
  const times = perDay(fields(dosage.timing));
  const [amount, each] = [supplied.value, dose?.value];
  if (dose === undefined || more.length > 0 || times === undefined || !isSameUnit(supplied, dose)) return undefined;
  if (typeof amount !== 'number' || typeof each !== 'number' || amount <= 0 || each <= 0) return undefined;
  return Math.max(1, Math.floor(amount / (each * times)));
}

function perDay(timing: JsonObject | undefined): number | undefined {
  const repeat = fields(timing?.repeat);
  if (repeat === undefined)
    return codingsOf(fields(timing?.code) ?? {}).flatMap(({ code }) => timesADay.get(code) ?? [])[0];
  const { frequency = 1, period, periodUnit } = repeat;
  const isVaried = ['frequencyMax', 'periodMax', 'dayOfWeek', 'when', 'count'].some((one) => repeat[one] !== undefined);
  const days =
    periodUnit === 'h' && typeof period === 'number' ? period / 24 : inDays({ value: period, code: periodUnit });
  if (isVaried || typeof frequency !== 'number' || frequency <= 0 || days === undefined || days <= 0) return undefined;
  return frequency / days;
}

/** A quantity in tablets can't be divided by a dose in milligrams. */
function isSameUnit(one: JsonObject, other: JsonObject): boolean {
  const units = ({ code, unit }: JsonObject) =>
    [code, unit].flatMap(
      (each) =>
        matchable(text(each) ?? '')
          .toLowerCase()
          .replace(/s$/, '') || [],
    );
  const [mine, others] = [units(one), units(other)];
  return mine.length + others.length === 0 || mine.some((unit) => others.includes(unit));
}
