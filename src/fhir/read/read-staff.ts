import type { PractitionerRole, Resource } from '@medplum/fhirtypes';
import type { Answer } from '../client/answer.ts';
import type { FhirClient } from '../client/client.ts';
import type { Failure } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import { isMalformedStaff } from '../ids.ts';
import type { UnreadReferences } from '../mappers/index.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import { knownVersion } from './known-version.ts';
import type { ResourcePool } from './resource-pool.ts';
import {
  byId,
  escaped,
  homeRoles,
  idsOf,
  rolesOf,
  type StaffSearch,
  searchesOf,
  userSearches,
} from './staff-searches.ts';

/** Reads of the site's people and places for one call: nothing is asked for twice. */
export interface StaffReader {
  /** The roles of who opened the chart, which may say where 'here' is; goes with the first round. */
  readUser(userId: string): Promise<void>;
  /** Those whom the history names, and the user; with `roles`, also who works at home and where the most-seen work. */
  readNamed(named: UnreadReferences, roles: boolean): Promise<void>;
  /** Why not all of it came; undefined where it did. */
  failure(): Failure | undefined;
}

/** A round over this client that puts what it reads into the pool. */
export function createStaffReader(client: FhirClient, pool: ResourcePool, budget: ResourceBudget): StaffReader {
  const asked = new Set<string>();
  const malformed: string[] = [];
  const userAsPerson: string[] = [];
  let failure: Failure | undefined;
  const note = (answer: Answer): readonly Resource[] => {
    failure ??= answer.failure;
    return pool.add(answer, 'staff');
  };
  const fresh = (references: readonly string[]) =>
    references.filter((one) => !pool.has(one) && !asked.has(one) && asked.add(one));
  const ask = async (search: StaffSearch): Promise<readonly Resource[]> => note(await answerTo(search, client));
  const run = async (search: StaffSearch): Promise<readonly Resource[]> => {
    const resources = await ask(search);
    const named = '_include' in search.parameters ? fresh(practitionersMissedBy(resources)) : [];
    await Promise.all(byId('Practitioner', named).map(run));
    return resources;
  };
  const readHome = async (home: string) => {
    const places = (await Promise.all(organisationSearch(home).map(run))).flat();
    const ids = idsOf([home, ...places.map((place) => `Organization/${place.id}`)], 'Organization');
    await Promise.all(ids.map((id) => run(homeRoles(id))));
  };
  const lack = () => (unread(malformed, pool).length > 0 ? 'malformed-id' : undefined);
  return {
    readUser: async (userId) => {
      malformed.push(...[userId].filter(isMalformedStaff));
      asked.add(rolesMark(userId));
      const roles = (await Promise.all(userSearches(userId).map(ask))).flat();
      // Whoever did not come with a role is read with those whom the history names: one request less.
      userAsPerson.push(...practitionersMissedBy(roles), ...idsOf([userId], 'Practitioner').map(toPractitioner));
    },
    readNamed: async (named, roles) => {
      malformed.push(...[...named.practitioners, ...named.practitionerRoles].filter(isMalformedStaff));
      const wanted = searchesOf({
        ...named,
        practitioners: fresh([...named.practitioners, ...userAsPerson]),
        practitionerRoles: fresh(named.practitionerRoles),
        organizations: fresh([...named.organizations, ...(named.home === undefined ? [] : [named.home])]),
        locations: fresh(named.locations),
      });
      const seen = named.mostSeen.flat().filter((reference) => !asked.has(rolesMark(reference)));
      const home = roles && named.home !== undefined ? [readHome(named.home)] : [];
      await Promise.all([...wanted.map(run), ...(roles ? rolesOf(seen).map(run) : []), ...home]);
      for (const _ of unread(malformed, pool)) pool.count('malformed');
    },
    failure: () => failure ?? (budget.isOver('staff') ? 'over-budget' : lack()),
  };
}

/** By the elements that are read of them, and of the practitioners that come with them. */
async function answerTo({ type, parameters }: StaffSearch, client: FhirClient): Promise<Answer> {
  const included = '_include' in parameters ? 'Practitioner' : undefined;
  const _elements = elementsFor(knownVersion(client), type, included);
  const answer = await client.search(type, { ...parameters, _elements });
  // An unread place only hides that it is a hospice; who works here does not depend on it.
  return type === 'Location' ? { ...answer, failure: undefined } : answer;
}

/** Nobody can be asked for an id that no resource can have; some servers hold one all the same, and it may have come. */
function unread(malformed: readonly string[], pool: ResourcePool): readonly string[] {
  return malformed.filter((reference) => !pool.has(reference));
}

/** The home organisation where only an identifier names it. */
function organisationSearch(home: string): StaffSearch[] {
  const identifier = /^Organization\?identifier=(.+)$/.exec(home)?.[1];
  return identifier === undefined ? [] : [{ type: 'Organization', parameters: { identifier: escaped(identifier) } }];
}

const rolesMark = (reference: string) => `roles of ${reference}`;

/** Whom roles belong to, where a server did not include them: some leave `_include` out without a word. */
function practitionersMissedBy(resources: readonly Resource[]): string[] {
  if (resources.some((resource) => resource.resourceType === 'Practitioner')) return [];
  const roles = resources.filter(
    (resource): resource is PractitionerRole => resource.resourceType === 'PractitionerRole',
  );
  const references = roles.flatMap((role) => role.practitioner?.reference ?? []);
  return idsOf(references, 'Practitioner').map(toPractitioner);
}

const toPractitioner = (id: string) => `Practitioner/${id}`;
