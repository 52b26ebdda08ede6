import type { Day } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import type { Condition } from '../../history/history.ts';
import { longTermConditions } from '../../history/long-term-conditions.ts';
import { hasReachedAge } from '../../history/person.ts';

/** Ages in years, by their least. */
const ages = [
  ['0-4', 0],
  ['5-17', 5],
  ['18-39', 18],
  ['40-64', 40],
  ['65-74', 65],
  ['75+', 75],
] as const;
export type AgeBand = (typeof ages)[number][0] | 'unknown';
export const ageBands: readonly AgeBand[] = [...ages.map(([band]) => band), 'unknown'];

/** Numbers of long-term conditions. */
export const conditionBands = ['0', '1', '2', '3+'] as const;
export type ConditionBand = (typeof conditionBands)[number];

/**
 * Completed years of a relationship, by their least: the bands of Sandvik, Hetlevik, Blinkenberg and Hunskaar 2022
 * (Br J Gen Pract 72:e84).
 */
const lengths = [
  ['<1', 0],
  ['1', 1],
  ['2-3', 2],
  ['4-5', 4],
  ['6-10', 6],
  ['11-15', 11],
  ['>15', 16],
] as const;
export type LengthBand = (typeof lengths)[number][0] | 'never-met';
/** In the order of time; those on a list whose GP they have not met, last. */
export const lengthBands: readonly LengthBand[] = [...lengths.map(([band]) => band), 'never-met'];

/** The band of an age on a day. */
export function ageBandOf(born: Day | undefined, on: Day): AgeBand {
  if (born === undefined) return 'unknown';
  return lastWhere(ages, (years) => hasReachedAge(born, years, on, false)) ?? '0-4';
}

const longTerm: ReadonlySet<string> = new Set(longTermConditions);

/** The band of the number of different long-term conditions that are surely active. */
export function conditionBandOf(conditions: readonly Condition[]): ConditionBand {
  const groups = conditions.filter(isSurelyActive).flatMap((one) => one.groups.filter((group) => longTerm.has(group)));
  return conditionBands[Math.min(3, new Set(groups).size)] ?? '0';
}

/** The band of a relationship since a day; it lasts up to and including `on`. */
export function lengthBandOf(since: Day | undefined, on: Day): LengthBand {
  if (since === undefined) return 'never-met';
  return lastWhere(lengths, (years) => hasReachedAge(since, years, on, false)) ?? '<1';
}

function lastWhere<K>(bands: readonly (readonly [band: K, least: number])[], isReached: (least: number) => boolean) {
  return bands.findLast(([, least]) => isReached(least))?.[0];
}
