import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bearer, ecKey, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { type FhirServer, startFhirServer, startForbiddenServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

const key = ecKey();
/** Two clients with the same FHIR servers; the second may have private addresses called. */
const [guarded, unguarded] = ['https://guarded.example.org', 'https://unguarded.example.org'];

/** Addresses of the public internet that lead nowhere: 6bone's, given back in 2006 (RFC 3701). */
const nowhere = '3ffe:ffff::1';
const fakeDns = {
  'loop.example': [['127.0.0.1']],
  'mapped.example': [['::ffff:127.0.0.1']],
  'mixed.example': [[nowhere, '127.0.0.1']],
  'mixed-too.example': [['127.0.0.1', nowhere]],
  'rebinding.example': [[nowhere], ['127.0.0.1']],
  'flapping.example': [['127.0.0.1'], [nowhere], ['127.0.0.1'], [nowhere], ['127.0.0.1']],
  'metadata.example': [['169.254.169.254']],
  'metadata-mapped.example': [['::ffff:169.254.169.254']],
};

/** Hosts that all mean 127.0.0.1. */
const loopback = [
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0x7F.1',
  '0177.0.0.1',
  '017700000001',
  '127.1',
  '127.0.0.1.',
  '①②⑦.0.0.1',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  'localhost',
  'LOCALHOST',
  'loop.example',
  'mapped.example',
];
/** Hosts that mean another private address, or lead to one in some other way. */
const otherPrivate = [
  '[::1]',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '[fd00:ec2::254]',
  'mixed.example',
  'mixed-too.example',
  'rebinding.example',
  'flapping.example',
];
/** Hosts that nobody may call: link-local ones, where clouds keep their metadata, and what is no host at all. */
const never = [
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[fe80::1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '0.0.0.0',
  '0',
  '[::]',
  '[::7f00:1]',
  '[4000::1]',
  '224.0.0.1',
  '255.255.255.255',
  'metadata.example',
  'metadata-mapped.example',
];

let service: RunningService;
let forbidden: Awaited<ReturnType<typeof startForbiddenServer>>;
let open: FhirServer;
const at = (host: string, address: string) => `http://${host}:${new URL(address).port}/fhir`;

beforeAll(async () => {
  forbidden = await startForbiddenServer();
  open = await startFhirServer({ resources: exampleResources() });
  const fhirServers = [...loopback, ...otherPrivate, ...never].flatMap((host) => [
    at(host, forbidden.address),
    at(host, open.base),
  ]);
  const client = { jwks: { keys: [key.jwk] }, fhirServers, allowHttp: true };
  service = await startService(
    {
      ...trusting([
        { ...client, issuer: guarded },
        { ...client, issuer: unguarded, allowPrivateAddresses: true },
      ]),
      DEADLINE_MS: '5000',
      RATE_LIMIT_PER_SECOND: '0',
      FAKE_DNS: JSON.stringify(fakeDns),
    },
    'watched-network.ts',
  );
});
afterAll(() => Promise.all([endServices(), forbidden.close(), open.close()]));

/** Status of a call that offers this server, and the addresses that were tried to connect to. */
async function ask(issuer: string, fhirServer: string): Promise<[number, unknown[]]> {
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const fhirAuthorization = { access_token: 'x', token_type: 'Bearer', expires_in: 60, scope: 'x', subject: 'x' };
  const from = service.lines.length;
  const answer = await fetch(service.address + serviceUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(tokenFor(key, serviceUrl, { claims: { iss: issuer } })) },
    body: JSON.stringify({ ...call, fhirServer, fhirAuthorization }),
  });
  await service.logged(({ event }) => event === 'request', from);
  const tried = service.lines.slice(from).flatMap(({ event, to }) => (event === 'connection-attempt' ? [to] : []));
  return [answer.status, [...new Set(tried)]];
}

test('no way to write a loopback address is called, though it is on the client’s list; with allowPrivateAddresses each is', async () => {
  for (const host of loopback) {
    expect([host, ...(await ask(guarded, at(host, forbidden.address)))]).toEqual([host, 412, []]);
    open.requests.length = 0;
    const [status] = await ask(unguarded, at(host, open.base));
    expect([host, status, open.requests.length > 3]).toEqual([host, 200, true]);
  }
  expect(forbidden.connections()).toBe(0);
}, 60_000);

test('nor any other private address, nor a name that means one now and then', async () => {
  for (const host of otherPrivate) {
    const [status, tried] = await ask(guarded, at(host, forbidden.address));
    expect([host, status, tried.filter((to) => to !== nowhere)]).toEqual([host, 412, []]);
  }
  expect(forbidden.connections()).toBe(0);
}, 60_000);

test('the fake names do lead there where they may: the check of connections sees them', async () => {
  const [, tried] = await ask(unguarded, at('rebinding.example', forbidden.address));
  expect(tried).toEqual(['127.0.0.1']);
  expect(forbidden.connections()).toBeGreaterThan(0);
}, 60_000);

test('link-local addresses are not called whatever the client’s entry says', async () => {
  const before = forbidden.connections();
  for (const issuer of [guarded, unguarded])
    for (const host of never)
      expect([host, ...(await ask(issuer, at(host, forbidden.address)))]).toEqual([host, 412, []]);
  expect(forbidden.connections()).toBe(before);
}, 60_000);
