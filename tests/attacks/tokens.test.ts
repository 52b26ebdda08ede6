import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  bearer,
  ecKey,
  issuer,
  publicUrl,
  rsaKey,
  serviceUrl,
  signed,
  tokenFor,
  trusting,
} from '../support/client-tokens.ts';
import { exampleCall } from '../support/example.ts';
import { startForbiddenServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

const [ec, rsa] = [ecKey('ec'), rsaKey('rsa')];
const body = JSON.stringify(exampleCall({ hook: 'patient-view' }));
const env = trusting([{ issuer, jwks: { keys: [ec.jwk, rsa.jwk] } }]);

let service: RunningService;
beforeAll(async () => {
  service = await startService({ ...env, RATE_LIMIT_PER_SECOND: '0' });
});
afterAll(endServices);

const post = (headers: Readonly<Record<string, string>>, path = serviceUrl) =>
  fetch(service.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: path === serviceUrl ? body : '{"feedback":[]}',
  });
const statusOf = async (token: string) => (await post(bearer(token))).status;
const claimsNow = (jti: string) => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: publicUrl + serviceUrl, iat: now, exp: now + 300, jti };
};

test('a token without a signature, or with one made of what everybody knows, is refused; a good one is not', async () => {
  expect([await statusOf(tokenFor(ec)), await statusOf(tokenFor(rsa))]).toEqual([200, 200]);
  const nothing = () => Buffer.alloc(0);
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'ES384', 'RS384', undefined, null, 0])
    for (const kid of ['ec', 'rsa'])
      expect([alg, await statusOf(signed({ alg, kid, typ: 'JWT' }, claimsNow('none'), nothing))]).toEqual([alg, 401]);
  // The public key is no secret: as one of HMAC it signs nothing (RFC 8725, 2.1).
  const publicTexts = [ec, rsa].flatMap(({ pem, jwk }) => [
    pem,
    pem.trim(),
    JSON.stringify(jwk),
    JSON.stringify({ keys: [jwk] }),
  ]);
  for (const [alg, digest] of [
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
    ['ES384', 'sha384'],
  ] as const)
    for (const text of publicTexts)
      for (const kid of ['ec', 'rsa']) {
        const withText = (data: string) => createHmac(digest, text).update(data).digest();
        const token = signed({ alg, kid, typ: 'JWT' }, claimsNow('hmac'), withText);
        expect([alg, await statusOf(token)]).toEqual([alg, 401]);
      }
});

test('a key is good for its own kind of algorithm alone, and a signature for its own token', async () => {
  const as = (key: typeof ec, header: object) => statusOf(tokenFor(key, serviceUrl, { header }));
  for (const [key, header] of [
    [ec, { alg: 'RS384' }],
    [ec, { alg: 'RS384', kid: 'rsa' }],
    [ec, { kid: 'rsa' }],
    [rsa, { alg: 'ES384' }],
    [rsa, { alg: 'ES384', kid: 'ec' }],
    [rsa, { kid: 'ec' }],
  ] as const)
    expect([header, await as(key, header)]).toEqual([header, 401]);
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const wrongCurve = (text: string) => sign('sha384', Buffer.from(text), { key: curve, dsaEncoding: 'ieee-p1363' });
  const der = (text: string) => sign('sha384', Buffer.from(text), ec.privateKey);
  const zeros = () => Buffer.alloc(96);
  for (const withIt of [wrongCurve, der, zeros])
    expect(await statusOf(signed({ alg: 'ES384', kid: 'ec', typ: 'JWT' }, claimsNow('x'), withIt))).toBe(401);
  const [[header, claims, signature], [, otherClaims]] = [tokenFor(ec).split('.'), tokenFor(ec).split('.')];
  for (const parts of [
    [header, otherClaims, signature],
    [header, claims, ''],
    [header, claims],
    [header, claims, signature, signature],
    [header, claims, `${signature}=`],
    [header, `${claims} `, signature],
    ['', claims, signature],
    [claims, header, signature],
  ])
    expect([parts.length, await statusOf(parts.join('.'))]).toEqual([parts.length, 401]);
  expect(await statusOf([header, claims, signature].join('.'))).toBe(200);
});

test('a key that the token itself brings, or an address of one, is not looked at', async () => {
  const forbidden = await startForbiddenServer();
  const [own, address] = [ecKey(), `${forbidden.address}/keys`];
  for (const header of [
    { jwk: own.jwk },
    { jwk: own.jwk, kid: 'ec' },
    { jku: address },
    { jku: address, kid: 'ec' },
    { x5u: address, kid: 'ec' },
    { x5c: [own.pem.replace(/-.*-|\n/g, '')], kid: 'ec' },
    { kid: `${forbidden.address}/key.pem` },
    { kid: '../../../../dev/null' },
    { kid: "ec' or '1'='1" },
    { kid: '__proto__' },
    { kid: 'constructor' },
  ])
    expect([header, await statusOf(tokenFor(own, serviceUrl, { header }))]).toEqual([header, 401]);
  expect(await statusOf(tokenFor(ec, serviceUrl, { header: { jku: address, jwk: own.jwk, x5u: address } }))).toBe(200);
  expect(forbidden.connections()).toBe(0);
  await forbidden.close();
});

test('a token is let in once, however many come with it at the same moment, and on whatever route', async () => {
  const token = bearer(tokenFor(ec));
  const answers = await Promise.all(Array.from({ length: 30 }, () => post(token)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBe(1);
  expect(statuses.filter((status) => status === 401).length).toBe(29);
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies.filter((_, index) => statuses[index] === 401)).size).toBe(1);

  const both = bearer(
    tokenFor(ec, '', { claims: { aud: [publicUrl + serviceUrl, `${publicUrl}${serviceUrl}/feedback`] } }),
  );
  expect((await post(both, `${serviceUrl}/feedback`)).status).toBe(200);
  expect((await post(both)).status).toBe(401);
});

test('what is wrong with a call that comes with a used token is told to nobody', async () => {
  const token = bearer(tokenFor(ec));
  expect((await post(token)).status).toBe(200);
  for (const content of ['{', '{}', '{"__proto__":1}', body]) {
    const answer = await fetch(service.address + serviceUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...token },
      body: content,
    });
    expect([content.slice(0, 20), answer.status]).toEqual([content.slice(0, 20), 401]);
  }
});

test('strange Authorization headers are refused', async () => {
  const token = tokenFor(ec);
  for (const authorization of [
    '',
    'Bearer',
    'Bearer ',
    token,
    `Bearer: ${token}`,
    `Bearer  ${token}`,
    `Bearer ${token} ${token}`,
    `Bearer ${token}, Bearer ${token}`,
    `Basic ${token}`,
    `Token ${token}`,
    `Bearer "${token}"`,
    'Bearer ..',
    'Bearer e30.e30.e30',
    'Bearer bnVsbA.bnVsbA.bnVsbA',
    `Bearer ${'x'.repeat(6000)}.x.x`,
  ])
    expect([authorization.slice(0, 12), (await post({ authorization })).status]).toEqual([
      authorization.slice(0, 12),
      401,
    ]);
  expect((await post({ authorization: `bearer ${token}` })).status).toBe(200);
  expect((await fetch(`${service.address}${serviceUrl}?access_token=${tokenFor(ec)}`, { method: 'POST' })).status).toBe(
    401,
  );
});

test('a token or a name in it that is too long is refused', async () => {
  const long = (length: number) => 'x'.repeat(length);
  const withClaims = (claims: object) => statusOf(tokenFor(ec, serviceUrl, { claims }));
  const aud = (count: number) => [...Array.from({ length: count - 1 }, () => 'a'), publicUrl + serviceUrl];
  const jti = () => `${Math.random()}`.padEnd(256, 'x');
  expect([await withClaims({ aud: aud(100) }), await withClaims({ aud: aud(101) })]).toEqual([200, 401]);
  expect([await withClaims({ jti: jti() }), await withClaims({ jti: `${jti()}x` })]).toEqual([200, 401]);
  expect([await withClaims({ extra: long(5000) }), await withClaims({ extra: long(6200) })]).toEqual([200, 401]);
  expect(await statusOf(tokenFor(ec, serviceUrl, { header: { kid: long(257) } }))).toBe(401);
  expect(await statusOf(tokenFor(ec, serviceUrl, { header: { extra: long(6200) } }))).toBe(401);
  for (const claims of [{ iss: long(4000) }, { tenant: long(4000), iss: 'https://unknown.example.org' }])
    expect(await withClaims(claims)).toBe(401);
});

test('the client file is read again on a change and on SIGHUP; a broken one keeps the old and says so', async () => {
  const file = env.TRUSTED_CLIENTS;
  const write = (text: string) => writeFileSync(file, text);
  const listing = (...keys: (typeof ec)[]) =>
    JSON.stringify({ clients: [{ issuer, jwks: { keys: keys.map(({ jwk }) => jwk) } }] });
  const told = (event: string, from: number) =>
    service.logged((line) => line.event === event && line.setting === 'TRUSTED_CLIENTS', from);
  const another = ecKey('another');

  let from = service.lines.length;
  write(listing(ec, another));
  await told('site-file-read', from);
  expect([await statusOf(tokenFor(another)), await statusOf(tokenFor(rsa)), await statusOf(tokenFor(ec))]).toEqual([
    200, 401, 200,
  ]);
  for (const broken of [
    '{',
    '',
    '{"clients":[]}',
    `{"clients":[{"issuer":"${issuer}"}]}`,
    JSON.stringify({ clients: [{ issuer, jwks: { keys: [{ kty: 'oct', k: 'eA', kid: 'ec' }] } }] }),
    JSON.stringify({ clients: [{ issuer, jwks: { keys: [ec.jwk] }, algorithms: ['HS256'] }] }),
    JSON.stringify({ clients: [{ issuer, jwks: { keys: [ec.jwk] }, algorithms: ['none'] }] }),
    listing(ec).replace('"jwks"', '"jwkS"'),
  ]) {
    from = service.lines.length;
    write(broken);
    service.child.kill('SIGHUP');
    await told('site-file-broken', from);
    expect([broken, await statusOf(tokenFor(another)), await statusOf(tokenFor(rsa))]).toEqual([broken, 200, 401]);
  }
  from = service.lines.length;
  write(listing(ec, rsa));
  service.child.kill('SIGHUP');
  await told('site-file-read', from);
  expect([await statusOf(tokenFor(rsa)), await statusOf(tokenFor(another))]).toEqual([200, 401]);

  // A key file alone is watched too, from the time on when the client file names it.
  const keyFile = join(dirname(file), 'keys.json');
  const keys = (...all: (typeof ec)[]) => writeFileSync(keyFile, JSON.stringify({ keys: all.map(({ jwk }) => jwk) }));
  keys(ec);
  from = service.lines.length;
  write(JSON.stringify({ clients: [{ issuer, jwksFile: 'keys.json' }] }));
  await told('site-file-read', from);
  expect([await statusOf(tokenFor(ec)), await statusOf(tokenFor(rsa))]).toEqual([200, 401]);
  from = service.lines.length;
  keys(rsa, another);
  await told('site-file-read', from);
  expect([await statusOf(tokenFor(ec)), await statusOf(tokenFor(rsa))]).toEqual([401, 200]);
  from = service.lines.length;
  writeFileSync(keyFile, '{"keys":');
  await told('site-file-broken', from);
  expect(await statusOf(tokenFor(rsa))).toBe(200);
  keys(another);
  from = service.lines.length;
  write(JSON.stringify({ clients: [{ issuer, jwksFile: keyFile }] }));
  await told('site-file-read', from);
  expect([await statusOf(tokenFor(another)), await statusOf(tokenFor(rsa))]).toEqual([200, 401]);
}, 60_000);
