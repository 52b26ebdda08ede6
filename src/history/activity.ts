import type { Activity, ClinicianKey, RelationalHistory } from './history.ts';

/** A clinician's latest activity; undefined where it was not asked for or could not be read completely. */
export function activityOf(
  key: ClinicianKey,
  activity: RelationalHistory['activity'] | undefined,
): Activity | undefined {
  const own = activity?.get(key);
  return own?.known ? own.value : undefined;
}
