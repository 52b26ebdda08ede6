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
