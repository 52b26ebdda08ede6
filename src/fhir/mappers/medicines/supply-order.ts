import type { Day } from '../../../history/calendar.ts';
import { objects, text } from '../../json.ts';
import type { LocalTime } from '../../record/local-time.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { referenceKey } from '../../record/references.ts';

/** Finds the order behind a dispense of some day among the orders of its medicine. */
export type FindOrder = (dispense: IdentifiedResource, day: Day) => IdentifiedResource | undefined;

/** Finds the order that a dispense names, else the latest of the medicine up to that day. */
export function orderFinder(requests: readonly IdentifiedResource[], time: LocalTime): FindOrder {
  const places = new Map(requests.map(({ id }, i) => [`MedicationRequest/${id}`, i]));
  let latest: ReturnType<typeof latestUpTo> | undefined;
  return (dispense, day) => {
    const named = objects(dispense.authorizingPrescription).flatMap((one) => places.get(referenceKey(one) ?? '') ?? []);
    if (named.length > 0) return requests[Math.min(...named)];
    latest ??= latestUpTo(requests, time);
    return latest(day);
  };
}

/** The latest order until a day; one without a day may have been made at any time. */
function latestUpTo(
  requests: readonly IdentifiedResource[],
  time: LocalTime,
): (day: Day) => IdentifiedResource | undefined {
  const dated = requests
    .map((order) => ({ order, day: time.day(order.authoredOn) ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => a.day - b.day);
  const latest: IdentifiedResource[] = [];
  for (const { order } of dated) {
    const before = latest.at(-1);
    latest.push(before === undefined || isBefore(before, order) ? order : before);
  }
  return (day) => {
    let [low, high] = [0, dated.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dated[middle]?.day ?? day) <= day) low = middle + 1;
      else high = middle;
    }
    return latest[low - 1];
  };
}

function isBefore(one: IdentifiedResource, other: IdentifiedResource): boolean {
  return (text(one.authoredOn) ?? '') + one.id < (text(other.authoredOn) ?? '') + other.id;
}
