import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { KeySets } from './key-sets.ts';
import type { TrustedClient } from './trusted-clients.ts';

/** Why a call was refused; for log and metrics only, never for the caller. */
export type RefusalReason =
  | 'no-token'
  | 'malformed'
  | 'issuer'
  | 'header'
  | 'algorithm'
  | 'audience'
  | 'time'
  | 'claims'
  | 'tenant'
  | 'keys'
  | 'signature'
  | 'replayed';

/** A call that is not let in. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** What of the token may be logged. */
  readonly said: { readonly issuer?: string; readonly tenant?: string; readonly kid?: string };

  constructor(reason: RefusalReason, said: Refusal['said'] = {}) {
    super(reason);
    this.reason = reason;
    this.said = said;
  }
}

/** Who calls. */
export interface Caller {
  readonly client: TrustedClient;
  /** Only where the client's tenants are listed. */
  readonly tenant: string | undefined;
  /**
   * Rejects with a {@link Refusal} where the token was used before. It runs beside the reads and must be awaited before
   * anything is answered or stored.
   */
  readonly fresh: Promise<void>;
}

export interface ClientAuthOptions {
  readonly clients: () => readonly TrustedClient[];
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly keySets: KeySets;
  /** Marks a token as used until it expires (ms since 1970); false where it was used before, on any replica. */
  readonly useToken: (issuer: string, jti: string, expires: number) => Promise<boolean>;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** Lets a call in by its `Authorization` header and the path that it was sent to. */
export type ClientAuth = (authorization: string | undefined, path: string) => Promise<Caller>;

const leeway = 60;
const longestAge = 3600;
const longestLife = 86_400;

/**
 * Authenticates CDS clients by their signed tokens (CDS Hooks 2.0.1, "Trusting CDS Clients"). Claims are checked before the
 * signature, which costs most; a token is used up only by a good signature.
 * @throws Refusal
 */
export function createClientAuth(options: ClientAuthOptions): ClientAuth {
  return async (authorization, path) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Refusal(authorization === undefined ? 'no-token' : 'malformed');
    const { header, payload } = decoded(token);
    const client = options.clients().find(({ issuer }) => issuer === payload.iss);
    const said = saidBy(header.kid, payload);
    const refuse = (reason: RefusalReason): never => {
      throw new Refusal(reason, said);
    };
    if (client === undefined) return refuse('issuer');
    checkHeader(header, client, refuse);
    checkClaims(payload, `${options.publicUrl}${path}`, options.now(), refuse);
    const tenant = tenantOf(payload, client, refuse);
    await verify(token, client, options.keySets.of(client), options.now(), refuse);
    const expires = (Number(payload.exp) + leeway) * 1000;
    const fresh = options.useToken(client.issuer, String(payload.jti), expires).then((first) => {
      if (!first) refuse('replayed');
    });
    // Who awaits it comes later; until then a refusal is nobody's unhandled rejection.
    fresh.catch(() => {});
    return { client, tenant, fresh };
  };
}

type Refuse = (reason: RefusalReason) => never;
type Header = ReturnType<typeof decodeProtectedHeader>;

function decoded(token: string): { header: Header; payload: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch {
    throw new Refusal('malformed');
  }
}

function saidBy(kid: unknown, { iss, tenant }: JWTPayload): Refusal['said'] {
  const short = (value: unknown) => (typeof value === 'string' ? value.slice(0, 120) : undefined);
  const [issuer, of, key] = [short(iss), short(tenant), short(kid)];
  return { ...(issuer && { issuer }), ...(of && { tenant: of }), ...(key && { kid: key }) };
}

function checkHeader(header: Header, client: TrustedClient, refuse: Refuse): void {
  if (header.typ !== 'JWT' || typeof header.kid !== 'string' || header.kid === '' || 'crit' in header) refuse('header');
  if (!client.algorithms.some((one) => one === header.alg)) refuse('algorithm');
  if ('jku' in client.keys && header.jku !== undefined && header.jku !== client.keys.jku) refuse('keys');
}

function checkClaims(payload: JWTPayload, url: string, now: number, refuse: Refuse): void {
  const { aud, exp, iat, jti } = payload;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) refuse('claims');
  if (![aud].flat().some((one) => typeof one === 'string' && plainUrl(one) === url)) refuse('audience');
  if (typeof exp !== 'number' || typeof iat !== 'number') refuse('claims');
  else if (exp <= now - leeway || exp > now + longestLife + leeway) refuse('time');
  else if (iat > now + leeway || iat < now - longestAge - leeway) refuse('time');
}

/** One doubled and one trailing slash are ignored, as in the routes. */
function plainUrl(url: string): string {
  return url.replace(/(?<!:)\/\//, '/').replace(/\/$/, '');
}

function tenantOf({ tenant }: JWTPayload, client: TrustedClient, refuse: Refuse): string | undefined {
  if (client.tenants.length === 0) return undefined;
  return typeof tenant === 'string' && client.tenants.includes(tenant) ? tenant : refuse('tenant');
}

async function verify(
  token: string,
  { issuer, algorithms }: TrustedClient,
  keys: ReturnType<KeySets['of']>,
  now: number,
  refuse: Refuse,
): Promise<void> {
  try {
    await jwtVerify(token, keys, {
      algorithms: [...algorithms],
      issuer,
      typ: 'JWT',
      clockTolerance: leeway,
      currentDate: new Date(now * 1000),
    });
  } catch (error) {
    refuse(error instanceof errors.JWSSignatureVerificationFailed ? 'signature' : 'keys');
  }
}
