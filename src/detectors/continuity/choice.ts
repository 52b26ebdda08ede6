import type { Day } from '../../history/calendar.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';
import { type Silence, silent } from '../silence.ts';
import { countGps, withTraineeOrLocum } from './staffing.ts';

type History = Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'roles' | 'registration'>>;

/** Reasons why the person could hardly have chosen whom to see. */
export const noChoice = ['temporary-registration', 'few-gps', 'only-urgent-visits', 'trainees-and-locums'] as const;

/**
 * Why the person could hardly have chosen whom to see, if so: a temporary registration, a small practice, all visits urgent,
 * or most `recent` ones with trainees and locums, whom the rota assigns.
 */
export function hadNoChoice(
  history: History,
  asOf: Day,
  { all, recent }: { readonly all: readonly Visit[]; readonly recent: readonly Visit[] },
  { minGps }: { readonly minGps: number },
): Silence<(typeof noChoice)[number]> | undefined {
  if (history.registration?.temporary === true) return silent('temporary-registration');
  const gps = countGps(history, asOf);
  if (gps !== undefined && gps < minGps) return silent('few-gps', { gps, needs: minGps });
  if (all.every(({ urgent }) => urgent)) return silent('only-urgent-visits', { visits: all.length });
  const byRota = withTraineeOrLocum(recent, history).length;
  return byRota > recent.length / 2 ? silent('trainees-and-locums', { visits: byRota, of: recent.length }) : undefined;
}
