import type { OwnUser, Workplace } from '../fhir/mappers/index.ts';
import type { Day } from '../history/calendar.ts';
import { plannedEnd } from '../history/departure.ts';
import { isHeldOrAhead, rolesHere } from '../history/employment.ts';
import { greatest } from '../history/extremes.ts';

/** Days after the last one in which it is not too late for a goodbye. */
const daysAfter = 28;

/** The end of someone's work at one organisation. */
export interface Leaving {
  readonly organisation: string | undefined;
  readonly day: Day;
}

/**
 * The organisation that the user is recorded as leaving, or has left in the past four weeks: every role there ends. Of
 * several the one that ends first.
 */
export function leavingOf({ clinician, workplaces }: OwnUser, asOf: Day): Leaving | 'not-leaving' | 'roles-unread' {
  if (clinician.roles === undefined) return 'roles-unread';
  const ends = workplaces.flatMap((workplace) => {
    const day = plannedEnd(workplace.clinician, asOf)?.day ?? recentEnd(workplace, asOf);
    return day === undefined ? [] : [{ organisation: workplace.organisation, day }];
  });
  return ends.sort((a, b) => a.day - b.day)[0] ?? 'not-leaving';
}

function recentEnd({ clinician }: Workplace, asOf: Day): Day | undefined {
  const roles = rolesHere(clinician) ?? [];
  if (roles.length === 0 || roles.some((role) => isHeldOrAhead(role, asOf))) return undefined;
  const last = greatest(roles.map(({ end }) => end ?? -Infinity));
  return last < asOf && last >= asOf - daysAfter ? last : undefined;
}
