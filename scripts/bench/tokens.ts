import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

/** A client of the service, which signs with ES384. */
export interface BenchClient {
  /** What the TRUSTED_CLIENTS file says of it. */
  readonly file: object;
  /** So many tokens, each to be used once. */
  sign(count: number): Promise<string[]>;
  /** Milliseconds that the verification of one token takes, over so many. */
  verification(count: number): Promise<number>;
}

/** A client with keys of its own, for calls of one address. */
export async function createClient(issuer: string, audience: string): Promise<BenchClient> {
  const { privateKey, publicKey } = await generateKeyPair('ES384');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES384', use: 'sig' }] };
  const sign = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        new SignJWT({ jti: crypto.randomUUID() })
          .setProtectedHeader({ alg: 'ES384', kid: 'bench', typ: 'JWT' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(privateKey),
      ),
    );
  return {
    file: { clients: [{ issuer, jwks }] },
    sign,
    verification: async (count) => {
      const [tokens, keys] = [await sign(count), createLocalJWKSet(jwks)];
      const started = performance.now();
      for (const token of tokens) await jwtVerify(token, keys, { issuer, audience, algorithms: ['ES384'] });
      return (performance.now() - started) / count;
    },
  };
}
