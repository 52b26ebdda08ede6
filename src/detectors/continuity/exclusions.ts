import type { NotCountedReason } from '../../history/exclusion.ts';
import type { Visit } from '../../history/visits.ts';
import type { Finding } from '../detector.ts';

/** The visits that are not among those shown. */
export function without(visits: readonly Visit[], shown: readonly Visit[]): readonly Visit[] {
  const kept = new Set(shown);
  return visits.filter((visit) => !kept.has(visit));
}

/** Visits as a finding tells what was not counted. */
export function leftOut(visits: readonly Visit[], reason: NotCountedReason): Finding['notCounted'] {
  return visits.map(({ reference }) => ({ reference, reason }));
}
