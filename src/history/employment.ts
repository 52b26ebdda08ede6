import { covers, type Day, type RecordedPeriod } from './calendar.ts';
import type { Clinician, Role } from './history.ts';

/** What a clinician is for a count: a GP, another member of the team, or nobody who sees patients. */
export type Profession = 'gp' | 'team' | 'not-clinical';

/** Profession by all recorded roles, past ones too; a person whose roles can't be read, or say nothing, counts as a GP. */
export function profession(clinician: Clinician | undefined): Profession {
  const kinds = [...(clinician?.roles ?? []).map((role) => role.kind), ...(clinician?.namedAs ?? [])];
  if (kinds.some((kind) => kind === 'gp' || kind === 'trainee' || kind === 'locum')) return 'gp';
  if (kinds.includes('team')) return 'team';
  return kinds.length > 0 && kinds.every((kind) => kind === 'not-clinical') ? 'not-clinical' : 'gp';
}

/** Roles at the home organisation; undefined where the person's roles could not be read. */
export function rolesHere(clinician: Clinician | undefined): readonly Role[] | undefined {
  return clinician?.roles?.filter((role) => role.here);
}

/** The role is held on that day. */
export function isHeldOn(role: Role, on: Day): boolean {
  return role.active && covers({ from: role.start, to: role.end }, on);
}

/** The role is held on that day, or will be later: one that begins anew after a migration is no departure. */
export function isHeldOrAhead(role: Role, asOf: Day): boolean {
  return role.active && (role.end === undefined || role.end >= asOf);
}

/** Works here on that day; undefined where that can't be read. */
export function worksHere(clinician: Clinician | undefined, on: Day): boolean | undefined {
  return rolesHere(clinician)?.some((role) => isHeldOn(role, on));
}

/** An absence recorded on a live role here that covers the day. */
export function absenceOn(clinician: Clinician, on: Day): RecordedPeriod | undefined {
  return (rolesHere(clinician) ?? [])
    .filter((role) => isHeldOn(role, on))
    .flatMap((role) => role.away)
    .find((away) => covers(away, on));
}
