import { fields, text } from '../json.ts';
import { matchable } from '../terminology/matching-text.ts';

/** UCUM codes and English names; a month has 30 days, as packs have. */
const unitDays = new Map([
  ...['h', 'hr', 'hour'].map((unit) => [unit, 1 / 24] as const),
  ...['d', 'day'].map((unit) => [unit, 1] as const),
  ...['wk', 'week'].map((unit) => [unit, 7] as const),
  ...['mo', 'month'].map((unit) => [unit, 30] as const),
  ...['a', 'yr', 'year'].map((unit) => [unit, 365] as const),
]);

/** UCUM codes and English names of the units in which a visit is measured. */
const unitMinutes = new Map([
  ...['s', 'sec', 'second'].map((unit) => [unit, 1 / 60] as const),
  ...['min', 'minute'].map((unit) => [unit, 1] as const),
  ...['h', 'hr', 'hour'].map((unit) => [unit, 60] as const),
]);

/** A Duration in minutes, such as `Encounter.length`; undefined for one in days or more, without a unit, or for anything else. */
export function inMinutes(value: unknown): number | undefined {
  return amountIn(value, unitMinutes, '');
}

/** A Duration in whole days, at least one; one without a unit is in days. Undefined for anything else. */
export function inDays(value: unknown): number | undefined {
  const days = amountIn(value, unitDays, 'd');
  return days === undefined ? undefined : Math.max(1, Math.round(days));
}

/** A positive Duration in the measure of these units. */
function amountIn(value: unknown, units: ReadonlyMap<string, number>, unitIfNone: string): number | undefined {
  const duration = fields(value);
  const amount = duration?.value;
  if (typeof amount !== 'number' || !(amount > 0)) return undefined;
  const unit = matchable(text(duration?.code) ?? text(duration?.unit) ?? unitIfNone).toLowerCase();
  const each = units.get(unit) ?? units.get(unit.replace(/s$/, ''));
  return each === undefined ? undefined : amount * each;
}
