import { describe, expect, test } from '@jest/globals';
import { isServerAllowed, type TrustedClient, trustedClients } from '#src/cds/trusted-clients.ts';
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
    expect(isServerAllowed(client, baseUrlOf('https://fhir.example/r4'))).toBe(true);
    expect(isServerAllowed(client, baseUrlOf('https://fhir.example/r5'))).toBe(false);
  });

  test('are https, unless its entry allows http', () => {
    const base = baseUrlOf('http://fhir.example/r4');
    expect(isServerAllowed(clientWith({ fhirServers: [base] }), base)).toBe(false);
    expect(isServerAllowed(clientWith({ fhirServers: [base], allowHttp: true }), base)).toBe(true);
  });

  test.each([
    'https://fhir.example/r4?x=1',
    'https://user@fhir.example/r4',
    'fhir.example/r4',
  ])('%s is refused when the file is read', (base) => {
    expect(() => clientWith({ fhirServers: [base] })).toThrow(/absolute http\(s\) URL/);
  });
});
