import type { NotCountedReason } from '../../history/exclusion.ts';
import type { Visit } from '../../history/visits.ts';
import type { Finding } from '../detector.ts';

/** The visits without those that are shown. */
export function visitsExcept(visits: readonly Visit[], shown: readonly Visit[]): readonly Visit[] {
  const isShown = new Set(shown);
  return visits.filter((visit) => !isShown.has(visit));
}

/** Visits as `notCounted` entries of a finding. */
export function excludedAs(visits: readonly Visit[], reason: NotCountedReason): Finding['notCounted'] {
  return visits.map(({ reference }) => ({ reference, reason }));
}
