import type { CentileGroup } from '../../history/practice-centiles.ts';
import { oldestGroup, yearsInGroup } from './work.ts';

/** The people of one age group, by the number of days on which they had contact. */
export interface DaysOfGroup {
  /** First full year of age. */
  readonly from: number;
  /** People by number of days. */
  readonly people: ReadonlyMap<number, number>;
}

/** A smaller group has no 90th centile worth the name (docs/detectors.md, F1). */
const leastPeople = 50;
/** Of a sex with fewer groups nothing can be compared by age. */
const leastGroups = 3;
const eldest = 150;

/** The 90th centile by nearest rank: the smallest number that at least nine tenths do not exceed. */
export function nearestRank(people: ReadonlyMap<number, number>): number {
  const all = total(people);
  const rank = Math.ceil(0.9 * all);
  let reached = 0;
  for (const [days, count] of [...people].sort(([a], [b]) => a - b)) {
    reached += count;
    if (reached >= rank) return days;
  }
  return 0;
}

/**
 * The groups of one sex: each of at least 50 people, small ones merged with the next older, the last with the one before.
 * None where fewer than three remain.
 */
export function groupsOf(sex: CentileGroup['sex'], byAge: readonly DaysOfGroup[]): readonly CentileGroup[] {
  const merged: { from: number; to: number; people: Map<number, number> }[] = [];
  for (const { from, people } of byAge.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    const open = last !== undefined && total(last.people) < leastPeople ? last : undefined;
    const group = open ?? { from, to: from, people: new Map<number, number>() };
    if (open === undefined) merged.push(group);
    addTo(group, from, people);
  }
  const rest = merged.at(-1);
  const before = merged.at(-2);
  if (rest !== undefined && before !== undefined && total(rest.people) < leastPeople) {
    addTo(before, rest.to, rest.people);
    merged.pop();
  }
  const large = merged.filter(({ people }) => total(people) >= leastPeople);
  if (large.length < leastGroups) return [];
  return large.map(({ from, to, people }) => ({
    sex,
    ages: [from, to >= oldestGroup ? eldest : to + yearsInGroup - 1],
    people: total(people),
    p90: nearestRank(people),
  }));
}

function addTo(group: { to: number; people: Map<number, number> }, from: number, people: ReadonlyMap<number, number>) {
  group.to = from;
  for (const [days, count] of people) group.people.set(days, (group.people.get(days) ?? 0) + count);
}

function total(people: ReadonlyMap<number, number>): number {
  return [...people.values()].reduce((sum, count) => sum + count, 0);
}
