import type { Day } from '../../history/calendar.ts';
import type { CollectedDays } from './collect-days.ts';

/** Days on which somebody saw anyone, oldest first, each with the number of visits. */
export type CountedDays = readonly (readonly [day: Day, visits: number])[];

/** By a clinician's reference, and in it by an organisation's reference (`''` where none is recorded). */
export type ConsultingDays = ReadonlyMap<string, ReadonlyMap<string, CountedDays>>;

/** Brings together what several workers collected. */
export function consultingDays(collected: readonly CollectedDays[]): ConsultingDays {
  const clinicians = [...new Set(collected.flatMap((one) => [...one.keys()]))].sort();
  return new Map(
    clinicians.map((clinician) => {
      const own = collected.flatMap((one) => [...(one.get(clinician) ?? [])]);
      const byOrganisation = [...Map.groupBy(own, ([organisation]) => organisation)];
      const days = byOrganisation.map(([organisation, all]) => {
        return [organisation, summed(all.flatMap(([, each]) => [...each]))] as const;
      });
      return [clinician, new Map(days.sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

/** The visits of each day, of however many lists. */
export function summed(days: CountedDays): CountedDays {
  const sums = new Map<Day, number>();
  for (const [day, visits] of days) sums.set(day, (sums.get(day) ?? 0) + visits);
  return [...sums].sort(([a], [b]) => a - b);
}
