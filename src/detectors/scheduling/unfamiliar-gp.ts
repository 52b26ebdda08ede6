import { profession } from '../../history/employment.ts';
import type { Clinician, ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Silence, silent } from '../silence.ts';
import type { DatedProposal } from './proposals.ts';

/** Reasons why an appointment is not one with a GP whom the person hardly knows. */
export const noUnfamiliarGp = [
  'booked-roles-unread',
  'no-gp-booked',
  'several-gps-booked',
  'walk-in-or-duty',
  'planned-series',
  'starts-soon',
  'other-gp-known',
] as const;

/** The only GP of a non-urgent booking, if the person hardly knows them. */
export function unfamiliarGpIn(
  one: DatedProposal,
  shareOf: (key: ClinicianKey) => number,
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
  opening: Opening,
  { minHours, knownShare }: { readonly minHours: number; readonly knownShare: number },
): { readonly key: ClinicianKey } | Silence<(typeof noUnfamiliarGp)[number]> {
  const isUnread = (clinician?: Clinician) => clinician?.roles === undefined || !clinician.read;
  if (one.clinicians.some((each) => isUnread(clinicians.get(each)))) return silent('booked-roles-unread');
  const [key, ...others] = one.clinicians.filter((each) => profession(clinicians.get(each)) === 'gp');
  if (key === undefined) return silent('no-gp-booked');
  if (others.length > 0) return silent('several-gps-booked');
  if (one.walkIn || one.duty) return silent('walk-in-or-duty');
  if (one.series !== undefined) return silent('planned-series');
  if (!isAhead(one, opening, minHours)) return silent('starts-soon', { needs: minHours });
  const share = shareOf(key);
  return share < knownShare ? { key } : silent('other-gp-known', { share, below: knownShare });
}

/** A day without a time is taken to begin at midnight. */
function isAhead({ startsAt, day }: DatedProposal, { now, asOf }: Opening, hours: number): boolean {
  return startsAt === undefined ? (day - asOf - 1) * 24 >= hours : startsAt - now > hours * 3_600_000;
}
