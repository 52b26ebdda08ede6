import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

/** A client of the service that signs with ES384. */
export interface BenchClient {
  /** Its entry in the TRUSTED_CLIENTS file. */
  readonly file: object;
  /** `count` one-time tokens. */
  sign(count: number): Promise<string[]>;
  /** Mean time to verify one token, in ms, over `count`. */
  verification(count: number): Promise<number>;
}

/** Creates a client with its own keys for calls of one URL. */
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
