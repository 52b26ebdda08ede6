import { describe, expect, test } from '@jest/globals';
import { trustedClients } from '#src/cds/trusted-clients.ts';
import { noSites } from '#src/sites/site-list.ts';
import { launcherOf } from '#src/smart/registrations.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { readSmartConfigurations } from '#src/smart/smart-configuration.ts';
import { entryFor } from './site.ts';

const base = 'https://fhir.example/r4';
const good = {
  issuer: 'https://auth.example',
  authorization_endpoint: 'https://auth.example/authorize?tenant=1',
  token_endpoint: 'https://auth.example/token',
  jwks_uri: 'https://auth.example/jwks',
  capabilities: ['launch-ehr', 'permission-v2'],
  code_challenge_methods_supported: ['S256'],
};

/** What is read of a server that answers so, and the addresses and headers that were asked. */
async function readOf(answer: object, entry: object = {}) {
  const asked: unknown[] = [];
  const clients = trustedClients(
    { clients: [entryFor({ base, origin: 'https://ehr.example' }, { entry: { allowHttp: false, ...entry } })] },
    () => undefined,
  );
  const launcher = launcherOf({ clients: () => clients, sites: noSites }, base);
  if (launcher === undefined) throw new Error('no launcher');
  const read = readSmartConfigurations(() => async (address, init) => {
    asked.push(address, init.headers);
    return new Response(JSON.stringify(answer));
  });
  const result = await read(launcher).catch((error: { reason: string }) => error.reason);
  return { result, asked };
}

describe('what an EHR says about its authorisation server', () => {
  test('is asked for as JSON below its FHIR base', async () => {
    const { result, asked } = await readOf(good);
    expect(result).toEqual(good);
    expect(asked).toEqual([`${base}/.well-known/smart-configuration`, { accept: 'application/json' }]);
  });

  test('may leave out what SMART 1 did not have', async () => {
    const { jwks_uri, code_challenge_methods_supported, ...less } = good;
    expect((await readOf(less)).result).toEqual(less);
  });

  test.each([
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
  ])('has %s over TLS, or http is allowed', async (name) => {
    const answer = { ...good, [name]: 'http://auth.example/x' };
    expect((await readOf(answer)).result).toBe('ehr-unsuitable');
    expect((await readOf(answer, { allowHttp: true })).result).toEqual(answer);
  });
});

describe('the scopes of a launch', () => {
  test('are spelled as its EHR spells them', () => {
    const [v2, v1] = [scopesOf('chart', undefined, ['permission-v2']), scopesOf('chart', undefined, [])];
    expect(v2.slice(0, 5)).toEqual(['launch', 'openid', 'fhirUser', 'patient/Patient.r', 'patient/Encounter.rs']);
    expect(v1.slice(0, 5)).toEqual(['launch', 'openid', 'fhirUser', 'patient/Patient.read', 'patient/Encounter.read']);
    expect(scopesOf('own', undefined, [])).toEqual([
      ...['launch', 'openid', 'fhirUser', 'user/Encounter.read', 'user/Appointment.read', 'user/Patient.read'],
      ...['user/Practitioner.read', 'user/PractitionerRole.read', 'user/Organization.read'],
    ]);
    expect(new Set(v2).size).toBe(v2.length);
  });

  test('of an entry are asked for as they are', () => {
    expect(scopesOf('own', ['openid', 'user/*.read'], ['permission-v2'])).toEqual(['openid', 'user/*.read']);
  });
});
