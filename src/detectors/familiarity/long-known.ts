import { months } from '../../history/calendar.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, relationship, type UsualClinician, usualClinician } from '../../history/usual-clinician.ts';
import type { Visit } from '../../history/visits.ts';
import type { Seen } from '../detector.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { furthest, type Silence, silent } from '../silence.ts';

type History = Seen<
  'person' | 'contacts' | 'clinicians',
  'registration' | 'teams' | 'bookings' | 'conditions' | 'observations' | 'consultingWeeks'
>;

interface Limits {
  readonly minVisits: number;
  readonly minSpanMonths: number;
  readonly minVisitsNamed: number;
  readonly minShare: number;
  readonly lastWithinMonths: number;
}

/** Reasons why nobody knows the person well. */
export const knownToNobody = [
  'no-visits',
  'share-too-small',
  'last-visit-long-ago',
  'too-few-visits',
  'known-too-briefly',
  'left-the-clinician',
] as const;
type KnownToNobody = Silence<(typeof knownToNobody)[number]>;

/** The clinician seen most, else the one whom the record names, if they know the person. */
export function whoKnows(
  counted: readonly Visit[],
  history: History,
  opening: Opening,
  limits: Limits,
): UsualClinician | KnownToNobody {
  const most = usualClinician(counted);
  if (most === undefined) return silent('no-visits');
  const own = namedClinician(history, opening.asOf);
  const others: KnownToNobody[] = [];
  for (const one of [most, ...(own === undefined ? [] : [relationship(counted, own)])]) {
    const why =
      whyUnknown(one, one.clinician === own, opening, limits) ??
      (hasLeft(one.clinician, history, opening) ? silent('left-the-clinician') : undefined);
    if (why === undefined) return one;
    others.push(why);
  }
  return furthest(others, knownToNobody) ?? silent('no-visits');
}

/** Why a clinician does not know the person well, if so. */
function whyUnknown(
  one: UsualClinician,
  isNamed: boolean,
  { asOf }: Opening,
  limits: Limits,
): KnownToNobody | undefined {
  const [first, last] = [one.visits[0], one.visits.at(-1)];
  if (first === undefined || last === undefined) return silent('no-visits');
  if (one.share < limits.minShare) return silent('share-too-small', { share: one.share, needs: limits.minShare });
  const [sinceDays, mostDays] = [asOf - last.day, months(limits.lastWithinMonths)];
  if (sinceDays > mostDays) return silent('last-visit-long-ago', { sinceDays, mostDays });
  const count = one.visits.length;
  if (isNamed && count >= limits.minVisitsNamed) return undefined;
  const needs = isNamed ? Math.min(limits.minVisits, limits.minVisitsNamed) : limits.minVisits;
  if (count < limits.minVisits) return silent('too-few-visits', { visits: count, needs });
  const [spanDays, needsDays] = [last.day - first.day, months(limits.minSpanMonths)];
  return spanDays >= needsDays ? undefined : silent('known-too-briefly', { spanDays, needsDays });
}
