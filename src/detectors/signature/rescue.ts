import type { Day } from '../../history/calendar.ts';
import type { Medicine } from '../../history/history.ts';
import type { ConditionRow } from './conditions.ts';
import type { SignEntry } from './feature.ts';

/** After this many days without cover, a supply begins a new treatment. */
const restartAfter = 182;
/** Days of a supply whose duration is missing. */
const usualSupply = 28;

/** Treatments that show a relapse: a short course, and a restart after half a year without. */
export function relapseTreatments(medicines: readonly Medicine[], row: ConditionRow): readonly SignEntry[] {
  return [...courses(medicines, row.rescue), ...restarts(medicines, row.restart)];
}

function courses(medicines: readonly Medicine[], groups: readonly string[]): SignEntry[] {
  return medicinesInGroups(medicines, groups).flatMap(({ orders }) =>
    orders.flatMap(({ repeat, asNeeded, authored, reference }) =>
      repeat || asNeeded || authored === undefined ? [] : [{ day: authored, reference, contact: undefined }],
    ),
  );
}

function restarts(medicines: readonly Medicine[], groups: readonly string[]): SignEntry[] {
  const supplies = medicinesInGroups(medicines, groups)
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
export function medicinesInGroups(medicines: readonly Medicine[], groups: readonly string[]): readonly Medicine[] {
  return medicines.filter((one) => one.groups.some((group) => groups.includes(group)));
}
