import { LRUCache } from 'lru-cache';
import type { ClinicianPatientPair, OpeningRecord } from '../store/store.ts';

/** Visits of clinicians to charts that this process has seen begin. */
export interface VisitTracker {
  /** Whether this opening starts a new visit rather than continuing one. */
  startsVisit(opening: OpeningRecord): boolean;
  forgetPerson(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): void;
}

const maxKeyLength = 512;

/** Tracks at most `maxVisits` visits under each pseudonym of the clinician, each for its own length. */
export function createVisitTracker(maxVisits: number): VisitTracker {
  const visitStarts = new LRUCache<string, number>({
    max: maxVisits,
    maxSize: maxVisits * maxKeyLength,
    sizeCalculation: (_, key) => key.length,
  });
  return {
    startsVisit: (opening) => {
      const keys = opening.clinicians.map((clinician) => chartKey(opening) + clinician);
      const from = keys
        .map((key) => visitStarts.get(key))
        .find((at) => at !== undefined && Math.abs(opening.at - at) < opening.visitMs);
      for (const key of keys) visitStarts.set(key, from ?? opening.at, { ttl: opening.visitMs });
      return from === undefined;
    },
    forgetPerson: (person) => {
      const chart = chartKey(person);
      for (const key of visitStarts.keys()) if (key.startsWith(chart)) visitStarts.delete(key);
    },
  };
}

function chartKey({ tenant, patient }: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): string {
  return `${JSON.stringify([tenant, patient])} `;
}
