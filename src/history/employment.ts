import { covers, type Day, type RecordedPeriod } from './calendar.ts';
import type { Clinician, Role } from './history.ts';

/** How a clinician is counted: as a GP, as another member of the team, or as someone who sees no patients. */
export type Profession = 'gp' | 'team' | 'not-clinical';

/** Profession by all recorded roles, past ones included; someone whose roles are unread or unspecific counts as a GP. */
export function profession(clinician: Clinician | undefined): Profession {
  const kinds = [...(clinician?.roles ?? []).map((role) => role.kind), ...(clinician?.namedAs ?? [])];
  if (kinds.some((kind) => kind === 'gp' || kind === 'trainee' || kind === 'locum')) return 'gp';
  if (kinds.includes('team')) return 'team';
  return kinds.length > 0 && kinds.every((kind) => kind === 'not-clinical') ? 'not-clinical' : 'gp';
}

/** Roles at the home organisation; undefined where the roles could not be read. */
export function rolesHere(clinician: Clinician | undefined): readonly Role[] | undefined {
  return clinician?.roles?.filter((role) => role.here);
}

/** The role is held on a day. */
export function isHeldOn(role: Role, on: Day): boolean {
  return role.active && covers({ from: role.start, to: role.end }, on);
}

/** The role is held on that day, or will be later: one that begins anew after a migration is no departure. */
export function isHeldOrAhead(role: Role, asOf: Day): boolean {
  return role.active && (role.end === undefined || role.end >= asOf);
}

/** Works here on a day; undefined where the roles could not be read. */
export function worksHere(clinician: Clinician | undefined, on: Day): boolean | undefined {
  return rolesHere(clinician)?.some((role) => isHeldOn(role, on));
}

/** An absence on that day, recorded on a role that is held here. */
export function absenceOn(clinician: Clinician, on: Day): RecordedPeriod | undefined {
  return (rolesHere(clinician) ?? [])
    .filter((role) => isHeldOn(role, on))
    .flatMap((role) => role.away)
    .find((away) => covers(away, on));
}
