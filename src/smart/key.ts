import { type CryptoKey, calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { z } from 'zod';

/** The key by which an EHR recognises this service (SMART App Launch 2.2, 6: ES384 or RS384). */
export interface SmartKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** Its public half, as the EHR registers it. */
  readonly publicKey: JWK;
}

const part = z.string().regex(/^[\w-]+$/);
const named = { kid: z.string().min(1).max(256).optional() };
const privateKey = z.union([
  z.object({ kty: z.literal('EC'), crv: z.literal('P-384'), x: part, y: part, d: part, ...named }),
  z.object({
    ...{ kty: z.literal('RSA'), n: part, e: part, d: part, p: part, q: part, dp: part, dq: part, qi: part },
    ...named,
  }),
]);

/**
 * The key of a parsed file. A key without `kid` has its thumbprint for it (RFC 7638).
 * @throws Error that says what is wrong with the file, and holds nothing of it
 */
export async function smartKeyOf(json: unknown): Promise<SmartKey> {
  const { data } = privateKey.safeParse(json);
  if (data === undefined) throw new Error('is not a private JWK on P-384 or of RSA');
  const jwk = data as typeof data & JWK;
  const alg = jwk.kty === 'EC' ? 'ES384' : 'RS384';
  try {
    const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk));
    const key = (await importJWK(jwk, alg)) as CryptoKey;
    const open = jwk.kty === 'EC' ? { crv: jwk.crv, x: jwk.x, y: jwk.y } : { n: jwk.n, e: jwk.e };
    return { kid, privateKey: key, publicKey: { kty: jwk.kty, ...open, kid, alg, use: 'sig' } };
  } catch {
    throw new Error('is not a key that can be used');
  }
}
