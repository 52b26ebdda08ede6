import { lookBack } from '../../history/calendar.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, type Visits, visits } from '../../history/visits.ts';
import { oncePerEpisode } from './urgent-episodes.ts';

type History = Pick<RelationalHistory, 'contacts' | 'clinicians'>;

/** When a shorter look-back suffices, and what makes urgent visits one episode. */
interface Limits {
  readonly months: number;
  readonly busyMonths: number;
  readonly busyVisits: number;
  readonly episodeDays: number;
}

interface CountedVisits {
  /** Before the visits of an episode are counted once. */
  readonly all: Visits;
  readonly counted: readonly Visit[];
  readonly repeated: readonly Visit[];
}

/** The GP visits of the past year if there are many, otherwise of the full look-back. */
export function countedGpVisits(history: History, { asOf, now }: Opening, limits: Limits): CountedVisits {
  const within = (count: number): CountedVisits => {
    const all = visits(history, lookBack(asOf, count), now, 'gp');
    const { visits: counted, repeated } = oncePerEpisode(all.counted, limits.episodeDays);
    return { all, counted, repeated };
  };
  const busy = within(limits.busyMonths);
  return busy.counted.length >= limits.busyVisits ? busy : within(limits.months);
}
