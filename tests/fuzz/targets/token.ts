import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { startApp } from '../../support/app.ts';
import { ecKey, issuer, publicUrl, rsaKey, signed, trusting } from '../../support/client-tokens.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';
import { damaged, textsOf } from '../texts.ts';
import { assertRefusal } from './answers.ts';

/** A token that has been changed before it was signed, and how it was signed and sent. Times are relative to now. */
interface Token {
  readonly header: unknown;
  readonly claims: unknown;
  readonly signature: 'own' | 'forged' | 'none';
  /** Edits of the header field as a whole, by which a part of it goes or something else comes. */
  readonly authorization: string;
}

const path = '/cds-services';
const tenant = 'practice-1';
const usual = {
  header: { alg: 'ES384', kid: 'ec', typ: 'JWT' },
  claims: { iss: issuer, aud: `${publicUrl}${path}`, iat: 0, exp: 300, jti: 'made anew', tenant },
};
const times = [0, -61, 61, -3700, 90_000, 1e21, -1e308, 0.5];
const headerField = ['Bearer ', 'bearer ', 'Bearer', 'Basic ', 'TOKEN', '.', '=', ' ', ',', 'é', 'eyJ', '\u0000'];

const tokens: fc.Arbitrary<Token> = fc
  .record({
    parts: fc.option(mutations(2), { freq: 2, nil: [] }).map((changes) => mutated(usual, changes)),
    time: fc.constantFrom(undefined, undefined, undefined, ...times),
    signature: fc.constantFrom('own', 'own', 'own', 'forged', 'none'),
    authorization: fc.oneof(
      { weight: 6, arbitrary: fc.constant('Bearer TOKEN') },
      { weight: 1, arbitrary: textsOf(headerField) },
      { weight: 1, arbitrary: damaged(fc.constant('Bearer TOKEN')) },
    ),
  })
  .map(({ parts, time, ...rest }) => {
    const { header, claims } = (parts ?? {}) as { header?: unknown; claims?: Record<string, unknown> };
    const isPlain = typeof claims === 'object' && claims !== null && !Array.isArray(claims);
    return { header, claims: time !== undefined && isPlain ? { ...claims, exp: time } : claims, ...rest };
  });

/** Signed tokens that are changed in every part: whoever changes anything that counts is not let in. */
export const token: Target<Token> = {
  name: 'token',
  inputs: tokens,
  runs: 1000,
  reach: 0.15,
  start: async () => {
    const [own, forged] = [ecKey('ec'), ecKey('ec')];
    const clients = [{ issuer, tenants: [tenant], jwks: { keys: [own.jwk, rsaKey('rsa').jwk] } }];
    const site = await startApp({ env: { ...trusting(clients), RATE_LIMIT_PER_SECOND: '0' } });
    let address = 0;
    return {
      try: async ({ header, claims, signature, authorization }) => {
        const now = Math.floor(Date.now() / 1000);
        const absolute = withTimes(claims, now);
        const text = signed((header ?? null) as object, absolute as object, (input) =>
          signature === 'none' ? Buffer.alloc(0) : (signature === 'own' ? own : forged).sign(input),
        );
        address += 1;
        const answer = await site.app.inject({
          method: 'GET',
          url: path,
          headers: { authorization: authorization.replace('TOKEN', text).replace(/[^\x20-\xff]/g, '?') },
          // Those who are refused are counted by their address.
          remoteAddress: `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
        });
        if (answer.statusCode !== 200) assertRefusal(answer, [401]);
        else assertRightful(header, absolute, signature, now);
        return answer.statusCode === 200;
      },
      stop: site.close,
    };
  },
};

/** As JSON.parse reads them, each with an id that was never used. */
function withTimes(claims: unknown, now: number): unknown {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return claims ?? null;
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (name === 'jti' && value === 'made anew') return [name, randomUUID()];
      return [name, (name === 'iat' || name === 'exp') && typeof value === 'number' ? now + value : value];
    }),
  );
}

function assertRightful(header: unknown, claims: unknown, signature: Token['signature'], now: number): void {
  assert.equal(signature, 'own');
  const { alg, kid, typ, crit } = header as Record<string, unknown>;
  assert.deepEqual({ alg, kid, typ, crit }, { ...usual.header, crit: undefined });
  const { iss, aud, exp, iat, jti, tenant: named } = claims as Record<string, unknown>;
  assert.deepEqual({ iss, named }, { iss: issuer, named: tenant });
  assert.ok([aud].flat().some((one) => String(one).replace(/\/$/, '') === usual.claims.aud));
  assert.ok(typeof jti === 'string' && jti !== '');
  assert.ok(Number(exp) > now - 120 && Math.abs(Number(iat) - now) < 3720);
}
