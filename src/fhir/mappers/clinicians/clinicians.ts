import type { Clinician, ClinicianKey, Name, Role, RoleKind, Staff } from '../../../history/history.ts';
import type { JsonObject } from '../../json.ts';
import { count } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { listedKeys } from '../../record/listed-clinicians.ts';
import { nameOf } from '../../record/names.ts';
import type { Places } from '../../record/places.ts';
import type { StaffRole } from '../../record/staff.ts';
import { kindOfRole, roleKinds, toRole } from './roles.ts';

/** Roles of one person: each question whether someone works here looks at all of them, for each visit. */
const maxRoles = 100;
/** References and numbers of one person: each becomes a pseudonym outside of the record. */
const maxReferences = 100;

/** Everyone whom the record or the staff's records name. */
export function toClinicians(context: Context, places: Places): Map<ClinicianKey, Clinician> {
  const { people, listed } = context;
  const keys = new Set([...people.found.keys(), ...people.practitioners.keys(), ...people.roles.keys()]);
  const kindOf = roleKinds(context.codeSets);
  const [optedIn, notNamed] = [listedKeys(listed.optedIn, people), listedKeys(listed.notNamed, people)];
  return new Map(
    [...keys]
      .filter((key) => !people.isNobody(key))
      .sort()
      .map((key) => {
        const own = people.roles.get(key) ?? [];
        if (own.length > maxRoles) count(context.tally, 'too-many-roles');
        const roles = inOrder(own)
          .slice(0, maxRoles)
          .map((role) => toRole(role, context, places, kindOf));
        const clinician = {
          ...toClinician(key, roles, context),
          ...namedAs(people.snapshots.get(key), kindOf),
          ...(optedIn.has(key) && { optedIn: true }),
          ...((notNamed.has(key) || hasDied(people.practitioners.get(key))) && { notNamed: true }),
        };
        return [key, clinician];
      }),
  );
}

/** Only a Practitioner of R5 says so (hl7.org/fhir/R5/practitioner.html). */
function hasDied(practitioners: readonly JsonObject[] = []): boolean {
  return practitioners.some((one) => one.deceasedBoolean === true || one.deceasedDateTime !== undefined);
}

function namedAs(
  snapshots: readonly StaffRole[] = [],
  kindOf: (concept: JsonObject) => RoleKind,
): Pick<Clinician, 'namedAs'> {
  const kinds = snapshots.slice(0, maxRoles).map(({ resource }) => kindOfRole(resource, kindOf));
  return kinds.length === 0 ? {} : { namedAs: [...new Set(kinds)].sort() };
}

function inOrder(roles: readonly StaffRole[]): StaffRole[] {
  return roles.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
}

function toClinician(key: ClinicianKey, roles: Role[], { people, record }: Context): Clinician {
  const practitioners = people.practitioners.get(key) ?? [];
  const mention = people.found.get(key);
  const references = [key, ...(people.references.get(key) ?? []), ...(mention?.references ?? [])];
  const numbers = practitioners.flatMap(record.numbers.of).filter((number) => people.aloneHolds(key, number));
  const active = practitioners.map((one) => one.active).filter((one) => typeof one === 'boolean');
  return {
    key,
    references: [...new Set(references)].sort().slice(0, maxReferences),
    numbers: [...new Set(numbers.map(({ register, number }) => `${register}|${number}`))]
      .sort()
      .slice(0, maxReferences),
    name: bestName(practitioners) ?? (mention?.display === undefined ? undefined : { text: mention.display }),
    read: practitioners.length > 0,
    active: active.length === 0 ? undefined : active.includes(true),
    roles: roles.length === 0 ? undefined : roles,
  };
}

/** Everyone with a role here, past or present. */
export function toStaff(clinicians: ReadonlyMap<ClinicianKey, Clinician>): Staff {
  const here = [...clinicians.values()].filter(({ roles }) => roles?.some((role) => role.here));
  return { here: here.map(({ key }) => key) };
}

/** The name of a record in use, else of any; of equals the first by text, so that order does not matter. */
function bestName(practitioners: readonly JsonObject[]): Name | undefined {
  const names = practitioners
    .map((one) => ({ name: nameOf(one.name), inUse: one.active !== false }))
    .filter(({ name }) => name !== undefined);
  const text = (name: Name | undefined) => JSON.stringify(name) ?? '';
  return names.sort((a, b) => Number(b.inUse) - Number(a.inUse) || (text(a.name) < text(b.name) ? -1 : 1))[0]?.name;
}
