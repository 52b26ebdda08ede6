import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import type { DateRange } from '../../history/calendar.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { indices } from '../../history/indices.ts';
import type { Opening } from '../../history/opening.ts';
import { visits } from '../../history/visits.ts';
import { type Silence, silent } from '../silence.ts';
import type { ContactDay } from './contact-days.ts';

interface Limits {
  readonly minClinicians: number;
  readonly minGpVisits: number;
  readonly maxSecon: number;
}

/** Reasons why contacts are not with many clinicians. */
export const notManyClinicians = ['clinician-unread', 'few-clinicians', 'seen-again'] as const;

/** How many clinicians were seen, if that is many or hardly anyone was seen twice in a row; unread ones may be one person. */
export function manyClinicians(
  days: readonly ContactDay[],
  window: DateRange,
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { now }: Opening,
  { minClinicians, minGpVisits, maxSecon }: Limits,
): { readonly clinicians: number } | Silence<(typeof notManyClinicians)[number]> {
  if (!allCliniciansRead(visits(history, window, now, 'all'), history)) return silent('clinician-unread');
  const clinicians = new Set(days.flatMap(({ contacts }) => contacts.flatMap(({ clinician }) => clinician ?? []))).size;
  if (clinicians >= minClinicians) return { clinicians };
  const withGps = visits(history, window, now, 'gp');
  const { secon } = indices(withGps.counted.map(({ clinician }) => clinician));
  if (secon === null || withGps.counted.length < minGpVisits)
    return silent('few-clinicians', { clinicians, needs: minClinicians });
  if (secon > maxSecon) return silent('seen-again', { clinicians, needs: minClinicians, share: secon, most: maxSecon });
  return withGps.attributable ? { clinicians } : silent('clinician-unread');
}
