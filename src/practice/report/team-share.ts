import { covers, type Day } from '../../history/calendar.ts';
import type { Team } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';

/** Sizes of a recorded team that is small enough to know a person, as in the detection `known-team`. */
const [fewest, most] = [2, 6];

/** Greatest team that is inferred from visits, and the share that makes it one. */
const [mostInferred, nearlyAll] = [3, 0.75];

/**
 * Team UPC: the share of visits, with anyone of the practice, that were with one small team. Where a care team is recorded,
 * the one seen most; else the fewest clinicians, three at most, with three quarters of the visits.
 */
export function teamShare(clinicians: readonly string[], teams: readonly Team[], asOf: Day): number {
  const counts = countByClinician(clinicians);
  const share = (members: readonly string[]) =>
    members.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0) / clinicians.length;
  const recorded = teams.filter((one) => covers(one, asOf) && isSmall(new Set(one.members).size));
  if (recorded.length > 0) return Math.max(...recorded.map(({ members }) => share([...new Set(members)])));
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
  const sizes = Array.from({ length: mostInferred }, (_, i) => i + 1);
  const size = sizes.find((one) => share(ranked.slice(0, one)) >= nearlyAll) ?? mostInferred;
  return share(ranked.slice(0, size));
}

function isSmall(size: number): boolean {
  return size >= fewest && size <= most;
}
