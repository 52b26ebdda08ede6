import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import type { OpenAPIV3_1 } from 'openapi-types';
import { startApp, type TestApp } from '../support/app.ts';
import { ecKey, issuer, publicUrl, trusting } from '../support/client-tokens.ts';
import { exampleFile, staffFile } from '../support/example.ts';
import { routesOf } from '../support/routes.ts';

const ADMIN_TOKEN = 'the-administrators-own-token-0123456789';
const key = ecKey();
const open = { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '' };
const registered = () => trusting([{ issuer, jwks: { keys: [key.jwk] } }]);

type Operation = OpenAPIV3_1.OperationObject;

let sites: Readonly<Record<'registered' | 'open' | 'demonstration', TestApp>>;
beforeAll(async () => {
  sites = {
    registered: await startApp({ env: { ...registered(), ADMIN_TOKEN } }),
    open: await startApp({ env: open }),
    demonstration: await startApp({ env: { STAFF_DIRECTORY: staffFile() } }),
  };
});
afterAll(() => Promise.all(Object.values(sites).map((site) => site.close())));

async function documentOf(site: TestApp): Promise<OpenAPIV3_1.Document> {
  return (await site.get('/openapi.json', { host: 'localhost' })).json();
}

/** A text of the default address, as an installation has it. */
function atSite(text: string): string {
  return text.replaceAll('http://127.0.0.1:8080', publicUrl);
}

/** Each operation as `GET /path/:name`. */
async function operationsOf(site: TestApp): Promise<ReadonlyMap<string, Operation>> {
  const paths = Object.entries((await documentOf(site)).paths ?? {});
  const all = paths.flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(
      ([method, one]) => [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/, ':$1')}`, one as Operation] as const,
    ),
  );
  return new Map(all);
}

describe('/openapi.json', () => {
  test.each([
    'registered',
    'open',
    'demonstration',
  ] as const)('redocly finds nothing by its recommended rules: %s', async (kind) => {
    const config = await createConfig({ extends: ['recommended'] });
    const source = JSON.stringify(await documentOf(sites[kind]));
    const problems = await lintFromString({ source, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
    const broken = await lintFromString({ source: source.replaceAll('"operationId"', '"x-id"'), config });
    expect(broken.length).toBeGreaterThan(10);
    // Redocly does not look for what JSON Schema forbids; schemathesis does, and then sends no call at all.
    expect(source).not.toMatch(/"(?:prefixItems|anyOf|oneOf|allOf)":\[\]/);
  });

  test.each(['registered', 'open'] as const)('has every route, and no other: %s', async (kind) => {
    const routes = await routesOf(sites[kind].app);
    expect(routes.length).toBeGreaterThan(20);
    expect([...(await operationsOf(sites[kind])).keys()].toSorted()).toEqual(routes);
  });

  test('says who may call: a client where there are clients, the administrator, a session', async () => {
    for (const kind of ['registered', 'open'] as const)
      for (const [route, { security }] of await operationsOf(sites[kind])) {
        const client = kind === 'registered' && route.includes(' /cds-services');
        const page = /^GET \/thread(?:\/leaflet|\/goodbyes|\/own|\/admin)?$/.test(route);
        const scheme = client
          ? 'clientToken'
          : route.includes(' /admin/')
            ? 'adminToken'
            : page
              ? 'session'
              : undefined;
        expect([route, security]).toEqual([route, scheme === undefined ? [] : [{ [scheme]: [] }]]);
      }
    const { components } = await documentOf(sites.registered);
    const { session } = (components?.securitySchemes ?? {}) as Record<string, OpenAPIV3_1.ApiKeySecurityScheme>;
    expect(readFileSync('src/smart/cookies.ts', 'utf8')).toContain(`'${session?.name}'`);
  });

  test('says of the licence what package.json says, and names the address of this installation', async () => {
    const { license } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { info, servers } = await documentOf(sites.registered);
    expect(info.license?.name).toMatch(new RegExp(`^${license}\\b`));
    expect(servers).toEqual([{ url: publicUrl }]);
  });

  test('has the examples of the hooks, request and answer', async () => {
    const operations = await operationsOf(sites.registered);
    for (const { id, hook } of sites.registered.services) {
      const { requestBody, responses } = operations.get(`POST /cds-services/${id}`) ?? {};
      expect(requestBody).toMatchObject({
        content: {
          'application/json': {
            examples: { [hook]: { value: JSON.parse(exampleFile(hook, 'example-request.json')) } },
          },
        },
      });
      const card = { value: JSON.parse(atSite(exampleFile(hook, 'example-response.json'))) };
      expect(responses?.['200']).toMatchObject({ content: { 'application/json': { examples: { card } } } });
    }
  });

  test('is the same, but for the address, in docs/openapi.json', async () => {
    const file = JSON.parse(atSite(readFileSync('docs/openapi.json', 'utf8')));
    expect(file).toEqual(await documentOf(sites.registered));
  });
});
