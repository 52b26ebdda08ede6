import type { Day } from '../../history/calendar.ts';
import type { Visit } from '../../history/visits.ts';

/**
 * Visits (oldest first) with each run of urgent ones, no further apart than `days`, told once by its first: one illness
 * that needed many urgent visits says nothing of whom a person would choose.
 */
export function onceAnEpisode(
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
