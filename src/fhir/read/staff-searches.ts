import type { ResourceType } from '@medplum/fhirtypes';
import { type Day, isoDay } from '../../history/calendar.ts';
import { typeAndId } from '../ids.ts';
import type { UnreadReferences } from '../mappers/index.ts';
import type { FhirVersion } from '../versions/index.ts';
import { inChunks } from './chunks.ts';

/** One search of the site's people and places. */
export interface StaffSearch {
  readonly type: ResourceType;
  readonly parameters: Readonly<Record<string, string>>;
}

const withPractitioners = { _include: 'PractitionerRole:practitioner' };
// About 6,500 characters of ids at most: servers and proxies take addresses of 8,000.
const idsPerSearch = 100;

/** The ids that these references give for one type, each once, sorted. */
export function idsOf(references: readonly string[], type: ResourceType): string[] {
  const ids = references.map(typeAndId).filter((one) => one?.type === type);
  return [...new Set(ids.flatMap((one) => one?.id ?? []))].sort();
}

/** Searches by id, as many as their length needs. */
export function byId(
  type: ResourceType,
  references: readonly string[],
  more: Record<string, string> = {},
): StaffSearch[] {
  return searchesBy(idsOf(references, type), (ids) => ({ type, parameters: { _id: ids, ...more } }));
}

/** The searches for those whom the history names: who they are, their roles, and where they work. */
export function searchesOf(named: UnreadReferences): StaffSearch[] {
  const tokens = (identifiers: readonly string[]) => [...new Set(identifiers)].sort().map(escaped);
  return [
    ...byId('Practitioner', named.practitioners),
    ...byId('PractitionerRole', named.practitionerRoles, withPractitioners),
    ...searchesBy(tokens(named.conditionalIdentifiers), (identifier) => ({
      type: 'Practitioner',
      parameters: { identifier },
    })),
    ...searchesBy(tokens(named.roleIdentifiers), (identifier) => ({
      type: 'PractitionerRole',
      parameters: { identifier, ...withPractitioners },
    })),
    ...byId('Organization', named.organizations),
    ...byId('Location', named.locations),
  ];
}

/** Everyone with a role at the home organisation. */
export function homeRoles(organizationId: string): StaffSearch {
  return {
    type: 'PractitionerRole',
    parameters: { organization: organizationId, ...withPractitioners, _count: '1000' },
  };
}

/** Every role of these persons, wherever it is. */
export function rolesOf(references: readonly string[], more: Record<string, string> = {}): StaffSearch[] {
  return searchesBy(idsOf(references, 'Practitioner'), (practitioner) => ({
    type: 'PractitionerRole',
    parameters: { practitioner, ...more, _count: '1000' },
  }));
}

/** The user's roles, with the user as a person; none for anyone but a practitioner. */
export function userSearches(userId: string): StaffSearch[] {
  return [...rolesOf([userId], withPractitioners), ...byId('PractitionerRole', [userId], withPractitioners)];
}

const activityDays = 365;

/** The newest encounters here, with anyone, of one person; undefined where no reference can be searched by. */
export function activitySearch(
  references: readonly string[],
  asOf: Day,
  { encounter: { period } }: FhirVersion,
): StaffSearch | undefined {
  const seen = seenBy(references);
  return seen && newest({ ...seen, date: `ge${isoDay(asOf - activityDays)}` }, 200, period);
}

/** The newest encounters before a week's end, with anyone, at an organisation or else of these clinicians. */
export function weekSearch(
  monday: Day,
  { provider, clinicians }: { readonly provider: string | undefined; readonly clinicians: readonly string[] },
  { encounter: { period } }: FhirVersion,
): StaffSearch | undefined {
  const [home] = idsOf(provider === undefined ? [] : [provider], 'Organization');
  const whose = home === undefined ? seenBy(clinicians) : { 'service-provider': home };
  return whose && newest({ ...whose, date: `lt${isoDay(monday + 7)}` }, 50, period);
}

function seenBy(references: readonly string[]): Record<string, string> | undefined {
  const practitioners = idsOf(references, 'Practitioner');
  const roles = idsOf(references, 'PractitionerRole').map((id) => `PractitionerRole/${id}`);
  if (practitioners.length + roles.length === 0) return undefined;
  const typed = [...practitioners.map((id) => `Practitioner/${id}`), ...roles].join();
  return roles.length === 0 ? { practitioner: practitioners.join() } : { participant: typed };
}

/** Other people's encounters: no more of them is asked for than that they took place, where and when, and may be used. */
function newest(of: Readonly<Record<string, string>>, count: number, period: string): StaffSearch {
  const _elements = `meta,status,${period},serviceProvider`;
  return { type: 'Encounter', parameters: { ...of, _sort: '-date', _count: `${count}`, _elements } };
}

function searchesBy(values: readonly string[], search: (list: string) => StaffSearch): StaffSearch[] {
  return inChunks(values, idsPerSearch).map((some) => search(some.join()));
}

/** A token value inside a comma list (https://hl7.org/fhir/R4/search.html#escaping); `|` still parts system and value. */
export function escaped(identifier: string): string {
  return identifier.replace(/[\\,$]/g, '\\$&');
}
