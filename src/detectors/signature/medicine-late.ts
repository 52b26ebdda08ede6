import { type DateRange, type Day, firstFrom, itemsIn } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import type { Medicine } from '../../history/history.ts';
import { coverOn, lateness } from '../../history/medicine-cover.ts';
import type { Feature, Scene, SignEntry } from './feature.ts';
import { medicinesInGroups } from './rescue.ts';

/** Days without a supply after which a medicine counts as stopped rather than late. */
const givenUpAfter = 182;

/** When a medicine was being taken, and when it had run out. */
interface Course {
  readonly taken: DateRange;
  /** In order, without overlaps. */
  readonly without: readonly Without[];
}

/** From the day on which it ran out until the next supply; `reference` is the supply before. */
interface Without {
  readonly day: Day;
  readonly to: Day;
  readonly reference: string;
}

/** A repeat medicine was late; unobserved while none was being taken. */
export function lateMedicine({ history, row, thresholds, asOf }: Scene): Feature {
  const courses = medicinesInGroups(history.medicines ?? [], row.medicines).flatMap((one) => courseOf(one, asOf));
  const late = courses
    .flatMap(({ without }) =>
      without.map(({ day, to, reference }) => ({
        day: day + thresholds.lateDays,
        to: Math.min(to, day + givenUpAfter),
        reference,
      })),
    )
    .filter(({ day, to }) => day < to)
    .toSorted((a, b) => a.day - b.day);
  // Being late lasts at most until it counts as stopped, so what overlaps a period began at most that long before it.
  const lateIn = ({ from, to }: DateRange) =>
    itemsIn(late, { from: from - givenUpAfter, to }).filter((one) => one.to > from);
  return {
    sign: 'medicine-late',
    isPresentIn: (period) => (courses.some((one) => isTaken(one, period)) ? lateIn(period).length > 0 : undefined),
    entriesIn: (period) =>
      lateIn(period).map(({ day, reference }): SignEntry => ({ day, reference, contact: undefined })),
  };
}

function courseOf(medicine: Medicine, asOf: Day): Course[] {
  const { supplies, orders } = medicine;
  const [first, now, supplied] = [supplies[0], coverOn(medicine, asOf), lateness(medicine, asOf)];
  if (first === undefined || now === undefined || supplied === undefined) return [];
  if (!orders.some(({ repeat, asNeeded, batch }) => repeat && !asNeeded && !batch)) return [];
  const to = Math.min(stoppedOn(medicine) ?? asOf + 1, asOf + 1);
  const between = supplied.map(({ supply, lateDays }, i) => ({
    day: supply.day - lateDays,
    to: supply.day,
    reference: supplies[i]?.reference ?? supply.reference,
  }));
  const without = [...between, { day: now.end, to: asOf + 1, reference: now.last.reference }];
  return [{ taken: { from: first.day, to }, without: without.map((one) => ({ ...one, to: Math.min(one.to, to) })) }];
}

function isTaken({ taken, without }: Course, period: DateRange): boolean {
  if (!overlaps(taken, period)) return false;
  // Of those that began too long ago, the last to begin is also the last to end.
  const last = without[firstFrom(without, period.from - givenUpAfter + 1) - 1];
  return last === undefined || last.to < period.to;
}

/** First day without a valid order; undefined while one may be valid. It was valid at the last supply. */
function stoppedOn({ orders, supplies }: Medicine): Day | undefined {
  const lastSupply = supplies.at(-1)?.day ?? Number.NEGATIVE_INFINITY;
  const ends = orders.map(({ ended, authored, state }) => {
    const isOff = state === 'stopped' || state === 'on-hold';
    return ended ?? (isOff && authored !== undefined ? Math.max(authored, lastSupply) : undefined);
  });
  return ends.includes(undefined) ? undefined : greatest(ends.flatMap((end) => end ?? []));
}

function overlaps(one: DateRange, other: DateRange): boolean {
  return one.from < other.to && one.to > other.from;
}
