import type { Audience } from '../detectors/detector.ts';
import { detectors } from '../detectors/index.ts';
import { type Day, isoDay } from '../history/calendar.ts';
import { isHeldOn } from '../history/employment.ts';
import type { Clinician, ClinicianKey, Person, Role, RoleKind } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';

/** The facts of an opening that decide what may be shown. */
export interface Chart {
  readonly person: Person;
  readonly opening: Opening;
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
  /** Staff without a clinical role may see cards, wherever they work. */
  readonly anyStaff?: boolean;
}

/** Why no card at all is shown on this chart. */
export type SuppressionReason =
  | 'deceased'
  | 'inactive'
  | 'replaced'
  | 'restricted'
  | 'patient-side-user'
  | 'user-elsewhere'
  | 'emergency-visit';

/** Why a detection is not for this user. */
export type UserExclusion = 'user-not-clinical' | 'user-locum';

/** Why a detection is not for this person. */
export type AudienceExclusion = 'child' | 'care-home' | 'hospice';

const audiences = new Map(detectors.map(({ code, audience }): [string, Audience] => [code, audience]));

/** Every reason to show nothing on this chart; the first is the one that is counted. */
export function suppressionReasons(chart: Chart): readonly SuppressionReason[] {
  const { person, opening } = chart;
  const applies: Readonly<Record<SuppressionReason, boolean>> = {
    deceased: person.deceased,
    inactive: !person.active,
    replaced: person.replaced,
    restricted: person.restricted,
    'patient-side-user': opening.user.kind === 'patient-side',
    'emergency-visit': opening.visit?.emergency === true,
    'user-elsewhere': worksOnlyElsewhere(chart),
  };
  return (Object.keys(applies) as SuppressionReason[]).filter((reason) => applies[reason]);
}

/** Why a detection is not for this user; undefined if it is. */
export function userExclusion(code: string, { opening, clinicians }: Chart): UserExclusion | undefined {
  const here = rolesOf(opening, clinicians).filter((role) => role.here && isHeldOn(role, opening.asOf));
  const isOnly = (only: RoleKind) => here.length > 0 && here.every(({ kind }) => kind === only);
  const audience = audiences.get(code);
  if (isOnly('not-clinical') && !audience?.anyStaff) return 'user-not-clinical';
  return isOnly('locum') && audience?.exceptLocums ? 'user-locum' : undefined;
}

/** Whether a role here is held today in which someone looks after people. */
export function isLiveClinical(role: Role, asOf: Day): boolean {
  return role.here && role.kind !== 'not-clinical' && isHeldOn(role, asOf);
}

/** The user's roles; none if they can't be read. */
function rolesOf({ user }: Opening, clinicians: Chart['clinicians']): readonly Role[] {
  return user.kind === 'clinician' ? (clinicians.get(user.clinician)?.roles ?? []) : [];
}

const clinical: readonly RoleKind[] = ['gp', 'trainee', 'locum', 'team'];

/** Unread roles, and roles that are not live today, are no proof of working elsewhere. */
function worksOnlyElsewhere({ opening, clinicians, anyStaff = false }: Chart): boolean {
  const live = rolesOf(opening, clinicians)
    .filter((role) => isHeldOn(role, opening.asOf))
    .filter((role) => !(anyStaff && !clinical.includes(role.kind)));
  return live.length > 0 && live.every((role) => !role.here);
}

const adultAt = 16;

/** Why a detection is not for this person; undefined if it is. */
export function audienceExclusion(code: string, person: Person, asOf: Day): AudienceExclusion | undefined {
  const audience = audiences.get(code);
  if (isChild(person, asOf) && !audience?.children) return 'child';
  if (person.careHome && !audience?.careHomes) return 'care-home';
  if (person.hospice && !audience?.hospices) return 'hospice';
  return undefined;
}

/** Under 16, or possibly so by an imprecise birth date; an unknown age counts as adult. */
export function isChild({ bornBy }: Pick<Person, 'bornBy'>, asOf: Day): boolean {
  if (bornBy === undefined) return false;
  const [year, rest] = [isoDay(bornBy).slice(0, 4), isoDay(bornBy).slice(4)];
  return isoDay(asOf) < `${Number(year) + adultAt}${rest}`;
}
