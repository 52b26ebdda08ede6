import type { Resource } from '@medplum/fhirtypes';
import { Client } from 'fhir-kit-client';
import type { Dispatcher } from 'undici';
import type { Reach } from '../outbound/addresses.ts';
import { createTransport } from '../outbound/transport.ts';
import { isResource, readBundle } from './bundle.ts';
import { type Failure, failureOf } from './failure.ts';
import { isId } from './ids.ts';
import { createServerVersions } from './server-versions.ts';
import type { Spoken } from './versions/index.ts';

/** What a read or search gave. Without a failure, and without `more`, it is all there is. */
export interface Answer {
  readonly resources: readonly Resource[];
  readonly failure: Failure | undefined;
  /** There are further pages that were not asked for. */
  readonly more: boolean;
  /** The server refused parameters such as `_include` or `_sort`, which were then left out. */
  readonly plain: boolean;
}

/** Reads of one FHIR server for one call; none of them throws. */
export interface FhirClient {
  read(type: string, id: string): Promise<Answer>;
  search(type: string, parameters: Readonly<Record<string, string>>, pages?: 'all' | 'first'): Promise<Answer>;
  /** The version that the server speaks, as far as its `/metadata` has told by now; the first to ask has it asked for. */
  version(): Spoken | undefined;
}

/** Told of every request: its resource type, `ok` or the failure, and how long it took. */
export type Observe = (resourceType: string, outcome: string, seconds: number) => void;

/** A server that may be called, the token to show there, and which addresses its host may resolve to. */
export interface FhirServer {
  readonly base: string;
  readonly token: string | undefined;
  readonly reach: Reach;
}

/** The one way to a FHIR server; what servers can't do, and the version they speak, is remembered by base. */
export interface Gateway {
  open(server: FhirServer, signal: AbortSignal): FhirClient;
}

type Limits = { readonly maxBytes: number; readonly maxPages: number };

/** A gateway; by default answers of up to 20 MiB and 50 pages are read. */
export function createGateway(observe: Observe = () => {}, limits: Partial<Limits> = {}): Gateway {
  const { maxBytes = 20 * 1024 * 1024, maxPages = 50 } = limits;
  const transports = {
    public: createTransport(maxBytes, 'public'),
    private: createTransport(maxBytes, 'private'),
    any: createTransport(maxBytes, 'any'),
  };
  const plainSearches = new Set<string>();
  const versions = createServerVersions();
  return {
    open: ({ base, token, reach }, signal) => {
      const address = baseAddress(base);
      if (address === undefined)
        return {
          read: async () => failed('off-base'),
          search: async () => failed('off-base'),
          version: () => undefined,
        };
      const library = libraryClient(address, token, transports[reach]);
      const get = (type: string, path: string) => timed(type, observe, () => attempt(library, path, signal));
      // Anyone may read `/metadata`, so the token stays here (hl7.org/fhir/http.html#capabilities); it may outlast the call.
      const ask = () => {
        const open = libraryClient(address, undefined, transports[reach]);
        return timed('CapabilityStatement', observe, () => attempt(open, 'metadata', AbortSignal.timeout(metadataMs)));
      };
      return {
        version: () => versions.of(`${reach} ${address.href}`, async () => bodyOf(await ask())),
        read: (type, id) => (isId(id) ? read(get, type, id) : Promise.resolve(failed('malformed'))),
        search: async (type, parameters, pages = 'all') => {
          const first = await firstPage(get, type, parameters, plainSearches, address.href);
          return {
            ...(await collect(get, type, first.body, address, pages === 'all' ? maxPages : 1)),
            plain: first.plain,
          };
        },
      };
    },
  };
}

const failed = (failure: Failure): Answer => ({ resources: [], failure, more: false, plain: false });

const metadataMs = 10_000;
const bodyOf = (body: Body) => ('value' in body ? body.value : undefined);

type Body = { readonly value: unknown } | { readonly failure: Failure };
type Get = (type: string, path: string) => Promise<Body>;

function libraryClient(address: URL, token: string | undefined, dispatcher: Dispatcher): Client {
  const requestOptions = { dispatcher, redirect: 'error' };
  return new Client({ baseUrl: address.href, requestOptions, ...(token === undefined ? {} : { bearerToken: token }) });
}

/** An absolute http(s) base without query, fragment or user info, with its trailing slash removed. */
function baseAddress(base: string): URL | undefined {
  const address = URL.parse(base.replace(/\/$/, ''));
  if (address === null || !/^https?:$/.test(address.protocol)) return undefined;
  return address.search || address.hash || address.username || address.password ? undefined : address;
}

async function attempt(library: Client, path: string, signal: AbortSignal): Promise<Body> {
  if (signal.aborted) return { failure: 'timeout' };
  try {
    const value = await library.request(path, { options: { signal } });
    const type = Client.httpFor(value).response?.headers.get('content-type') ?? 'json';
    const usable = /\bjson\b/i.test(type) && !isResource(value, 'OperationOutcome');
    return usable ? { value } : { failure: 'malformed' };
  } catch (error) {
    return { failure: failureOf(error, signal) };
  }
}

async function timed(type: string, observe: Observe, run: () => Promise<Body>): Promise<Body> {
  const started = performance.now();
  const body = await run();
  observe(type, 'failure' in body ? body.failure : 'ok', (performance.now() - started) / 1000);
  return body;
}

async function read(get: Get, type: string, id: string): Promise<Answer> {
  const body = await get(type, `${type}/${id}`);
  if ('failure' in body) return failed(body.failure);
  if (!isResource(body.value, type) || body.value.id !== id) return failed('malformed');
  return { resources: [body.value], failure: undefined, more: false, plain: false };
}

const convenience = new Set(['_include', '_elements', '_sort', '_count']);

/** The first page; where a server refuses the request, once more without the parameters that can be done without. */
async function firstPage(
  get: Get,
  type: string,
  parameters: Readonly<Record<string, string>>,
  plainSearches: Set<string>,
  base: string,
): Promise<{ body: Body; plain: boolean }> {
  const essential = Object.entries(parameters).filter(([name]) => !convenience.has(name));
  const path = (entries: [string, string][]) => `${type}?${new URLSearchParams(entries)}`;
  const droppable = essential.length < Object.keys(parameters).length;
  const key = `${base} ${type} ${Object.keys(parameters)}`;
  if (droppable && plainSearches.has(key)) return { body: await get(type, path(essential)), plain: true };
  const body = await get(type, path(Object.entries(parameters)));
  if (!droppable || !('failure' in body) || body.failure !== 'rejected') return { body, plain: false };
  const again = await get(type, path(essential));
  if (!('failure' in again)) plainSearches.add(key);
  return { body: again, plain: true };
}

/** Reads this page and those after it. What came before a failure is kept; nobody may take it for everything. */
async function collect(get: Get, type: string, first: Body, base: URL, maxPages: number) {
  const resources: Resource[] = [];
  let [body, matches] = [first, 0];
  const end = (failure: Failure | undefined, more = false) => ({ resources, failure, more });
  for (let pages = 1; ; pages += 1) {
    if ('failure' in body) return end(body.failure);
    const page = readBundle(body.value, [type]);
    if (page === undefined) return end('malformed');
    resources.push(...page.resources);
    matches += page.matches;
    if (page.faults.length > 0) return end('incomplete');
    if (page.next === undefined) return end(matches < (page.total ?? 0) ? 'incomplete' : undefined);
    if (maxPages === 1) return end(undefined, true);
    if (pages >= maxPages) return end('incomplete');
    const next = onBase(page.next, base);
    if (next === undefined) return end('off-base');
    body = await get(type, next);
  }
}

/** A page link made absolute, if it stays on the base: the token must never go elsewhere. */
function onBase(link: string, base: URL): string | undefined {
  const address = link === '' ? null : URL.parse(link, `${base.href.replace(/\/$/, '')}/`);
  if (address === null || address.origin !== base.origin || address.username || address.password) return undefined;
  const root = base.pathname.replace(/\/$/, '');
  return address.pathname === root || address.pathname.startsWith(`${root}/`) ? address.href : undefined;
}
