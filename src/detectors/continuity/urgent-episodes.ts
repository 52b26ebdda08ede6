import type { Day } from '../../history/calendar.ts';
import type { Visit } from '../../history/visits.ts';

/**
 * Of each run of urgent visits at most `days` apart, only the first: one illness that needed many urgent visits does not
 * show whom a person would choose. Visits are oldest first.
 */
export function oncePerEpisode(
  visits: readonly Visit[],
  days: number,
): { readonly visits: readonly Visit[]; readonly repeated: readonly Visit[] } {
  const once: Visit[] = [];
  const repeated: Visit[] = [];
  let last: Day | undefined;
  for (const visit of visits) {
    if (visit.urgent && last !== undefined && visit.day - last <= days) repeated.push(visit);
    else once.push(visit);
    if (visit.urgent) last = visit.day;
  }
  return { visits: once, repeated };
}
