import type { Day } from '../../history/calendar.ts';
import type { Person } from '../../history/history.ts';
import { hasReachedAge } from '../../history/person.ts';
import type { CentileGroup } from '../../history/practice-centiles.ts';

/** The group of this practice that a person is in, if it has enough people for a centile. */
export function groupOf(
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
