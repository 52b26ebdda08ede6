import { fields, text } from '../json.ts';

const unitDays: Readonly<Record<string, number>> = {
  h: 1 / 24,
  hour: 1 / 24,
  hours: 1 / 24,
  d: 1,
  day: 1,
  days: 1,
  wk: 7,
  week: 7,
  weeks: 7,
  mo: 30,
  month: 30,
  months: 30,
  a: 365,
  year: 365,
  years: 365,
};

/** A Duration in whole days (UCUM units or their English names; one without a unit is in days); undefined for others. */
export function inDays(value: unknown): number | undefined {
  const duration = fields(value);
  const amount = duration?.value;
  const days = unitDays[(text(duration?.code) ?? text(duration?.unit) ?? 'd').toLowerCase()];
  return typeof amount === 'number' && amount > 0 && days !== undefined
    ? Math.max(1, Math.round(amount * days))
    : undefined;
}
