import type { Day } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import type { Condition, RelationalHistory } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';

/** Something that the record says of the person, and the day on which it was noted, where recorded. */
export interface Entry {
  readonly reference: string;
  readonly groups: readonly string[];
  readonly day: Day | undefined;
}

/** The problems in one of these sets that are of the person and of now, and not uncertain. */
export function problemsOf(
  { conditions }: Pick<RelationalHistory, 'conditions'>,
  sets: readonly string[],
): readonly Condition[] {
  return conditions.filter((one) => !one.tentative && isCertain(one) && isIn(one, sets));
}

/** Observations, and visits of which any reason is in one of these sets; another reason may be the uncertain one. */
export function mentionsOf(
  { observations, contacts }: Pick<RelationalHistory, 'observations' | 'contacts'>,
  sets: readonly string[],
): readonly Entry[] {
  return [...observations.filter(isCertain), ...contacts.filter(isIndividualVisit)].filter((one) => isIn(one, sets));
}

function isIn({ groups }: Pick<Entry, 'groups'>, sets: readonly string[]): boolean {
  return groups.some((group) => sets.includes(group));
}

/** Its words say neither that it is past, a relative's or looked for, nor that it is only suspected. */
function isCertain({ groups }: Pick<Entry, 'groups'>): boolean {
  return !groups.includes('no-new-event') && !groups.includes('only-suspected');
}

/** The day on which a problem was noted; undefined where it has no date. */
export function dayNoted({ recorded, onset }: Pick<Condition, 'recorded' | 'onset'>): Day | undefined {
  return recorded ?? onset;
}

/** The entry that was noted first; one without a day may have been the first. */
export function earliest<T extends { readonly reference: string }>(
  entries: readonly T[],
  dayOf: (entry: T) => Day | undefined,
): T | undefined {
  return entries.reduce<T | undefined>(
    (first, one) => (first && order(first, one, dayOf) <= 0 ? first : one),
    undefined,
  );
}

/** The entry that was noted last, of those with a day. */
export function latest<T extends { readonly reference: string }>(
  entries: readonly T[],
  dayOf: (entry: T) => Day | undefined,
): T | undefined {
  return entries
    .filter((one) => dayOf(one) !== undefined)
    .reduce<T | undefined>((last, one) => (last && order(last, one, dayOf) >= 0 ? last : one), undefined);
}

function order<T extends { readonly reference: string }>(a: T, b: T, dayOf: (entry: T) => Day | undefined): number {
  const [first, second] = [dayOf(a), dayOf(b)];
  if (first === second) return a.reference < b.reference ? -1 : 1;
  return (first ?? Number.NEGATIVE_INFINITY) - (second ?? Number.NEGATIVE_INFINITY);
}

/** Reasons why there is no first problem. */
export const noFirstProblem = ['nothing-found', 'day-not-recorded', 'known-before'] as const;

/** The first problem ever of some sets, with its day of recording. */
export type FirstProblem = Condition & { readonly recorded: Day };

/**
 * The first problem ever of these sets; none where an observation or visit had mentioned it over `mentionDays` before, where
 * it was recorded as known already, and where its recording has no day.
 */
export function firstProblem(
  history: Pick<RelationalHistory, 'conditions' | 'observations' | 'contacts'>,
  sets: readonly string[],
  mentionDays: number,
): FirstProblem | Silence<(typeof noFirstProblem)[number]> {
  const first = earliest(problemsOf(history, sets), dayNoted);
  if (first === undefined) return silent('nothing-found');
  const { recorded } = first;
  if (recorded === undefined) return silent('day-not-recorded');
  const isEarlier = ({ day }: Entry) => day === undefined || day < recorded - mentionDays;
  const isKnown = first.review || mentionsOf(history, sets).some(isEarlier);
  return isKnown ? silent('known-before', { most: mentionDays }) : { ...first, recorded };
}
