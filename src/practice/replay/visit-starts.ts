import type { ClinicianKey } from '../../history/history.ts';

/**
 * Whether an opening begins a visit of a clinician to one chart, or continues one that began less than `visitMs` before: the
 * budget counts visits (as `src/memory/visit-tracker.ts` does). Asked in the order of time.
 */
export function visitStarts(visitMs: number): (clinician: ClinicianKey, at: number) => boolean {
  const starts = new Map<ClinicianKey, number>();
  return (clinician, at) => {
    const from = starts.get(clinician);
    if (from !== undefined && at - from < visitMs) return false;
    starts.set(clinician, at);
    return true;
  };
}
