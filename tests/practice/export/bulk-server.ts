import { statSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One answer; an object as its body is sent as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
  /** The connection is cut after so many bytes of the body, once they have arrived where that can be seen. */
  readonly cutAfter?: number;
  readonly arrived?: () => Promise<void>;
  /** Nothing more comes after so many bytes. */
  readonly hangsAfter?: number;
  /** Without a content-length. */
  readonly chunked?: boolean;
}

type Answering = Answer | ((request: Received) => Answer | Promise<Answer>);

/** A server that answers as it is asked to, and remembers what came. */
export interface BulkServer {
  readonly origin: string;
  readonly base: string;
  readonly requests: Received[];
  /** Sets what requests get, the first the first of these and the last one all others; a path is without its query. */
  on(method: string, path: string, ...answers: readonly Answering[]): void;
  /** Requests of this path. */
  of(path: string, method?: string): readonly Received[];
  close(): Promise<void>;
}

export async function startBulkServer(): Promise<BulkServer> {
  const routes = new Map<string, Answering[]>();
  const requests: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://server');
      const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
      const { method = '', headers } = request;
      const received = { method, path: url.pathname, query: url.searchParams, headers, body };
      requests.push(received);
      const answers = routes.get(`${method} ${url.pathname}`) ?? [{ status: 404 }];
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
      send(response, typeof answer === 'function' ? await answer(received) : answer);
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    base: `${origin}/fhir`,
    requests,
    on: (method, path, ...answers) => void routes.set(`${method} ${path}`, [...answers]),
    of: (path, method) => requests.filter((one) => one.path === path && (method ?? one.method) === one.method),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', ...faults }: Answer): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, { ...(!faults.chunked && { 'content-length': String(bytes.length) }), ...headers });
  if (faults.cutAfter !== undefined) {
    response.write(bytes.subarray(0, faults.cutAfter));
    void (faults.arrived?.() ?? Promise.resolve()).then(() => setImmediate(() => response.destroy()));
  } else if (faults.hangsAfter !== undefined) response.write(bytes.subarray(0, faults.hangsAfter));
  else response.end(bytes);
}

/** Resolves once a file has so many bytes. */
export async function sizeReached(path: string, bytes: number): Promise<void> {
  while ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < bytes) await sleep(2);
}

/** Rows of NDJSON. */
export const ndjson = (...rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** The answer of a whole file. */
export const fileOf = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Answer => ({
  headers: { 'content-type': 'application/fhir+ndjson', ...headers },
  body,
});

/** Files of a manifest, by their paths. */
export interface Played {
  readonly manifest?: object;
  readonly manifestHeaders?: Readonly<Record<string, string>>;
}

export const transactionTime = '2026-11-30T08:00:00.000Z';
export const patientRow = { resourceType: 'Patient', id: 'ann' };

/**
 * Plays a whole export: a job at /status, and two files, one of them empty but for one row. What is given of the manifest is
 * put in the place of what it has else.
 */
export function playExport(server: BulkServer, { manifest = {}, manifestHeaders = {} }: Played = {}): void {
  const { origin } = server;
  server.on('POST', '/fhir/Patient/$export', { status: 202, headers: { 'content-location': `${origin}/status` } });
  server.on('GET', '/status', {
    headers: { 'content-type': 'application/json', ...manifestHeaders },
    body: {
      transactionTime,
      request: `${origin}/fhir/Patient/$export`,
      requiresAccessToken: false,
      output: [
        { type: 'Patient', url: `${origin}/files/1`, count: 1 },
        { type: 'Encounter', url: `${origin}/files/2`, count: 2 },
      ],
      error: [],
      ...manifest,
    },
  });
  server.on('DELETE', '/status', { status: 202 });
  server.on('GET', '/files/1', fileOf(ndjson(patientRow)));
  server.on(
    'GET',
    '/files/2',
    fileOf(ndjson({ resourceType: 'Encounter', id: 'a' }, { resourceType: 'Encounter', id: 'b' })),
  );
}
