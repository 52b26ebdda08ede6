import type { Day } from '../../history/calendar.ts';
import { isLive, rolesHere } from '../../history/employment.ts';
import type { Clinician, Role } from '../../history/history.ts';

/** An absence that covers a day, as the clinician's roles record it; an open side is undefined. */
export interface RecordedAbsence {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly roles: readonly Role[];
}

type Away = Role['away'][number];

/**
 * The absence from every clinical role here that the day falls in. Absences that follow one another are one; of several
 * roles the latest start and the earliest return count.
 */
export function recordedAbsence(clinician: Clinician | undefined, on: Day): RecordedAbsence | undefined {
  const roles = (rolesHere(clinician) ?? []).filter((role) => isLive(role, on) && role.kind !== 'not-clinical');
  const absences = roles.flatMap((role) => absenceFrom(role, on) ?? []);
  if (roles.length === 0 || absences.length < roles.length) return undefined;
  const starts = absences.flatMap(({ from }) => from ?? []);
  const returns = absences.flatMap(({ to }) => to ?? []);
  return {
    from: starts.length === 0 ? undefined : Math.max(...starts),
    to: returns.length === 0 ? undefined : Math.min(...returns),
    roles,
  };
}

function absenceFrom({ away }: Role, on: Day): Away | undefined {
  const found = away.find((one) => covers(one, on));
  if (found === undefined) return undefined;
  let { from, to } = found;
  for (const _ of away) {
    from = begun(away, from);
    to = ended(away, to);
  }
  return { from, to };
}

/** The start of the absence that goes before, where one does. */
function begun(away: readonly Away[], from: Day | undefined): Day | undefined {
  const before = from === undefined ? undefined : away.find((one) => covers(one, from - 1));
  return before === undefined ? from : before.from;
}

function ended(away: readonly Away[], to: Day | undefined): Day | undefined {
  const after = to === undefined ? undefined : away.find((one) => covers(one, to + 1));
  return after === undefined ? to : after.to;
}

function covers({ from, to }: Away, day: Day): boolean {
  return (from === undefined || from <= day) && (to === undefined || to >= day);
}
