import { consultationOf } from '../../fhir/export-reader.ts';
import type { Day } from '../../history/calendar.ts';

/** By a clinician's reference and an organisation's (`''` where none is recorded): how many visits on each day. */
export type CollectedDays = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<Day, number>>>;

/** Collects from everyone's Encounters on which days each clinician saw anyone, and where; whom they saw is not looked at. */
export function createDayCollector(timeZone: string): {
  add(encounter: unknown): void;
  days(): CollectedDays;
} {
  const found = new Map<string, Map<string, Map<Day, number>>>();
  const read = consultationOf(timeZone);
  return {
    add: (encounter) => {
      const consultation = read(encounter);
      if (consultation === undefined) return;
      const { day, clinicians, organisation = '' } = consultation;
      for (const clinician of clinicians) {
        const own = found.get(clinician) ?? new Map<string, Map<Day, number>>();
        found.set(clinician, own);
        const at = own.get(organisation) ?? new Map<Day, number>();
        own.set(organisation, at.set(day, (at.get(day) ?? 0) + 1));
      }
    },
    days: () => found,
  };
}
