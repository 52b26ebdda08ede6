import type { Day } from '../../history/calendar.ts';
import type { Medicine } from '../../history/history.ts';
import { coverOn, lateness } from '../../history/medicine-cover.ts';
import type { Feature, Scene } from './features.ts';
import type { Mark, Period } from './marks.ts';
import { inGroups } from './rescue.ts';

/** Days without a supply after which a medicine is given up rather than late. */
const givenUpAfter = 182;

/** A medicine that was being taken, and when none was left of it. */
interface Course {
  readonly taken: Period;
  readonly without: readonly Without[];
}

/** From the day on which nothing was left until the next supply; `reference` is the supply before. */
interface Without extends Period {
  readonly reference: string;
}

/** A repeat medicine that was late; unobserved while none was being taken. */
export function lateMedicine({ history, row, thresholds, asOf }: Scene): Feature {
  const courses = inGroups(history.medicines ?? [], row.medicines).flatMap((one) => courseOf(one, asOf));
  const late = courses.flatMap(({ without }) =>
    without.map(({ from, to, reference }) => ({
      from: from + thresholds.lateDays,
      to: Math.min(to, from + givenUpAfter),
      reference,
    })),
  );
  const lateIn = (period: Period) => late.filter((one) => one.from < one.to && overlaps(one, period));
  return {
    sign: 'medicine-late',
    in: (period) => (courses.some((one) => isTaken(one, period)) ? lateIn(period).length > 0 : undefined),
    marks: (period) =>
      lateIn(period)
        .map(({ from, reference }): Mark => ({ day: from, reference, contact: undefined }))
        .toSorted((a, b) => a.day - b.day),
  };
}

function courseOf(medicine: Medicine, asOf: Day): Course[] {
  const { supplies, orders } = medicine;
  const [first, now, supplied] = [supplies[0], coverOn(medicine, asOf), lateness(medicine, asOf)];
  if (first === undefined || now === undefined || supplied === undefined) return [];
  if (!orders.some(({ repeat, asNeeded, batch }) => repeat && !asNeeded && !batch)) return [];
  const to = Math.min(stoppedOn(medicine) ?? asOf + 1, asOf + 1);
  const between = supplied.map(({ supply, lateDays }, i) => ({
    from: supply.day - lateDays,
    to: supply.day,
    reference: supplies[i]?.reference ?? supply.reference,
  }));
  const without = [...between, { from: now.end, to: asOf + 1, reference: now.last.reference }];
  return [{ taken: { from: first.day, to }, without: without.map((one) => ({ ...one, to: Math.min(one.to, to) })) }];
}

function isTaken({ taken, without }: Course, period: Period): boolean {
  const isGivenUp = without.some((one) => one.from + givenUpAfter <= period.from && one.to >= period.to);
  return overlaps(taken, period) && !isGivenUp;
}

/** The day from which no order holds any more; undefined while one may. */
function stoppedOn({ orders }: Medicine): Day | undefined {
  const ends = orders.map(
    ({ ended, authored, state }) => ended ?? (state === 'stopped' || state === 'on-hold' ? authored : undefined),
  );
  return ends.includes(undefined) ? undefined : Math.max(...ends.flatMap((end) => end ?? []));
}

function overlaps(one: Period, other: Period): boolean {
  return one.from < other.to && one.to > other.from;
}
