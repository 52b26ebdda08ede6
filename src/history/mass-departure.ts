import type { Day } from './calendar.ts';
import { rolesHere } from './employment.ts';
import type { RelationalHistory, Role, RoleKind } from './history.ts';
import { mergedSpans } from './spans.ts';

type Clinicians = RelationalHistory['clinicians'];

/**
 * Whether many leave together on that day, which is a merger or a new system and no departure: at least `persons` and
 * this `share` of those who worked here the day before. Roles of a kind in `apart` end together by rule and don't count.
 */
export function isBatch(
  { clinicians }: { readonly clinicians: Clinicians },
  day: Day,
  limits: { readonly persons: number; readonly share: number },
  apart: readonly RoleKind[] = [],
): boolean {
  const staffing = known.get(clinicians) ?? staffingOf(clinicians);
  known.set(clinicians, staffing);
  const leaving = staffing.leaving(day, apart);
  return leaving >= limits.persons && leaving >= limits.share * staffing.present(day - 1);
}

/** How many leave on a day, and how many work here on one. */
interface Staffing {
  readonly leaving: (day: Day, apart: readonly RoleKind[]) => number;
  readonly present: (day: Day) => number;
}

// Every clinician who left is asked about: the staff is looked through once for all of them.
const known = new WeakMap<Clinicians, Staffing>();

function staffingOf(clinicians: Clinicians): Staffing {
  const roles = [...clinicians.values()].map((clinician) => rolesHere(clinician) ?? []);
  const ending = Map.groupBy(
    roles.flatMap((own, person) => own.map(({ end, kind }) => ({ person, end, kind }))),
    ({ end }) => end,
  );
  const counted = new Map<string, number>();
  const spans = roles.flatMap((own) => mergedSpans(own.flatMap(heldIn)));
  const [starts, ends] = [inOrder(spans.map(({ from }) => from)), inOrder(spans.map(({ to }) => to))];
  return {
    leaving: (day, apart) => {
      const key = `${day} ${apart.join()}`;
      const persons = () =>
        new Set((ending.get(day) ?? []).flatMap((one) => (apart.includes(one.kind) ? [] : one.person)));
      const count = counted.get(key) ?? persons().size;
      counted.set(key, count);
      return count;
    },
    present: (day) => upTo(starts, day) - upTo(ends, day),
  };
}

/** By its dates, the day after its last one left out; a role without an end that is no longer held may have been over by then. */
function heldIn({ active, start, end }: Role): { from: Day; to: Day }[] {
  if (end === undefined && !active) return [];
  const [from, to] = [start ?? Number.NEGATIVE_INFINITY, (end ?? Number.POSITIVE_INFINITY) + 1];
  return from < to ? [{ from, to }] : [];
}

function inOrder(days: readonly Day[]): Float64Array {
  return Float64Array.from(days).sort();
}

/** How many of the sorted days are not after `day`. */
function upTo(sorted: Float64Array, day: Day): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? day) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
