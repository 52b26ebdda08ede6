import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createIssuer, type Issuer, type IssuerOptions } from '#demo/auth/issuer.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { freePort } from '../support/free-port.ts';

/** How the EHR differs from one that works. */
export interface EhrFaults {
  /** Changes what it says about its authorisation server; a number is a status without a body, a text a redirect. */
  configuration?: (configuration: Record<string, unknown>) => object | number | string | Promise<number>;
  /** Changes the token answer; a number is a status without a body. */
  token?: (answer: Record<string, unknown>) => object | number;
  /** Changes the address at which it is asked. */
  authorise?: (url: string) => string;
}

/** An EHR with an authorisation server and a FHIR base, on a free port of 127.0.0.1. */
export interface Ehr extends Pick<Issuer, 'create' | 'accepts'> {
  readonly base: string;
  /** The token that its calls of hooks have. */
  readonly hookToken: string;
  readonly origin: string;
  /** Method and path of every request so far. */
  readonly requests: string[];
  readonly faults: EhrFaults;
  /** The newest token answer as it was sent. */
  tokens(): Record<string, unknown>;
  close(): Promise<void>;
}

/** How an EHR is set up. */
export interface EhrOptions extends Partial<Pick<IssuerOptions, 'grants' | 'tokenSeconds'>> {
  /** Changes to the metadata of the client that is registered with it. */
  readonly client?: object;
  /** Answers what is asked of its FHIR base with a token of its own; without it there is nothing to be read. */
  readonly fhir?: (request: IncomingMessage, response: ServerResponse, base: string) => Promise<void>;
}

export async function startEhr(redirectUri: string, options: EhrOptions = {}): Promise<Ehr> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const base = `${origin}/fhir`;
  const faults: EhrFaults = {};
  const requests: string[] = [];
  let sent: Record<string, unknown> = {};
  const { client, fhir, ...others } = options;
  const hookToken = crypto.randomUUID();
  const issuer = createIssuer({
    issuer: `${origin}/auth`,
    fhirBase: base,
    clients: [
      {
        client_id: 'secure-base',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        ...client,
      },
    ],
    scopes: [...scopesOf('chart', undefined, ['permission-v2']), ...scopesOf('own', undefined, ['permission-v2'])],
    ...others,
  });
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    if (request.url === '/fhir/.well-known/smart-configuration') return void configure(response);
    if (/^\/fhir[/?]/.test(request.url ?? '') && fhir !== undefined) return void record(request, response);
    if (!request.url?.startsWith('/auth/')) return void response.writeHead(404).end();
    if (request.url.startsWith('/auth/auth?')) request.url = faults.authorise?.(request.url) ?? request.url;
    if (request.url === '/auth/token') changeTokens(response);
    issuer.handle(request as IncomingMessage, response);
  });
  const record = async (request: IncomingMessage, response: ServerResponse) => {
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const isPublic = request.url === '/fhir/metadata';
    if (!isPublic && token !== hookToken && !(await issuer.accepts(token))) return void response.writeHead(401).end();
    await fhir?.(request, response, base);
  };
  const configure = async (response: ServerResponse) => {
    const usual = { ...issuer.smartConfiguration } as Record<string, unknown>;
    const answer = (await faults.configuration?.(usual)) ?? usual;
    if (typeof answer === 'string') return void response.writeHead(302, { location: answer }).end();
    send(response, answer);
  };
  const changeTokens = (response: ServerResponse) => {
    const end = response.end.bind(response);
    response.end = ((body: string | Buffer) => {
      sent = JSON.parse(String(body));
      const answer = (response.statusCode === 200 && faults.token?.(sent)) || sent;
      if (typeof answer === 'number') response.statusCode = answer;
      const text = typeof answer === 'number' ? '' : JSON.stringify(answer);
      response.setHeader('content-length', Buffer.byteLength(text));
      return end(text);
    }) as typeof response.end;
  };
  await new Promise<void>((listening) => server.listen(Number(port), '127.0.0.1', listening));
  return {
    base,
    hookToken,
    origin,
    requests,
    faults,
    create: issuer.create,
    accepts: issuer.accepts,
    tokens: () => sent,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function send(response: ServerResponse, answer: object | number): void {
  if (typeof answer === 'number') response.writeHead(answer).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}
