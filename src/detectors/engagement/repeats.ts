import type { Day } from '../../history/calendar.ts';
import type { Medicine, Order } from '../../history/medicine.ts';
import { coverOn } from '../../history/medicine-cover.ts';

/**
 * The order by which a medicine is on repeat on a day; none where its newest order no longer holds, is only for need, or
 * leaves collections to the pharmacy. One that is completed was supplied, which ends no other.
 */
export function repeatOn({ orders }: Medicine, day: Day): Order | undefined {
  const current = orders.filter((one) => isCurrent(one, day));
  const newest = orders.findLast(({ state }) => state !== 'completed');
  if (newest === undefined || !isCurrent(newest, day)) return undefined;
  if (current.some(({ asNeeded, batch }) => asNeeded || batch)) return undefined;
  return current.findLast(({ repeat }) => repeat);
}

/** Two repeats or more, and all of them, end on one day: the feed or the person has moved, which tells nothing. */
export function endTogether(repeats: readonly Medicine[], day: Day): boolean {
  const supplied = repeats.filter(({ supplies }) => supplies.some((one) => one.day <= day));
  if (supplied.length < 2) return false;
  const last = supplied.map(({ supplies }) => supplies.findLast((one) => one.day <= day)?.day);
  const ends = supplied.map((medicine) => coverOn(medicine, day)?.end);
  return areOne(last) || (areOne(ends) && ends[0] !== undefined);
}

/** It was replaced: another medicine of a group began when this was last supplied, or afterwards. */
export function isReplaced(
  medicine: Medicine,
  others: readonly Medicine[],
  { last, groups, newDays }: { readonly last: Day; readonly groups: readonly string[]; readonly newDays: number },
): boolean {
  return others.some((other) => {
    const shares = other.groups.some((group) => groups.includes(group) && medicine.groups.includes(group));
    if (other.key === medicine.key || !shares) return false;
    const days = [...other.orders.flatMap(({ authored }) => authored ?? []), ...other.supplies.map(({ day }) => day)];
    return days.some((day) => day >= last) && !days.some((day) => day < last && day >= last - newDays);
  });
}

function isCurrent({ state, ended }: Order, day: Day): boolean {
  return state === 'active' && (ended === undefined || ended > day);
}

function areOne<T>(values: readonly T[]): boolean {
  return new Set(values).size === 1;
}
