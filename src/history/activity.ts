import type { Activity, ClinicianKey, RelationalHistory } from './history.ts';

/** What was read of a clinician's latest activity; undefined where nobody asked for it, or not all of it came. */
export function activityOf(
  key: ClinicianKey,
  activity: RelationalHistory['activity'] | undefined,
): Activity | undefined {
  const own = activity?.get(key);
  return own?.known ? own.value : undefined;
}
