import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { withoutTrailingSlash } from '../values/base-url.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import { longestName, type TrustedClient } from './trusted-clients.ts';

/** A decoded token; nothing in it is verified yet. */
export interface DecodedToken {
  /** The encoded token. */
  readonly text: string;
  readonly header: ProtectedHeaderParameters;
  readonly payload: JWTPayload;
}

/** Throws a {@link Refusal} with the loggable claims. */
export type Refuse = (reason: RefusalReason) => never;

/** Tolerated clock difference, in seconds. */
export const leeway = 60;
const longestAge = 3600;
const longestLife = 86_400;
/** A token with a few claims has about 600 characters; 8 KiB is what proxies allow for one header. */
const longestToken = 8192;
/** A token for all addresses of a service has about fifteen. */
const mostAudiences = 100;

/**
 * The token of an `Authorization` header. Its length is checked before it is decoded.
 * @throws Refusal
 */
export function decodedToken(authorization: string | undefined): DecodedToken {
  if (authorization === undefined) throw new Refusal('no-token');
  const bearer = authorization.length <= longestToken && /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization);
  const text = bearer ? bearer[1] : undefined;
  if (text === undefined) throw new Refusal('malformed');
  try {
    return { text, header: decodeProtectedHeader(text), payload: decodeJwt(text) };
  } catch {
    throw new Refusal('malformed');
  }
}

/** The claims of a token that may be logged, truncated. */
export function loggableClaims({ header, payload: { iss, tenant } }: DecodedToken): Refusal['claims'] {
  const short = (value: unknown) => (typeof value === 'string' ? value.slice(0, 120) : undefined);
  const [issuer, of, key] = [short(iss), short(tenant), short(header.kid)];
  return { ...(issuer && { issuer }), ...(of && { tenant: of }), ...(key && { kid: key }) };
}

/** Refuses a token whose header does not match the client's entry. */
export function checkHeader({ header }: DecodedToken, client: TrustedClient, refuse: Refuse): void {
  if (header.typ !== 'JWT' || !isName(header.kid) || 'crit' in header) refuse('header');
  if (!client.algorithms.some((one) => one === header.alg)) refuse('algorithm');
  if ('jku' in client.keys && header.jku !== undefined && header.jku !== client.keys.jku) refuse('keys');
}

/** Refuses a token for another URL or another time; `now` is in seconds since 1970. */
export function checkClaims({ payload }: DecodedToken, url: string, now: number, refuse: Refuse): void {
  const { aud, exp, iat, jti } = payload;
  if (!isName(jti)) refuse('claims');
  const audiences: readonly unknown[] = [aud].flat();
  if (audiences.length > mostAudiences) refuse('audience');
  if (!audiences.some((one) => typeof one === 'string' && plainUrl(one) === url)) refuse('audience');
  if (typeof exp !== 'number' || typeof iat !== 'number') refuse('claims');
  else if (exp <= now - leeway || exp > now + longestLife + leeway) refuse('time');
  else if (iat > now + leeway || iat < now - longestAge - leeway) refuse('time');
}

/** The tenant that a token names; undefined if the client's tenants are not listed. */
export function tenantOf(
  { payload: { tenant } }: DecodedToken,
  client: TrustedClient,
  refuse: Refuse,
): string | undefined {
  if (client.tenants.length === 0) return undefined;
  return typeof tenant === 'string' && client.tenants.includes(tenant) ? tenant : refuse('tenant');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestName;
}

/** Ignores one doubled and one trailing slash, as the routes do. */
function plainUrl(url: string): string {
  return withoutTrailingSlash(url.replace(/(?<!:)\/\//, '/'));
}
