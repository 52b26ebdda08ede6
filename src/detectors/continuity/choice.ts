import type { Day } from '../../history/calendar.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';
import { countGps, withTraineeOrLocum } from './staffing.ts';

type History = Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'roles' | 'registration'>>;

/**
 * The person could hardly have chosen whom to see: a temporary registration, a small practice, all visits urgent, or most
 * `recent` ones with trainees and locums, whom the rota assigns.
 */
export function hadNoChoice(
  history: History,
  asOf: Day,
  { all, recent }: { readonly all: readonly Visit[]; readonly recent: readonly Visit[] },
  { minGps }: { readonly minGps: number },
): boolean {
  const gps = countGps(history, asOf);
  return (
    history.registration?.temporary === true ||
    (gps !== undefined && gps < minGps) ||
    all.every(({ urgent }) => urgent) ||
    withTraineeOrLocum(recent, history).length > recent.length / 2
  );
}
