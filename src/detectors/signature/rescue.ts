import type { Day } from '../../history/calendar.ts';
import type { Medicine } from '../../history/history.ts';
import type { ConditionRow } from './conditions.ts';
import type { SignEntry } from './feature.ts';

/** Without cover for so long, a medicine was not being taken: a supply then begins a new treatment. */
const restartAfter = 182;
/** Supplies that do not say how long they last. */
const usualSupply = 28;

/** Treatments that tell a relapse: a short course that is no repeat, and a new start after half a year without. */
export function rescues(medicines: readonly Medicine[], row: ConditionRow): readonly SignEntry[] {
  return [...courses(medicines, row.rescue), ...restarts(medicines, row.restart)];
}

function courses(medicines: readonly Medicine[], groups: readonly string[]): SignEntry[] {
  return inGroups(medicines, groups).flatMap(({ orders }) =>
    orders.flatMap(({ repeat, asNeeded, authored, reference }) =>
      repeat || asNeeded || authored === undefined ? [] : [{ day: authored, reference, contact: undefined }],
    ),
  );
}

function restarts(medicines: readonly Medicine[], groups: readonly string[]): SignEntry[] {
  const supplies = inGroups(medicines, groups)
    .flatMap((one) => one.supplies)
    .toSorted((a, b) => a.day - b.day);
  let covered: Day | undefined;
  return supplies.flatMap(({ day, days = usualSupply, reference }) => {
    const again = covered !== undefined && day - covered >= restartAfter;
    covered = Math.max(covered ?? day, day) + days;
    return again ? [{ day, reference, contact: undefined }] : [];
  });
}

/** The medicines of any of these groups. */
export function inGroups(medicines: readonly Medicine[], groups: readonly string[]): readonly Medicine[] {
  return medicines.filter((one) => one.groups.some((group) => groups.includes(group)));
}
