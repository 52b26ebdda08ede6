import { z } from 'zod';
import { activityOf } from '../../history/activity.ts';
import type { Day } from '../../history/calendar.ts';
import { isSeenAfter, lastActive } from '../../history/departure.ts';
import type { Activity, ClinicianKey, RelationalHistory, Role } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import { gapProbability } from '../statistics.ts';
import { recordedAbsence } from './recorded-absence.ts';

/** An absence: recorded, or inferred from the clinician's own rhythm of work. */
export interface Absence {
  readonly recorded: boolean;
  /** As recorded; otherwise the day of the last consultation. */
  readonly since: Day;
  /** Day of the last consultation here with anyone, where known. */
  readonly last: Day | undefined;
  readonly until: Day | undefined;
  /** The roles in which it is recorded. */
  readonly roles: readonly Role[];
}

/** Thresholds for inferring an absence from a gap in activity. */
export const absenceSettings = z.object({
  minDays: z
    .int()
    .min(1)
    .default(42)
    .describe('Least days without any recorded consultation here, longer than annual leave'),
  maxProbability: z
    .number()
    .min(0)
    .max(1)
    .default(0.001)
    .describe('Greatest probability of such a gap by the clinician’s own rate'),
  rateDays: z.int().min(1).default(182).describe('Days up to the last consultation from which the rate comes'),
  minPracticeShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Share of their own normal below which the others’ activity means an outage'),
});
export type AbsenceLimits = z.output<typeof absenceSettings>;

type Staffed = Pick<RelationalHistory, 'contacts' | 'clinicians'> & Partial<Pick<RelationalHistory, 'activity'>>;

/** Reasons why no absence is recorded or can be inferred. */
export const noAbsence = [
  'seen-lately',
  'consultations-unread',
  'others-unread',
  'practice-quiet',
  'gap-may-be-chance',
] as const;

/** The absence of a clinician who still works here, or why none is recorded or can be inferred. */
export function absenceOf(
  key: ClinicianKey,
  history: Staffed,
  asOf: Day,
  limits: AbsenceLimits,
): Absence | Silence<(typeof noAbsence)[number]> {
  // The person's own visits are evidence too, also where nobody else's may be read.
  const { contacts, activity: anyones = new Map() } = history;
  if (isSeenAfter(asOf - limits.minDays, key, { contacts, activity: anyones }, asOf))
    return silent('seen-lately', { needsDays: limits.minDays });
  const activity = activityOf(key, anyones);
  const last = lastActive(key, { contacts, activity: anyones }, asOf);
  const away = recordedAbsence(history.clinicians.get(key), asOf);
  const since = away?.from ?? last;
  if (away !== undefined && since !== undefined && asOf - since >= limits.minDays)
    return { recorded: true, since, last, until: away.to, roles: away.roles };
  if (activity === undefined || last === undefined)
    return silent('consultations-unread', { needsDays: limits.minDays });
  const others = activityOfOthers(key, anyones);
  if (others === undefined) return silent('others-unread');
  if (isOutage(others, last, asOf, limits)) return silent('practice-quiet');
  const probability = probabilityOf(activity, last, asOf, limits);
  if (probability >= limits.maxProbability)
    return silent('gap-may-be-chance', { probability, below: limits.maxProbability });
  return { recorded: false, since: last, last, until: undefined, roles: [] };
}

/** Activity of all the others; undefined where any of theirs is unread, as the rest would not stand for the practice. */
function activityOfOthers(key: ClinicianKey, activity: RelationalHistory['activity']): readonly Activity[] | undefined {
  const others = [...activity].filter(([other]) => other !== key);
  const read = others.flatMap(([other]) => activityOf(other, activity) ?? []);
  return read.length === others.length ? read : undefined;
}

/** How likely such a gap is by the clinician's own rate before it, as far back as their activity was read. */
function probabilityOf({ days, since }: Activity, last: Day, asOf: Day, limits: AbsenceLimits): number {
  const from = Math.max(last - limits.rateDays, since - 1);
  const count = days.filter((day) => day > from && day <= last).length;
  return gapProbability(count, last - from, asOf - last);
}

/** The others too did much less than before: then records are missing, and the clinician need not be away. */
function isOutage(others: readonly Activity[], last: Day, asOf: Day, limits: AbsenceLimits): boolean {
  let recent = 0;
  let normal = 0;
  for (const { days, since } of others) {
    const from = Math.max(last - limits.rateDays, since - 1);
    const now = days.filter((day) => day > last && day <= asOf).length;
    const before = days.filter((day) => day > from && day <= last).length;
    recent += now;
    // For a busy clinician, activity may not reach back beyond the gap: then their recent activity counts as normal.
    normal += from >= last ? now : (before / (last - from)) * (asOf - last);
  }
  return normal === 0 || recent < limits.minPracticeShare * normal;
}
