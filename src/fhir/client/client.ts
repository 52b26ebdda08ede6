import { createHash } from 'node:crypto';
import { Client } from 'fhir-kit-client';
import type { Dispatcher } from 'undici';
import type { AddressScope } from '../../outbound/addresses.ts';
import { retryOnce } from '../../outbound/retry.ts';
import { createTransport, meterBody } from '../../outbound/transport.ts';
import { rejectInvalidUtf8 } from '../../outbound/utf8.ts';
import type { BaseUrl } from '../../values/base-url.ts';
import { shapeFault } from '../../values/json-shape.ts';
import { isId } from '../ids.ts';
import type { DetectedVersion } from '../versions/index.ts';
import { type Answer, type Body, failed, type Get } from './answer.ts';
import { isResource } from './bundle.ts';
import { failureOf } from './failure.ts';
import { collect } from './paging.ts';
import { createPlainSearches, firstAnswer } from './plain-searches.ts';
import { createReadBudgets, type ReadBudget, type ReadLimits, readLimits } from './read-budget.ts';
import { createServerVersions } from './server-versions.ts';

/** Reads of one FHIR server for one call; none of them throws. */
export interface FhirClient {
  /** @param elements the only ones that are asked for, as in `_elements` */
  read(type: string, id: string, elements: string): Promise<Answer>;
  /** @param pages `first` for what is other people's: then a server is never asked for more of them than it must be */
  search(type: string, parameters: Readonly<Record<string, string>>, pages?: 'all' | 'first'): Promise<Answer>;
  /** The server's FHIR version, if its `/metadata` has answered by now; the first call requests it. */
  version(): DetectedVersion | undefined;
  /** Ends the call: what its answers held of the memory that all calls share is given back. */
  close(): void;
}

/** Called for every request with its resource type, `ok` or the failure, and how long it took. */
export type Observe = (resourceType: string, outcome: string, seconds: number) => void;

/** A server that may be called, the token to show there, and which addresses its host may resolve to. */
export interface FhirServer {
  /** Whose call it is: the client's issuer, or `open` where nobody has to say who calls. */
  readonly client: string;
  readonly base: BaseUrl;
  readonly token: string | undefined;
  readonly reach: AddressScope;
}

/** The one way to a FHIR server; what servers can't do, and the version they speak, is remembered by client and base. */
export interface Gateway {
  open(server: FhirServer, signal: AbortSignal): FhirClient;
}

type Limits = ReadLimits & { readonly maxBytes: number; readonly maxPages: number };

/** One answer's decompressed bytes, and one search's pages. */
const answerLimits = { maxBytes: 20 * 1024 * 1024, maxPages: 50 };

/** A gateway; what is not given of its limits is as for every caller. */
export function createGateway(observe: Observe = () => {}, differences: Partial<Limits> = {}): Gateway {
  const limits: Limits = { ...readLimits, ...answerLimits, ...differences };
  const transports = {
    public: createTransport(limits.maxBytes, 'public'),
    private: createTransport(limits.maxBytes, 'private'),
    any: createTransport(limits.maxBytes, 'any'),
  };
  const openBudget = createReadBudgets(limits);
  const plainSearches = createPlainSearches();
  const versions = createServerVersions();
  return {
    open: (server, signal) => {
      const address = new URL(server.base);
      const key = keyOf(server, address);
      const transport = transports[server.reach];
      const budget = openBudget(signal);
      const library = libraryClient(address, server.token, withinBudget(transport, budget));
      const get: Get = (type, path) => timed(type, observe, () => attempt(library, path, budget));
      const openForMetadata = () => openBudget(AbortSignal.timeout(metadataMs));
      const ask = () =>
        timed('CapabilityStatement', observe, () => readMetadata(address, transport, openForMetadata()));
      return {
        version: () => versions.of(key, async () => valueIn(await ask())),
        read: (type, id, _elements) =>
          orMalformed(async () => {
            if (!isId(id)) return failed('malformed');
            const { body } = await firstAnswer(get, { type, id }, { _elements }, plainSearches, key);
            return resourceIn(body, type, id);
          }),
        search: (type, parameters, pages = 'all') =>
          orMalformed(async () => {
            const others = pages === 'first';
            const first = await firstAnswer(get, { type, others }, parameters, plainSearches, key);
            const maxPages = others ? 1 : limits.maxPages;
            return { ...(await collect(get, type, first, address, maxPages)), plain: first.plain };
          }),
        close: budget.close,
      };
    },
  };
}

/** A digest: who calls and whom may be of any length, and is nobody's business in a heap dump. */
function keyOf({ client, reach }: FhirServer, { href }: URL): string {
  return createHash('sha256')
    .update(JSON.stringify([client, reach, href]))
    .digest('base64');
}

/** What makes any code of ours throw is a broken answer, whatever it is: one source is unread, and the call goes on. */
async function orMalformed(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch {
    return failed('malformed');
  }
}

const metadataMs = 10_000;
const valueIn = (body: Body) => ('value' in body ? body.value : undefined);

/** Anyone may read `/metadata`, so it goes without the token (hl7.org/fhir/http.html#capabilities); it may outlast the call. */
async function readMetadata(address: URL, transport: Dispatcher, budget: ReadBudget): Promise<Body> {
  const library = libraryClient(address, undefined, withinBudget(transport, budget));
  const body = await attempt(library, 'metadata', budget);
  budget.close();
  return body;
}

/** The same connections for one call: a repeated request counts as one more, and every byte is counted. */
function withinBudget(transport: Dispatcher, { takeRead, takeBytes }: ReadBudget): Dispatcher {
  return rejectInvalidUtf8(meterBody(retryOnce(transport, takeRead), takeBytes));
}

function libraryClient(address: URL, token: string | undefined, dispatcher: Dispatcher): Client {
  const requestOptions = { dispatcher, redirect: 'error' };
  return new Client({ baseUrl: address.href, requestOptions, ...(token === undefined ? {} : { bearerToken: token }) });
}

async function attempt(library: Client, path: string | undefined, budget: ReadBudget): Promise<Body> {
  if (path === undefined) return { failure: 'off-base' };
  const { deadline, signal } = budget;
  if (deadline.aborted) return { failure: 'timeout' };
  if (!budget.takeRead()) return { failure: 'over-budget' };
  try {
    const value = await library.request(path, { options: { signal } });
    const type = Client.httpFor(value).response?.headers.get('content-type') ?? 'json';
    if (!/\bjson\b/i.test(type) || shapeFault(value) !== undefined) return { failure: 'malformed' };
    return isResource(value, 'OperationOutcome') ? { failure: 'rejected' } : { value };
  } catch (error) {
    return { failure: signal.aborted && !deadline.aborted ? 'over-budget' : failureOf(error, deadline) };
  }
}

async function timed(type: string, observe: Observe, run: () => Promise<Body>): Promise<Body> {
  const started = performance.now();
  const body = await run();
  observe(type, 'failure' in body ? body.failure : 'ok', (performance.now() - started) / 1000);
  return body;
}

function resourceIn(body: Body, type: string, id: string): Answer {
  if ('failure' in body) return failed(body.failure);
  if (!isResource(body.value, type) || body.value.id !== id) return failed('malformed');
  return { resources: [body.value], leftOut: 0, failure: undefined, more: false, plain: false };
}
