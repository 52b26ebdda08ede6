import { describe, expect, test } from '@jest/globals';
import { serversOf } from '#src/cds/fhir-access.ts';
import { type TrustedClient, trustedClients } from '#src/cds/trusted-clients.ts';
import { baseUrlOf } from '../support/base-url.ts';
import { ecKey } from '../support/client-tokens.ts';

const entry = { issuer: 'https://ehr.example', jwks: { keys: [ecKey().jwk] } };

function clientWith(more: object): TrustedClient {
  const [client] = trustedClients({ clients: [{ ...entry, ...more }] }, () => undefined);
  if (client === undefined) throw new Error('no client');
  return client;
}

describe('the FHIR servers of a trusted client', () => {
  test('are compared in one spelling', () => {
    const client = clientWith({ fhirServers: ['HTTPS://FHIR.example:443/r4/'] });
    expect(serversOf(client).bases).toEqual([baseUrlOf('https://fhir.example/r4')]);
  });

  test('are https, unless its entry allows http', () => {
    const base = baseUrlOf('http://fhir.example/r4');
    expect(serversOf(clientWith({ fhirServers: [base] })).bases).toEqual([]);
    expect(serversOf(clientWith({ fhirServers: [base], allowHttp: true })).bases).toEqual([base]);
  });

  test.each([
    'https://fhir.example/r4?x=1',
    'https://user@fhir.example/r4',
    'fhir.example/r4',
  ])('%s is refused when the file is read', (base) => {
    expect(() => clientWith({ fhirServers: [base] })).toThrow(/absolute http\(s\) URL/);
  });
});

describe('the registration for SMART App Launch', () => {
  const fhirServers = ['https://fhir.example/r4'];
  const smart = { clientId: 'secure-base', authentication: 'none', launchOrigins: ['https://ehr.example'] };
  const withSmart = (more: object, entry: object = {}) =>
    clientWith({ fhirServers, smart: { ...smart, ...more }, ...entry });

  test('is read with the entry, and need not be there', () => {
    expect(withSmart({}).smart).toEqual(smart);
    expect(withSmart({ scopes: ['launch', 'openid', 'fhirUser', 'patient/*.rs'] }).smart?.scopes).toHaveLength(4);
    expect(clientWith({}).smart).toBeUndefined();
  });

  test.each([
    'https://ehr.example/',
    'https://ehr.example/page',
    'https://ehr.example:443',
    'https://EHR.example',
    'https://user@ehr.example',
    'https://*.ehr.example',
    'https://ehr.example;script-src',
    'https://ehr.example,https:',
    "'self'",
    '*',
    'data:',
    'ehr.example',
  ])('the origin %s is refused: it goes into a policy', (origin) => {
    expect(() => withSmart({ launchOrigins: [origin] })).toThrow(/is not an origin/);
  });

  test('its origins are https, except on loopback or where http is allowed', () => {
    for (const origin of [
      'https://ehr.example:8443',
      'http://127.0.0.1:8080',
      'http://localhost:3000',
      'http://[::1]:1',
    ])
      expect(withSmart({ launchOrigins: [origin] }).smart?.launchOrigins).toEqual([origin]);
    const plain = { launchOrigins: ['http://ehr.example'] };
    expect(() => withSmart(plain)).toThrow(/must be https/);
    expect(withSmart(plain, { allowHttp: true }).smart?.launchOrigins).toEqual(['http://ehr.example']);
    expect(() => withSmart({ launchOrigins: [] })).toThrow();
  });

  test.each([
    [{ scopes: ['openid', 'fhirUser'] }, /launch, openid, fhirUser/],
    [{ scopes: ['launch', 'openid', 'fhirUser', 'patient/*.rs user/*.rs'] }, /is not a scope/],
    [{ authentication: 'client_secret_basic' }, /authentication/],
    [{ clientId: '' }, /clientId/],
    [{ secret: 'x' }, /secret/],
  ])('%j is refused', (more, message) => {
    expect(() => withSmart(more)).toThrow(message);
  });

  test('needs a FHIR server, which launches one client alone', () => {
    expect(() => withSmart({}, { fhirServers: [] })).toThrow(/must have the FHIR servers/);
    const other = { ...entry, issuer: 'https://other.example', fhirServers: ['https://FHIR.example:443/r4/'] };
    const both = (second: object) => () =>
      trustedClients(
        {
          clients: [
            { ...entry, fhirServers, smart },
            { ...other, ...second },
          ],
        },
        () => undefined,
      );
    expect(both({ smart })).toThrow(/two clients with smart and the FHIR server https:\/\/fhir.example\/r4/);
    expect(both({})()).toHaveLength(2);
    expect(both({ smart, fhirServers: ['https://fhir.example/other'] })()).toHaveLength(2);
    expect(withSmart({}, { fhirServers: [...fhirServers, 'https://fhir.example/r4/'] }).smart).toEqual(smart);
  });
});
