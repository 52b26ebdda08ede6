import { type DateRange, type Day, indexFrom } from './calendar.ts';
import { mergeRanges } from './date-ranges.ts';
import { rolesHere } from './employment.ts';
import type { RelationalHistory, Role, RoleKind } from './history.ts';
import { memoByList } from './memo.ts';

type Clinicians = RelationalHistory['clinicians'];

/**
 * Whether many leave together on that day, which is a merger or a new system rather than departures: at least `persons`
 * people, and at least `share` of those who worked here the day before. Roles of the `ignored` kinds end together by rule.
 */
export function isMassDeparture(
  { clinicians }: { readonly clinicians: Clinicians },
  day: Day,
  limits: { readonly persons: number; readonly share: number },
  ignored: readonly RoleKind[] = [],
): boolean {
  const staffing = staffingOf(clinicians);
  const leaving = staffing.leaving(day, ignored);
  return leaving >= limits.persons && leaving >= limits.share * staffing.present(day - 1);
}

/** How many people leave, and work here, on a day. */
interface Staffing {
  readonly leaving: (day: Day, ignored: readonly RoleKind[]) => number;
  readonly present: (day: Day) => number;
}

// Every clinician who left is asked about: the staff is looked through once for all of them.
const staffingOf = memoByList((clinicians: Clinicians): Staffing => {
  const roles = [...clinicians.values()].map((clinician) => rolesHere(clinician) ?? []);
  const ending = Map.groupBy(
    roles.flatMap((own, person) => own.map(({ end, kind }) => ({ person, end, kind }))),
    ({ end }) => end,
  );
  const counted = new Map<string, number>();
  const held = roles.flatMap((own) => mergeRanges(own.flatMap(heldIn)));
  const [starts, ends] = [inOrder(held.map(({ from }) => from)), inOrder(held.map(({ to }) => to))];
  return {
    leaving: (day, ignored) => {
      const key = `${day} ${ignored.join()}`;
      const persons = () =>
        new Set((ending.get(day) ?? []).flatMap((one) => (ignored.includes(one.kind) ? [] : one.person)));
      const count = counted.get(key) ?? persons().size;
      counted.set(key, count);
      return count;
    },
    present: (day) => upTo(starts, day) - upTo(ends, day),
  };
});

/** By the role's dates; one that is no longer held and has no end may have been over at any time. */
function heldIn({ active, start, end }: Role): DateRange[] {
  if (end === undefined && !active) return [];
  const [from, to] = [start ?? Number.NEGATIVE_INFINITY, (end ?? Number.POSITIVE_INFINITY) + 1];
  return from < to ? [{ from, to }] : [];
}

const itself = (day: Day) => day;

function inOrder(days: readonly Day[]): Float64Array {
  return Float64Array.from(days).sort();
}

/** How many of the sorted days are not after `day`. */
function upTo(sorted: Float64Array, day: Day): number {
  return indexFrom(sorted, day + 1, itself);
}
