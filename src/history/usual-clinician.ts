import { covers, type Day } from './calendar.ts';
import type { ClinicianKey, RelationalHistory } from './history.ts';
import { countByClinician } from './indices.ts';
import type { Visit } from './visits.ts';

/** Thresholds of an established relationship. */
export interface EstablishedBy {
  readonly minVisits: number;
  readonly minShare: number;
  readonly minSpanDays: number;
  /** Enough visits with the clinician whom the record names as the person's own. */
  readonly minVisitsNamed: number;
}

export const establishedBy: EstablishedBy = { minVisits: 4, minShare: 0.4, minSpanDays: 180, minVisitsNamed: 2 };

/** The clinician seen most, and how established the relationship is. */
export interface UsualClinician {
  readonly clinician: ClinicianKey;
  /** The visits with this clinician, oldest first. */
  readonly visits: readonly Visit[];
  /** Number of all visits that were looked at. */
  readonly of: number;
  readonly share: number;
  readonly established: boolean;
}

/** The clinician with most of `counted` (oldest first), of equals the one seen last; undefined without visits. */
export function usualClinician(
  counted: readonly Visit[],
  named?: ClinicianKey,
  thresholds = establishedBy,
): UsualClinician | undefined {
  let most: ClinicianKey | undefined;
  const counts = countByClinician(counted.map((visit) => visit.clinician));
  for (const { clinician } of counted.toReversed()) {
    if (most === undefined || (counts.get(clinician) ?? 0) > (counts.get(most) ?? 0)) most = clinician;
  }
  return most === undefined ? undefined : relationship(counted, most, named, thresholds);
}

/** The relationship with one clinician over `counted`. */
export function relationship(
  counted: readonly Visit[],
  clinician: ClinicianKey,
  named?: ClinicianKey,
  thresholds = establishedBy,
): UsualClinician {
  const visits = counted.filter((visit) => visit.clinician === clinician);
  const share = shareOf(visits, counted.length);
  const established = isEstablished(visits, counted.length, clinician === named, thresholds);
  return { clinician, visits, of: counted.length, share, established };
}

/** Whether a clinician's `own` visits, out of `of`, make an established relationship. */
export function isEstablished(
  own: readonly Visit[],
  of: number,
  isNamed: boolean,
  thresholds: EstablishedBy = establishedBy,
): boolean {
  if (isNamed && own.length >= thresholds.minVisitsNamed) return true;
  const span = (own.at(-1)?.day ?? 0) - (own[0]?.day ?? 0);
  return (
    own.length >= thresholds.minVisits && shareOf(own, of) >= thresholds.minShare && span >= thresholds.minSpanDays
  );
}

function shareOf(own: readonly Visit[], of: number): number {
  return of === 0 ? 0 : own.length / of;
}

/** The clinician whom the record names as the person's own: named GP, else care manager, else lead of a current team. */
export function namedClinician(
  history: Pick<RelationalHistory, 'person'> & Partial<Pick<RelationalHistory, 'registration' | 'teams'>>,
  asOf: Day,
): ClinicianKey | undefined {
  const lead = history.teams?.find((team) => team.lead && covers(team, asOf))?.lead;
  return history.person.namedClinician ?? history.registration?.careManager ?? lead;
}
