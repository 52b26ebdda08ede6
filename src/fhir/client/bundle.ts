import type { Resource } from '@medplum/fhirtypes';
import { isAbsolute, type Origins, withReferences } from '../own-bases.ts';
import { sharedTypes } from '../shared-types.ts';
import { isHint } from './operation-outcome.ts';
import { maxOfSource } from './resource-budget.ts';

/** What an entry of a Bundle can be besides a resource that is used; closed list, for metrics. */
export type Fault = 'operation-outcome' | 'malformed' | 'no-id' | 'wrong-type';

/** One page of a search answer, or a Bundle that is all there is. */
export interface Page {
  /** Resources of the wanted types and shared ones, each with an id. */
  readonly resources: readonly Resource[];
  /** How many matches and included resources came, used or not, and how many the server says there are. */
  readonly results: number;
  readonly total: number | undefined;
  /** Address of the next page; empty where there is one without an address. */
  readonly next: string | undefined;
  readonly faults: readonly Fault[];
  readonly origins: Origins;
  /** How many entries were looked at, and how many were too many. */
  readonly entries: number;
  readonly leftOut: number;
}

/** How FHIR writes its types. What passes may stand in a reference, a key or a label; it is never a path or a pattern. */
const typePattern = /^[A-Z][A-Za-z]{1,63}$/;

/** True for a JSON object that says it is a resource, of this type where one is given. */
export function isResource(value: unknown, type?: string): value is Resource {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const given: unknown = 'resourceType' in value ? value.resourceType : undefined;
  return typeof given === 'string' && typePattern.test(given) && (type === undefined || given === type);
}

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: unknown;
  readonly search?: { readonly mode?: unknown } | null;
}

/**
 * Reads a searchset or collection of these types; undefined where the value is no such Bundle.
 * @param max entries that are looked at; those after them are counted as left out
 */
export function readBundle(value: unknown, wanted: readonly string[], max: number = maxOfSource): Page | undefined {
  if (!isResource(value, 'Bundle')) return undefined;
  const bundle = value as { type?: unknown; entry?: unknown; total?: unknown; link?: unknown };
  const entries: unknown = bundle.entry ?? [];
  if (bundle.type !== undefined && bundle.type !== 'searchset' && bundle.type !== 'collection') return undefined;
  if (!Array.isArray(entries)) return undefined;
  const taken = takeEntries(entries.slice(0, max));
  const used = (type: string) => wanted.includes(type) || sharedTypes.includes(type);
  const strays = taken.matchTypes.filter((type) => !used(type)).map((): Fault => 'wrong-type');
  if (strays.length > 0 && !taken.resources.some(({ resourceType }) => wanted.includes(resourceType))) return undefined;
  return {
    resources: taken.resources.filter((resource) => used(resource.resourceType) && resource.id !== undefined),
    results: taken.results,
    total: typeof bundle.total === 'number' ? bundle.total : undefined,
    next: nextOf(bundle.link),
    faults: [...taken.faults, ...strays],
    origins: taken.origins,
    entries: Math.min(entries.length, max),
    leftOut: Math.max(0, entries.length - max),
  };
}

/** Every resource of any Bundle's entries, with missing ids and references filled in. */
export function takeEntries(entries: readonly unknown[]): {
  resources: Resource[];
  matchTypes: string[];
  results: number;
  faults: Fault[];
  origins: Origins;
} {
  const resources: Resource[] = [];
  const matchTypes: string[] = [];
  const faults: Fault[] = [];
  const aliases = new Map<string, string>();
  const addresses = new Map<number, string>();
  let results = 0;
  for (const entry of entries) {
    const { fullUrl, resource, search }: Entry = typeof entry === 'object' && entry !== null ? entry : {};
    if (!isResource(resource)) faults.push('malformed');
    else if (resource.resourceType === 'OperationOutcome') {
      if (!isHint(resource)) faults.push('operation-outcome');
    } else {
      const identified = withId(resource, fullUrl, aliases);
      if (identified.id === undefined) faults.push('no-id');
      if (search?.mode !== 'outcome') results += 1;
      if (search?.mode !== 'include' && search?.mode !== 'outcome') matchTypes.push(identified.resourceType);
      resources.push(identified);
      if (typeof fullUrl === 'string' && isAbsolute(fullUrl)) addresses.set(resources.length - 1, fullUrl);
    }
  }
  const toAlias = (reference: string) => aliases.get(reference) ?? reference;
  const linked = aliases.size > 0 ? resources.map((one) => withReferences(one, toAlias)) : resources;
  const origins = new Map<Resource, string>();
  for (const [i, address] of addresses) {
    const resource = linked[i];
    if (resource !== undefined) origins.set(resource, address);
  }
  return { resources: linked, matchTypes, results, faults, origins };
}

/** Gives a resource without an id the one of its fullUrl; notes where references by fullUrl must lead instead. */
function withId(resource: Resource, fullUrl: unknown, aliases: Map<string, string>): Resource {
  const address = typeof fullUrl === 'string' ? fullUrl : '';
  const urn = address.startsWith('urn:') ? /^urn:(?:uuid|oid):(.+)$/.exec(address)?.[1] : undefined;
  if (typeof resource.id === 'string' && resource.id !== '') {
    if (urn !== undefined && urn !== resource.id) aliases.set(address, `${resource.resourceType}/${resource.id}`);
    return resource;
  }
  const id = urn ?? idIn(address, resource.resourceType);
  const { id: _, ...rest } = resource;
  return { ...rest, ...(id === undefined ? {} : { id }) } as Resource;
}

/** The id in the address of a resource: what follows its type. */
function idIn(address: string, type: string): string | undefined {
  const [, after] = address.split(`/${type}/`, 2);
  const [id] = after?.split('/', 1) ?? [];
  return id === '' ? undefined : id;
}

function nextOf(links: unknown): string | undefined {
  if (!Array.isArray(links)) return undefined;
  const next: { url?: unknown } | undefined = links.find((link) => link?.relation === 'next');
  if (next === undefined) return undefined;
  return typeof next.url === 'string' ? next.url : '';
}
