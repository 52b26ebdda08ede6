import { z } from 'zod';
import type { Day } from '../../history/calendar.ts';
import { endOf } from '../../history/departure.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician, ClinicianKey, RelationalHistory, Role } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import { massDepartureSettings } from './mass-departure.ts';
import { wasTrainee } from './trainee.ts';

/** What makes the recorded end of a role the end of someone's work here. */
export const recordedEndSettings = massDepartureSettings.extend({
  rollingRenewals: z.int().min(1).default(2).describe('Earlier ended contracts of the same kind that make one rolling'),
});
type Thresholds = z.output<typeof recordedEndSettings>;

/** The last day here, and the roles that say so. */
export interface RecordedEnd {
  readonly day: Day;
  readonly roles: readonly Role[];
}

/**
 * The day on which a clinician's work here is recorded to end, today or later. Undefined where no end is recorded, and
 * where it is none: a rolling contract, an absence with a return, a merger; a trainee's changeover is told of elsewhere.
 */
export function recordedEnd(
  key: ClinicianKey,
  history: Pick<RelationalHistory, 'clinicians'>,
  asOf: Day,
  thresholds: Thresholds,
): RecordedEnd | undefined {
  const clinician = history.clinicians.get(key);
  const end = endOf(clinician, asOf);
  if (end === undefined || wasTrainee(clinician, asOf)) return undefined;
  if (isRolling(clinician, end, asOf, thresholds) || returns(end)) return undefined;
  const limits = { persons: thresholds.batchPersons, share: thresholds.batchShare };
  return isMassDeparture(history, end.day, limits) ? undefined : end;
}

/** A contract that was renewed before is likely to be again: the same person, organisation and code. */
function isRolling(
  clinician: Clinician | undefined,
  ending: RecordedEnd,
  asOf: Day,
  { rollingRenewals }: Thresholds,
): boolean {
  const earlier = (rolesHere(clinician) ?? []).filter(({ end }) => end !== undefined && end < asOf);
  return ending.roles
    .filter(({ end }) => end === ending.day)
    .some((role) => {
      const codes = new Set(role.codes);
      return earlier.filter((one) => isSame(one, role, codes)).length >= rollingRenewals;
    });
}

function isSame(one: Role, other: Role, codes: ReadonlySet<string>): boolean {
  const alike = one.codes.length === 0 ? codes.size === 0 : one.codes.some((code) => codes.has(code));
  return one.organisation === other.organisation && alike;
}

/** An absence is recorded that begins about then and ends: maternity or sabbatical, with a way back. */
function returns({ day, roles }: RecordedEnd): boolean {
  return roles.some(({ away }) =>
    away.some(({ from, to }) => to !== undefined && to > day && (from ?? day) <= day + 31),
  );
}
