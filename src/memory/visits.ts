import { LRUCache } from 'lru-cache';
import type { ClinicianPatientPair, OpeningRecord } from '../store/store.ts';

/** Visits of clinicians to charts that one process saw begin. */
export interface Visits {
  /** Whether a visit begins with an opening, which else belongs to one that began before. */
  begins(opening: OpeningRecord): boolean;
  forget(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): void;
}

const longestKey = 512;

/** At most `most` visits, by each pseudonym of their clinician, and none for longer than it lasts. */
export function createVisits(most: number): Visits {
  const begun = new LRUCache<string, number>({
    max: most,
    maxSize: most * longestKey,
    sizeCalculation: (_, key) => key.length,
  });
  return {
    begins: (opening) => {
      const keys = opening.clinicians.map((clinician) => chartOf(opening) + clinician);
      const from = keys
        .map((key) => begun.get(key))
        .find((at) => at !== undefined && Math.abs(opening.at - at) < opening.visit);
      for (const key of keys) begun.set(key, from ?? opening.at, { ttl: opening.visit });
      return from === undefined;
    },
    forget: (person) => {
      const chart = chartOf(person);
      for (const key of begun.keys()) if (key.startsWith(chart)) begun.delete(key);
    },
  };
}

function chartOf({ tenant, patient }: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): string {
  return `${JSON.stringify([tenant, patient])} `;
}
