import type { Day } from '../../history/calendar.ts';
import type { Medicine, Order } from '../../history/medicine.ts';
import { coverOn } from '../../history/medicine-cover.ts';

/**
 * The order that makes a medicine a repeat on a day. None where its newest order is no longer valid, is for use as needed,
 * or is repeat dispensing. A completed order was supplied, which does not end others.
 */
export function repeatOn({ orders }: Medicine, day: Day): Order | undefined {
  const current = orders.filter((one) => isCurrent(one, day));
  const newest = orders.findLast(({ state }) => state !== 'completed');
  if (newest === undefined || !isCurrent(newest, day)) return undefined;
  if (current.some(({ asNeeded, batch }) => asNeeded || batch)) return undefined;
  return current.findLast(({ repeat }) => repeat);
}

/** All repeats, two or more, end on one day: the data feed ended or the person moved, so no medicine is overdue. */
export function endTogether(medicines: readonly Medicine[], day: Day): boolean {
  const repeats = medicines.filter((one) => repeatOn(one, day) !== undefined);
  const supplied = repeats.filter(({ supplies }) => supplies.some((one) => one.day <= day));
  if (supplied.length < 2) return false;
  const last = supplied.map(({ supplies }) => supplies.findLast((one) => one.day <= day)?.day);
  const ends = supplied.map((medicine) => coverOn(medicine, day)?.end);
  return areOne(last) || (areOne(ends) && ends[0] !== undefined);
}

/** Another medicine of the same group began when this one was last supplied, or later. */
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
