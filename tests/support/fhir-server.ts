import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Resource } from '@medplum/fhirtypes';
import type { BaseUrl } from '#src/values/base-url.ts';
import { baseUrlOf } from './base-url.ts';
import { reducedTo, subsetted } from './reduced.ts';

/** One request as it came. `type` is the resource type of its path, `query` its parameters. */
interface Received {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** How answers about one resource type go wrong. Nothing set: they do not. */
export interface Fault {
  readonly status?: number;
  readonly delayMs?: number;
  /** Half of the JSON, with a right content-length. */
  readonly truncated?: boolean;
  /** Half of the body, then the connection is cut. */
  readonly cut?: boolean;
  /** 200 with an OperationOutcome instead of the answer, or as one more entry of it: of an error, or a mere hint. */
  readonly outcome?: 'instead' | 'entry' | 'hint';
  readonly empty?: boolean;
  readonly body?: string;
  readonly contentType?: string;
  readonly redirect?: string;
  /** Address of the `next` link of every page. */
  readonly next?: string;
  readonly noTotal?: boolean;
  /** How many more than there are `total` claims. */
  readonly missing?: number;
  /** Parameters that get a 400. */
  readonly refuses?: readonly string[];
  /** The only requests that go wrong are those with this in their parameters. */
  readonly onlyWith?: string;
  readonly gzip?: boolean;
  /** Goes wrong from this page on; 1 where it is not given. */
  readonly fromPage?: number;
}

export interface FhirServer {
  readonly base: BaseUrl;
  readonly requests: Received[];
  add(...resources: Resource[]): void;
  /** Sets how answers about a type go wrong from now on; without a fault they no longer do. */
  fail(type: string, fault?: Fault): void;
  /** Holds every answer back until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export interface FhirServerOptions {
  readonly resources?: readonly Resource[];
  readonly pageSize?: number;
  /** Every answer comes after so long. */
  readonly delayMs?: number;
  /** What its CapabilityStatement says; 4.0.1 where it is not given. */
  readonly fhirVersion?: string;
  /** Ignores `_include` and `_sort`, as some servers do. */
  readonly plain?: boolean;
  /** Ignores these parameters: of a search it answers with everybody's. */
  readonly ignores?: readonly string[];
}

/** A FHIR server on a free port of 127.0.0.1, in memory, that records what it is asked and fails as it is told. */
export async function startFhirServer(options: FhirServerOptions = {}): Promise<FhirServer> {
  const resources = [...(options.resources ?? [])];
  const faults = new Map<string, Fault>();
  const requests: Received[] = [];
  let held: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    void (async () => {
      const received = receive(request);
      requests.push(received);
      const fault = faultOf(faults.get(received.type), received.query);
      await Promise.all([held, pause(options.delayMs ?? 0), pause(fault.delayMs ?? 0)]);
      answer(response, received, fault, { ...options, resources, base: `http://${request.headers.host}/fhir` });
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    base: baseUrlOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`),
    requests,
    add: (...more) => void resources.push(...more),
    fail: (type, fault) => void (fault === undefined ? faults.delete(type) : faults.set(type, fault)),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    close: () => closeServer(server),
  };
}

/** A server that must never be called: it counts connections and keeps what it is sent. */
export async function startForbiddenServer(): Promise<{
  readonly address: string;
  connections(): number;
  close(): Promise<void>;
}> {
  let count = 0;
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', () => {
    count += 1;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, connections: () => count, close: () => closeServer(server) };
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}

const pause = (ms: number) =>
  ms === 0 ? Promise.resolve() : new Promise<void>((done) => setTimeout(done, ms).unref());

function receive(request: IncomingMessage): Received {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
  const path = pathname.replace(/^\/fhir\/?/, '');
  const [type = ''] = path.split('/');
  return { method: request.method ?? '', path, type, query: searchParams, headers: request.headers };
}

function faultOf(fault: Fault | undefined, query: URLSearchParams): Fault {
  const page = Number(query.get('_page') ?? 1);
  const isSpared = fault?.onlyWith !== undefined && !String(query).includes(fault.onlyWith);
  return fault === undefined || isSpared || page < (fault.fromPage ?? 1) ? {} : fault;
}

interface Held extends FhirServerOptions {
  readonly resources: readonly Resource[];
  readonly base: string;
}

function answer(response: ServerResponse, received: Received, fault: Fault, held: Held): void {
  if (fault.redirect !== undefined) {
    response.writeHead(302, { location: fault.redirect }).end();
    return;
  }
  if (fault.status !== undefined) response.setHeader('retry-after', '120');
  const [status, value] = answerTo(received, fault, held);
  send(response, status, value, status === 400 ? {} : fault);
}

function answerTo({ method, path, query: given }: Received, fault: Fault, held: Held): [number, object] {
  const query = new URLSearchParams([...given].filter(([name]) => !held.ignores?.includes(name)));
  const [type, id, ...rest] = path.split('/');
  if (fault.refuses?.some((parameter) => query.has(parameter))) return [400, outcome('not-supported')];
  if (fault.status !== undefined) return [fault.status, outcome('exception')];
  if (fault.outcome === 'instead') return [200, outcome('exception')];
  if (method !== 'GET' || type === undefined || rest.length > 0) return [404, outcome('not-found')];
  if (path === 'metadata') return [200, capabilities(held)];
  if (id === undefined) return [200, search(type, query, fault, held)];
  const found = held.resources.find((resource) => resource.resourceType === type && resource.id === id);
  return found === undefined ? [404, outcome('not-found')] : [200, asked(found, query)];
}

function capabilities({ fhirVersion = '4.0.1' }: Held): object {
  return { resourceType: 'CapabilityStatement', status: 'active', kind: 'instance', fhirVersion };
}

function send(response: ServerResponse, status: number, value: unknown, fault: Fault): void {
  const whole = fault.body ?? JSON.stringify(value);
  const text = fault.empty ? '' : fault.truncated ? whole.slice(0, whole.length / 2) : whole;
  const body = fault.gzip ? gzipSync(text) : Buffer.from(text);
  response.statusCode = status;
  response.setHeader('content-type', fault.contentType ?? 'application/fhir+json; charset=utf-8');
  response.setHeader('content-length', body.length);
  if (fault.gzip) response.setHeader('content-encoding', 'gzip');
  if (fault.cut) response.write(body.subarray(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

function outcome(code: string, severity: 'error' | 'warning' = 'error'): Resource {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code: code as 'exception' }] };
}

function search(type: string, query: URLSearchParams, fault: Fault, held: Held): object {
  const matches = held.resources.filter((one) => one.resourceType === type && fits(one, query));
  if (query.get('_sort') === '-date' && !held.plain) matches.sort((a, b) => startOf(b).localeCompare(startOf(a)));
  const size = Math.min(Number(query.get('_count') ?? 20), held.pageSize ?? 1000);
  const page = Number(query.get('_page') ?? 1);
  const shown = matches.slice((page - 1) * size, page * size);
  const following = new URLSearchParams(query);
  following.set('_page', String(page + 1));
  const next = fault.next ?? (matches.length > page * size ? `${held.base}/${type}?${following}` : undefined);
  const included = query.has('_include') && !held.plain ? practitionersOf(shown, held.resources) : [];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(fault.noTotal ? {} : { total: matches.length + (fault.missing ?? 0) }),
    link: [
      { relation: 'self', url: `${held.base}/${type}?${query}` },
      ...(next === undefined ? [] : [{ relation: 'next', url: next }]),
    ],
    entry: [
      ...shown.map((resource) => entry(held.base, resource, 'match', query)),
      ...included.map((resource) => entry(held.base, resource, 'include', query)),
      ...(fault.outcome === 'entry' ? [{ resource: outcome('processing'), search: { mode: 'outcome' } }] : []),
      ...(fault.outcome === 'hint'
        ? [{ resource: outcome('processing', 'warning'), search: { mode: 'outcome' } }]
        : []),
    ],
  };
}

function entry(base: string, resource: Resource, mode: string, query: URLSearchParams): object {
  return {
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource: asked(resource, query),
    search: { mode },
  };
}

/** What `_elements` asks for of it, included resources too, and marked as servers mark it. */
function asked(resource: Resource, query: URLSearchParams): object {
  const elements = query.get('_elements');
  return elements === null ? resource : subsetted(reducedTo(resource, elements.split(',')));
}

function practitionersOf(roles: readonly Resource[], resources: readonly Resource[]): Resource[] {
  const wanted = roles.flatMap((role) =>
    role.resourceType === 'PractitionerRole' ? [role.practitioner?.reference] : [],
  );
  return resources.filter((one) => wanted.includes(`${one.resourceType}/${one.id}`));
}

/** Where each search parameter looks for references, or the values that it compares. */
const parameters: Record<string, (resource: Resource) => unknown[]> = {
  _id: (one) => [one.id],
  status: (one) => ['status' in one ? one.status : undefined],
  patient: (one) => referencesIn(one, ['subject', 'patient', 'for', 'participant'], 'Patient'),
  subject: (one) => referencesIn(one, ['subject'], 'Patient'),
  practitioner: (one) => referencesIn(one, ['practitioner', 'participant'], 'Practitioner'),
  participant: (one) => referencesIn(one, ['participant'], ''),
  organization: (one) => referencesIn(one, ['organization'], 'Organization'),
  'service-provider': (one) => referencesIn(one, ['serviceProvider'], 'Organization'),
  identifier: (one) => identifiersOf(one).map(({ system, value }) => `${system}|${value}`),
  link: (one) => referencesIn(one, ['link'], ''),
  class: (one) => classesOf(one),
  date: () => [],
};

function fits(resource: Resource, query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => {
    if (name === 'date' && value.startsWith('lt')) return startOf(resource) < value.slice(2);
    if (name === 'date') return startOf(resource) >= value.replace(/^ge/, '') || !hasEnd(resource);
    const found = parameters[name]?.(resource);
    return found === undefined || value.split(/(?<!\\),/).some((one) => found.includes(one.replace(/\\(.)/g, '$1')));
  });
}

function referencesIn(resource: Resource, fields: readonly string[], type: string): string[] {
  const values = Object.entries(resource).filter(([name]) => fields.includes(name));
  const references = [...JSON.stringify(values).matchAll(/"reference":"([^"]+)"/g)].map(
    ([, reference]) => reference ?? '',
  );
  return references
    .filter((reference) => reference.startsWith(`${type}/`) || type === '')
    .flatMap((reference) => [reference, reference.split('/')[1] ?? '']);
}

function identifiersOf(resource: Resource): { system?: string; value?: string }[] {
  return 'identifier' in resource && Array.isArray(resource.identifier) ? resource.identifier : [];
}

/** A Coding, in R5 a list of concepts. */
function classesOf(resource: Resource): string[] {
  const value = resource.resourceType === 'Encounter' ? resource.class : undefined;
  return [...JSON.stringify(value ?? {}).matchAll(/"code":"([^"]+)"/g)].map(([, code]) => code ?? '');
}

const periodOf = (resource: Resource) => (resource.resourceType === 'Encounter' ? resource.period : undefined);
const startOf = (resource: Resource) => periodOf(resource)?.start ?? '';
const hasEnd = (resource: Resource) => periodOf(resource)?.end !== undefined;
