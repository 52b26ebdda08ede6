import type { Condition, Observation } from '../../../history/history.ts';
import type { OpeningContext } from '../../record/sources.ts';

/** Sets that hold of the person today. */
export function groupsNow(
  conditions: readonly Condition[],
  observations: readonly Observation[],
  { asOf }: OpeningContext,
): ReadonlySet<string> {
  const active = conditions.filter((one) => one.active);
  const seen = observations.filter(({ day }) => day === undefined || day <= asOf);
  return new Set([...active, ...seen].flatMap(({ groups }) => groups));
}
