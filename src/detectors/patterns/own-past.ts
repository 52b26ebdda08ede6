import { itemsIn, months } from '../../history/calendar.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { type Silence, silent } from '../silence.ts';
import { burstProbability } from '../statistics.ts';
import { type ContactDay, daysElsewhere } from './contact-days.ts';

/** The person's own past, and for how many days of it they could have come. */
export interface Past {
  readonly days: readonly ContactDay[];
  readonly observed: number;
}

interface Limits {
  readonly windowDays: number;
  readonly pastMonths: number;
  readonly minPastMonths: number;
  readonly maxP: number;
}

type History = Pick<RelationalHistory, 'contacts' | 'clinicians'> &
  Partial<Pick<RelationalHistory, 'registration' | 'person'>>;

/** Reasons why a number of contact days is not unusual for the person. */
export const notUnusual = ['past-too-short', 'may-be-chance'] as const;

/** The person's own past, where `count` contact days are many against it. */
export function unusualFor(
  all: readonly ContactDay[],
  count: number,
  history: History,
  opening: Opening,
  { windowDays, pastMonths, minPastMonths, maxP }: Limits,
): Past | Silence<(typeof notUnusual)[number]> {
  const to = opening.asOf - windowDays;
  const range = { from: Math.max(observableFrom(history) ?? to, to - months(pastMonths)), to };
  const observed = range.to - range.from - daysInRanges(daysElsewhere(history, opening), range);
  const needs = months(minPastMonths);
  if (observed < needs) return silent('past-too-short', { days: Math.max(0, observed), needs });
  const days = itemsIn(all, range);
  const probability = burstProbability(days.length, observed, windowDays, count);
  return probability <= maxP ? { days, observed } : silent('may-be-chance', { probability, most: maxP });
}
