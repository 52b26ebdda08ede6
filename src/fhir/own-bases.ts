import type { Resource } from '@medplum/fhirtypes';
import { withoutTrailingSlash } from '../values/base-url.ts';
import { longestReference } from './ids.ts';
import type { JsonObject } from './json.ts';

/**
 * The base addresses of the EHR: its `fhirServer`, else the one that most fullUrls have. Where a proxy stands between,
 * no fullUrl has the `fhirServer`'s, and most entries beside them have one other base: that is the EHR's too. An absolute
 * reference to any other base is another server's resource, whose ids mean nothing here
 * (hl7.org/fhir/R4/references.html#literal). Where no base is known, every one is taken for the EHR's.
 */
export interface OwnBases {
  /** Records the origins that the entries of an answer name; an origin recorded before counts once. */
  note(origins: Origins | undefined, entries: number): void;
  /** False for the address of another server's resource. */
  has(address: string): boolean;
  /** A reference made relative where it leads to a resource of the EHR. */
  localReference(reference: string): string;
  /** A resource with its references made relative in this way. */
  local<T extends object>(resource: T): T;
}

/** The bases of one call; `fhirServer` as the call gives it, may it be called or not. */
export function createOwnBases(fhirServer: string | undefined): OwnBases {
  const given = fhirServer === undefined ? undefined : spelledOneWay(fhirServer);
  const spelled = new Map<string, string | undefined>();
  const counts = new Map<string, number>();
  let [most, all]: [string | undefined, number] = [undefined, 0];
  const canonical = (base: string) => {
    if (!spelled.has(base)) spelled.set(base, spelledOneWay(base));
    return spelled.get(base);
  };
  const ofFullUrls = () => {
    if (most === undefined || given === undefined) return most;
    return !counts.has(given) && 2 * (counts.get(most) ?? 0) > all ? most : undefined;
  };
  const isOwn = (raw: string) => {
    const base = canonical(raw);
    if (given === undefined && most === undefined) return true;
    return base !== undefined && (base === given || base === ofFullUrls());
  };
  const noted = new Set<Origins>();
  const note = (origins: Origins | undefined, entries: number) => {
    if (origins === undefined || origins.size === 0 || noted.has(origins)) return;
    noted.add(origins);
    all += entries;
    for (const address of origins.values()) {
      const base = canonical(partsOf(address)?.base ?? '');
      if (base !== undefined) counts.set(base, (counts.get(base) ?? 0) + 1);
    }
    for (const [base, count] of counts) if (count > (counts.get(most ?? '') ?? 0)) most = base;
  };
  const localReference = (reference: string) => {
    const parts = partsOf(reference);
    return parts !== undefined && isOwn(parts.base) ? parts.path : reference;
  };
  return {
    note,
    has: (address) => {
      const base = partsOf(address)?.base;
      return base === undefined || isOwn(base);
    },
    localReference,
    local: (resource) => (namesAddresses(resource) ? withReferences(resource, localReference) : resource),
  };
}

/** The same with each reference as `to` makes it. */
export function withReferences<T extends object>(resource: T, to: (reference: string) => string): T {
  return JSON.parse(JSON.stringify(resource), (key: string, value: unknown) =>
    key === 'reference' && typeof value === 'string' ? to(value) : value,
  );
}

/** Those of these resources that came with an absolute address, each with it. */
export type Origins = ReadonlyMap<Resource, string>;

/** The base of an absolute address of a resource, and what follows it; undefined for any other text. */
function partsOf(address: string): { readonly base: string; readonly path: string } | undefined {
  if (address.length > longestReference || !isAbsolute(address)) return undefined;
  const query = address.indexOf('?');
  const steps = (query < 0 ? address : address.slice(0, query)).split('/');
  const history = steps.lastIndexOf('_history');
  const end = history < 0 ? steps.length : history;
  const start = query < 0 ? end - 2 : end - 1;
  const base = steps.slice(0, start).join('/');
  return /^[A-Z][A-Za-z]+$/.test(steps[start] ?? '') ? { base, path: address.slice(base.length + 1) } : undefined;
}

/** True for an http(s) address. */
export function isAbsolute(reference: string): boolean {
  // Every reference of a record is asked, and hardly one begins so.
  return (reference.startsWith('h') || reference.startsWith('H')) && /^https?:\/\//i.test(reference);
}

/** Without scheme, default port, letter case of the host and trailing slash (RFC 3986, 6.2). */
function spelledOneWay(base: string): string | undefined {
  const address = URL.parse(base);
  return address === null ? undefined : `${address.host}${withoutTrailingSlash(address.pathname)}`;
}

/** Whether any reference in it is an address: most records have none, and are left as they are. */
function namesAddresses(value: object): boolean {
  if (Array.isArray(value)) {
    for (const inner of value) if (typeof inner === 'object' && inner !== null && namesAddresses(inner)) return true;
    return false;
  }
  const owner = value as JsonObject;
  // `in` makes no list of names, and what was parsed has no others than its own.
  for (const name in owner) {
    const inner = owner[name];
    if (typeof inner === 'object' ? inner !== null && namesAddresses(inner) : name === 'reference' && isHttp(inner))
      return true;
  }
  return false;
}

function isHttp(value: unknown): boolean {
  return typeof value === 'string' && isAbsolute(value);
}
