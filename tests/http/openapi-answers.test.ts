import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIV3_1 } from 'openapi-types';
import { startApp, type TestApp } from '../support/app.ts';
import { bearer, ecKey, issuer, tokenFor, trusting } from '../support/client-tokens.ts';
import { type DocumentedRoute, documentedRoutes, exampleBody, undocumented } from '../support/documented-api.ts';
import { staffFile } from '../support/example.ts';

const ADMIN_TOKEN = 'the-administrators-own-token-0123456789';
const key = ecKey();

let sites: Readonly<Record<'open' | 'registered' | 'busy' | 'limited', TestApp>>;
let document: OpenAPIV3_1.Document;
beforeAll(async () => {
  const clients = [{ issuer, jwks: { keys: [key.jwk] }, hooks: ['patient-view'] }];
  sites = {
    open: await startApp({ env: { STAFF_DIRECTORY: staffFile(), ADMIN_TOKEN } }),
    registered: await startApp({ env: { ...trusting(clients), ADMIN_TOKEN } }),
    busy: await startApp({ env: { ADMIN_TOKEN }, pressure: { maxHeapUsedBytes: 1, sampleInterval: 10 } }),
    limited: await startApp({ env: { ADMIN_TOKEN, RATE_LIMIT_PER_SECOND: '1' } }),
  };
  sites.busy.markNotReady();
  document = (await sites.registered.get('/openapi.json')).json();
});
afterAll(() => Promise.all(Object.values(sites).map((site) => site.close())));

interface Sent {
  readonly to?: keyof typeof sites;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly method?: string;
  readonly code?: string;
  readonly query?: string;
}

function send(
  route: DocumentedRoute,
  { to = 'open', headers, body, code = 'first-meeting', query = '', method }: Sent,
) {
  return sites[to].app.inject({
    method: (method ?? route.method) as 'GET',
    url: `${route.path.replace('{code}', code)}${query}`,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** A request as its operation's example, with a good token where one is needed. */
function good(route: DocumentedRoute): Required<Pick<Sent, 'headers' | 'body'>> {
  const { path } = route;
  const token = path.startsWith('/admin') ? bearer(ADMIN_TOKEN) : bearer(tokenFor(key, path));
  return { headers: path.startsWith('/thread') ? {} : token, body: exampleBody(route) };
}

function withHeader(route: DocumentedRoute, more: Record<string, string>): Pick<Sent, 'headers' | 'body'> {
  const { headers, body } = good(route);
  return { headers: { ...headers, ...more }, body };
}

/** Good and bad requests of every kind, and the statuses that they meet where each is sent to every operation. */
const requests: readonly (readonly [string, readonly number[], (route: DocumentedRoute) => Sent])[] = [
  ['as documented, where callers need no token', [200, 400, 401], good],
  ['as documented, by a client', [200, 400, 401, 403], (route) => ({ ...good(route), to: 'registered' })],
  ['without a token', [200, 400, 401], (route) => ({ body: exampleBody(route), to: 'registered' })],
  ['with another method', [405], (route) => ({ ...good(route), method: 'PUT' })],
  ['of another host', [200, 421], (route) => withHeader(route, { host: 'evil.example' })],
  ['while it is busy', [200, 503], (route) => ({ ...good(route), to: 'busy' })],
  ['once more in a second', [200, 429], (route) => ({ ...good(route), to: 'limited' })],
  ['with a wrong token, again and again', [200, 401, 429], () => ({ headers: bearer('x') })],
  ['without a record', [200, 412], (route) => ({ ...good(route), body: withoutPrefetch(exampleBody(route)) })],
  ['of what is not there', [200, 404], (route) => ({ ...good(route), code: 'no-such-code' })],
  ['with a body that is no JSON', [200, 400], (route) => ({ ...good(route), body: '{' })],
  ['with a body of another kind', [200, 400], (route) => ({ ...good(route), body: [] })],
  ['with another media type', [200, 415], (route) => withHeader(route, { 'content-type': 'text/plain' })],
  ['with a large body', [200, 413], (route) => ({ ...good(route), body: `"${'x'.repeat(10 * 1024 * 1024)}"` })],
  ['with an odd query', [200, 400, 403], (route) => ({ ...good(route), query: '?weeks=x&iss=x&of=x&state=x' })],
];

function withoutPrefetch(body: unknown): unknown {
  return typeof body === 'object' ? { ...body, prefetch: undefined } : body;
}

describe('an answer is as /openapi.json says: status, media type, headers, schema, words of an error', () => {
  test.each(requests)('%s', async (_, statuses, make) => {
    const answers: (readonly [DocumentedRoute, Awaited<ReturnType<typeof send>>])[] = [];
    for (const route of documentedRoutes(document))
      for (let times = 0; times < 2; times += 1) answers.push([route, await send(route, make(route))]);
    const wrong = answers.map(([route, answer]) => [
      `${route.method} ${route.path}`,
      undocumented(document, route, answer),
    ]);
    expect(wrong.filter(([, found]) => found?.length !== 0)).toEqual([]);
    expect([...new Set(answers.map(([, { statusCode }]) => statusCode))]).toEqual(
      expect.arrayContaining([...statuses]),
    );
  });

  test('the detections and keys of the examples are those that there are', async () => {
    const exampleOf = (path: string) => {
      const found = documentedRoutes(document).find((route) => route.path === path)?.operation.responses?.['200'];
      return Object.values((found as OpenAPIV3_1.ResponseObject).content ?? {})[0]?.example;
    };
    const { detections } = (await sites.open.get('/detections', { accept: 'application/json' })).json();
    expect(detections).toEqual(expect.arrayContaining(exampleOf('/detections').detections));
    for (const path of ['/health/live', '/health/ready', '/thread/jwks.json'])
      expect((await sites.open.get(path)).json()).toMatchObject(exampleOf(path));
  });
});
