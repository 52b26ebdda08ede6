import { type CryptoKey, errors, type JWTHeaderParameters, jwtVerify } from 'jose';
import type { SignatureGuard } from './failed-signatures.ts';
import type { KnownClients } from './key-sets.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import { checkClaims, checkHeader, decodedToken, leeway, loggableClaims, tenantOf } from './token-claims.ts';
import type { TrustedClient } from './trusted-clients.ts';

/** An authenticated client, and its token that is still to be used up. */
export interface Caller {
  readonly client: TrustedClient;
  /** Only where the client's tenants are listed. */
  readonly tenant: string | undefined;
  /**
   * Marks the token as used on its first call; rejects with a {@link Refusal} if it was used before. Must be awaited before
   * anything is answered or stored, but must not be called for a 429 or 503, after which the same token may be sent again.
   */
  readonly useToken: () => Promise<void>;
}

/** Tokens that were used, so that none is accepted twice. */
export interface UsedTokens {
  /** True if this process knows that the token was used. */
  has(issuer: string, jti: string): boolean;
  /** Marks the token as used until `expires` (ms since 1970); false if it was used before, on any replica. */
  use(issuer: string, jti: string, expires: number): Promise<boolean>;
}

export interface ClientAuthOptions {
  readonly clients: KnownClients;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly signatures: SignatureGuard;
  readonly usedTokens: UsedTokens;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** The parts of a request that authenticate it. */
export interface CallToAuthenticate {
  readonly authorization: string | undefined;
  /** Path of the matched route; the token's audience must name it. */
  readonly path: string;
  /** Network address of the caller. */
  readonly address: string;
}

/** Authenticates one request. */
export type ClientAuth = (call: CallToAuthenticate) => Promise<Caller>;

/**
 * Authenticates CDS clients by their signed tokens (CDS Hooks 2.0.1, "Trusting CDS Clients"). Claims are checked before the
 * signature, which costs most; a token is used up only by a good signature, and only when {@link Caller.useToken} is called.
 * @throws Refusal
 */
export function createClientAuth(options: ClientAuthOptions): ClientAuth {
  const { usedTokens, now } = options;
  return async ({ authorization, path, address }) => {
    const token = decodedToken(authorization);
    const claims = loggableClaims(token);
    const refuse = (reason: RefusalReason): never => {
      throw new Refusal(reason, claims);
    };
    const { client, keys } = options.clients.of(token.payload.iss) ?? refuse('issuer');
    checkHeader(token, client, refuse);
    checkClaims(token, `${options.publicUrl}${path}`, now(), refuse);
    const tenant = tenantOf(token, client, refuse);
    const jti = String(token.payload.jti);
    if (usedTokens.has(client.issuer, jti)) refuse('replayed');
    const refuseKey = () => refuse('keys');
    // Fetched before the signature is queued for verification, so that a slow key server delays nobody else.
    const key = await keys.find(token.header as JWTHeaderParameters).catch(refuseKey);
    const check = () => isSigned(token.text, key, client, now());
    const isGood = await options.signatures.check(address, client.issuer, check).catch(refuseKey);
    if (!isGood) refuse(isGood === undefined ? 'too-many-failures' : 'signature');
    const expires = (Number(token.payload.exp) + leeway) * 1000;
    let use: Promise<void> | undefined;
    const useToken = () => {
      use ??= usedTokens.use(client.issuer, jti, expires).then((isFirst) => {
        if (!isFirst) refuse('replayed');
      });
      return use;
    };
    return { client, tenant, useToken };
  };
}

/** Whether the signature is valid; rejects if the key does not fit the algorithm. */
async function isSigned(text: string, key: CryptoKey, { issuer, algorithms }: TrustedClient, now: number) {
  const currentDate = new Date(now * 1000);
  try {
    await jwtVerify(text, key, {
      algorithms: [...algorithms],
      issuer,
      typ: 'JWT',
      clockTolerance: leeway,
      currentDate,
    });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}
