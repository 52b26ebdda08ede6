import { profession } from '../../history/employment.ts';
import type { Clinician, ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { DatedProposal } from './proposals.ts';

/** The only GP of a non-urgent booking, if the person hardly knows them. */
export function unfamiliarGpIn(
  one: DatedProposal,
  shareOf: (key: ClinicianKey) => number,
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
  opening: Opening,
  { minHours, knownShare }: { readonly minHours: number; readonly knownShare: number },
): ClinicianKey | undefined {
  const isUnread = (clinician?: Clinician) => clinician?.roles === undefined || !clinician.read;
  if (one.clinicians.some((each) => isUnread(clinicians.get(each)))) return undefined;
  const [key, ...others] = one.clinicians.filter((each) => profession(clinicians.get(each)) === 'gp');
  if (key === undefined || others.length > 0 || shareOf(key) >= knownShare) return undefined;
  if (one.walkIn || one.duty || one.series !== undefined || !isAhead(one, opening, minHours)) return undefined;
  return key;
}

/** A day without a time is taken to begin at midnight. */
function isAhead({ startsAt, day }: DatedProposal, { now, asOf }: Opening, hours: number): boolean {
  return startsAt === undefined ? (day - asOf - 1) * 24 >= hours : startsAt - now > hours * 3_600_000;
}
