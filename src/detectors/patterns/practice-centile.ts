import { type Day, itemsIn } from '../../history/calendar.ts';
import type { Person, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { hasReachedAge } from '../../history/person.ts';
import type { CentileGroup } from '../../history/practice-centiles.ts';
import { type Silence, silent } from '../silence.ts';
import type { ContactDay } from './contact-days.ts';

const yearDays = 365;

/** The group of this practice that a person is in, if it has enough people for a centile. */
function groupOf(
  { gender, born }: Person,
  asOf: Day,
  groups: readonly CentileGroup[],
  minPeople: number,
): CentileGroup | undefined {
  if (born === undefined) return undefined;
  return groups.find(
    ({ sex, ages: [from, to], people }) =>
      sex === gender &&
      people >= minPeople &&
      hasReachedAge(born, from, asOf, false) &&
      !hasReachedAge(born, to + 1, asOf, false),
  );
}

/** With whom the person's contact days are compared. */
interface Compared {
  readonly comparedWith: 'practice' | 'own-past';
  /** Above the centile in the year before the last, too. */
  readonly yearBefore: boolean;
}

interface Limits {
  readonly minDays: number;
  readonly minDaysAlone: number;
  readonly minPeople: number;
}

/** Reasons why contact days are not many. */
export const notMany = ['few-contact-days', 'not-above-centile'] as const;

/** With whom the person is compared, where `count` contact days of the latest time are many by that. */
export function comparison(
  all: readonly ContactDay[],
  count: number,
  { person }: Pick<RelationalHistory, 'person'>,
  { asOf, centiles = [] }: Opening,
  { minDays, minDaysAlone, minPeople }: Limits,
): Compared | Silence<(typeof notMany)[number]> {
  const group = groupOf(person, asOf, centiles, minPeople);
  const needs = group === undefined ? minDaysAlone : minDays;
  if (count < needs) return silent('few-contact-days', { days: count, needs });
  if (group === undefined) return { comparedWith: 'own-past', yearBefore: false };
  const inYear = (to: Day) => itemsIn(all, { from: to - yearDays, to }).length;
  const days = inYear(asOf);
  if (days <= group.p90) return silent('not-above-centile', { days, above: group.p90 });
  return { comparedWith: 'practice', yearBefore: inYear(asOf - yearDays) > group.p90 };
}
