import type { Day, RecordedPeriod } from '../../history/calendar.ts';
import { mergeRanges, rangeEndingAfter } from '../../history/date-ranges.ts';
import { isHeldOn, rolesHere } from '../../history/employment.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Clinician, Role } from '../../history/history.ts';

/** An absence recorded in a clinician's roles. */
export interface RecordedAbsence extends RecordedPeriod {
  readonly roles: readonly Role[];
}

/**
 * The absence on a day from every clinical role here. Consecutive absences are one; with several roles, it begins at the
 * latest start and ends at the earliest return.
 */
export function recordedAbsence(clinician: Clinician | undefined, on: Day): RecordedAbsence | undefined {
  const roles = (rolesHere(clinician) ?? []).filter((role) => isHeldOn(role, on) && role.kind !== 'not-clinical');
  const absences = roles.flatMap((role) => absenceFrom(role, on) ?? []);
  if (roles.length === 0 || absences.length < roles.length) return undefined;
  const starts = absences.flatMap(({ from }) => from ?? []);
  const returns = absences.flatMap(({ to }) => to ?? []);
  return {
    from: starts.length === 0 ? undefined : greatest(starts),
    to: returns.length === 0 ? undefined : least(returns),
    roles,
  };
}

/** The absence from a role on a day; absences without a day between them are one. */
function absenceFrom({ away }: Role, on: Day): RecordedPeriod | undefined {
  const spans = away.map(({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) => ({
    from,
    to: to + 1,
  }));
  const found = rangeEndingAfter(mergeRanges(spans), on);
  if (found === undefined || found.from > on) return undefined;
  const { from, to } = found;
  return { from: Number.isFinite(from) ? from : undefined, to: Number.isFinite(to) ? to - 1 : undefined };
}
