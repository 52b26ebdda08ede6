import { z } from 'zod';
import type { Day } from '../../history/calendar.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician, RelationalHistory, Role } from '../../history/history.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import { type Silence, silent } from '../silence.ts';
import { massDepartureSettings } from './mass-departure.ts';
import { wasTrainee } from './trainee.ts';

/** Thresholds for taking the recorded end of a role as the end of someone's work here. */
export const recordedEndSettings = massDepartureSettings.extend({
  rollingRenewals: z.int().min(1).default(2).describe('Earlier ended contracts of the same kind that make one rolling'),
});

/** When others than the one who leaves may learn of it. */
export const announcedSettings = z.object({
  othersDays: z
    .int()
    .min(0)
    .default(28)
    .describe(
      'Days before the recorded end from which others learn of it; before, only once the one who leaves has said goodbye',
    ),
});

type Thresholds = z.output<typeof recordedEndSettings>;

/** The last day here, and the roles that record it. */
export interface RecordedEnd {
  readonly day: Day;
  readonly roles: readonly Role[];
}

/** Reasons why a recorded last day is no real end. */
export const noRealEnd = ['trainee', 'rolling-contract', 'many-leave-together', 'absence-with-return'] as const;

/**
 * Why the recorded last day of a clinician's work here, today or later, is no real end, if so: a rolling contract, a merger,
 * an absence with a return. A trainee's changeover is another detection's.
 */
export function whyNoRealEnd(
  end: RecordedEnd,
  clinician: Clinician | undefined,
  history: Pick<RelationalHistory, 'clinicians'>,
  asOf: Day,
  thresholds: Thresholds,
): Silence<(typeof noRealEnd)[number]> | undefined {
  if (wasTrainee(clinician, asOf)) return silent('trainee');
  if (isRolling(clinician, end, asOf, thresholds))
    return silent('rolling-contract', { needs: thresholds.rollingRenewals });
  const limits = { persons: thresholds.batchPersons, share: thresholds.batchShare };
  if (isMassDeparture(history, end.day, limits)) return silent('many-leave-together');
  return hasReturn(end) ? silent('absence-with-return') : undefined;
}

/** Whether an end lies further ahead than others than the one who leaves learn of it. */
export function isEarly(
  end: Day,
  asOf: Day,
  you: boolean,
  { othersDays }: z.output<typeof announcedSettings>,
): boolean {
  return !you && end > asOf + othersDays;
}

/** A contract that was renewed before (same organisation and job) is likely to be renewed again. */
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
      return earlier.filter((one) => isSameJob(one, role, codes)).length >= rollingRenewals;
    });
}

function isSameJob(one: Role, other: Role, codes: ReadonlySet<string>): boolean {
  const sameCodes = one.codes.length === 0 ? codes.size === 0 : one.codes.some((code) => codes.has(code));
  return one.organisation === other.organisation && sameCodes;
}

/** An absence that begins about then and has an end is recorded: maternity leave or a sabbatical, to return from. */
function hasReturn({ day, roles }: RecordedEnd): boolean {
  return roles.some(({ away }) =>
    away.some(({ from, to }) => to !== undefined && to > day && (from ?? day) <= day + 31),
  );
}
