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

/** A Duration in whole days, at least one; one without a unit is in days. Undefined for anything else. */
export function inDays(value: unknown): number | undefined {
  const duration = fields(value);
  const amount = duration?.value;
  if (typeof amount !== 'number' || !(amount > 0)) return undefined;
  const unit = matchable(text(duration?.code) ?? text(duration?.unit) ?? 'd').toLowerCase();
  const days = unitDays.get(unit) ?? unitDays.get(unit.replace(/s$/, ''));
  return days === undefined ? undefined : Math.max(1, Math.round(amount * days));
}
