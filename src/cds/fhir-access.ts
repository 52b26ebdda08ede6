import { Problem } from '../problem.ts';
import { type BaseUrl, parseBaseUrl } from '../values/base-url.ts';
import type { HookRequest } from './protocol.ts';
import type { FhirAccess } from './service.ts';
import type { TrustedClient } from './trusted-clients.ts';

/** The FHIR server that a call offers: none, an allowed one, or one that is refused. */
export type ServerOfCall = { readonly access: FhirAccess | undefined; readonly refused: boolean };

/** The FHIR servers that may be called, and on whose behalf; plain data, since another thread may have to know. */
export interface AllowedServers {
  /** The client's issuer, or `open` where callers need no token. */
  readonly client: string;
  /** `*` stands for any. */
  readonly bases: readonly (BaseUrl | '*')[];
  readonly reach: FhirAccess['reach'];
  /** Those of which the EHR launches the thread of care. */
  readonly launching: readonly BaseUrl[];
}

/** The servers of the setting FHIR_SERVERS, and those of them that launch the thread of care. */
export function allowListOf(
  bases: AllowedServers['bases'],
  launching: AllowedServers['launching'] = [],
): AllowedServers {
  return { client: 'open', bases, reach: 'any', launching };
}

/** The servers of one client's entry: https unless it allows http. */
export function serversOf({
  issuer,
  fhirServers,
  allowHttp,
  allowPrivateAddresses,
  smart,
}: TrustedClient): AllowedServers {
  const bases = fhirServers.filter((base) => allowHttp || base.startsWith('https:'));
  return {
    client: issuer,
    bases,
    reach: allowPrivateAddresses ? 'private' : 'public',
    launching: smart === undefined ? [] : bases,
  };
}

/** What a call needs to know of its tenant's site. */
export interface SiteOfCall {
  readonly decisions: string;
  readonly fhirServer: BaseUrl | undefined;
  /** The app's registration there, where it is not the client's. */
  readonly smart: object | undefined;
}

/** The servers of a client together with that of the tenant's site, which no other tenant may have called. */
export function withSite(
  allowed: AllowedServers,
  site: SiteOfCall | undefined,
  client: Pick<TrustedClient, 'allowHttp' | 'smart'> | undefined,
): AllowedServers {
  const base = site?.fhirServer;
  if (base === undefined || (client !== undefined && !client.allowHttp && !base.startsWith('https:'))) return allowed;
  const launches = (site?.smart ?? client?.smart) !== undefined;
  return {
    ...allowed,
    bases: [...allowed.bases, base],
    launching: launches ? [...allowed.launching, base] : allowed.launching,
  };
}

/**
 * The FHIR server that a validated request offers. A server with an expired token, or one that is not allowed, counts as
 * none: its address comes from the caller and must never be called.
 */
export function serverOf(
  request: Pick<HookRequest, 'fhirServer' | 'fhirAuthorization'>,
  allowed: AllowedServers,
): ServerOfCall {
  const { fhirServer, fhirAuthorization } = request;
  if (fhirServer == null) {
    if (fhirAuthorization != null) throw new Problem('malformed', ['fhirServer: required with fhirAuthorization']);
    return { access: undefined, refused: false };
  }
  if (fhirAuthorization && fhirAuthorization.expires_in <= 0) return { access: undefined, refused: false };
  const base = parseBaseUrl(fhirServer);
  const { client, bases, reach } = allowed;
  if (base === undefined || !(bases.includes('*') || bases.includes(base))) return { access: undefined, refused: true };
  return { access: { client, base, token: fhirAuthorization?.access_token, reach }, refused: false };
}

/** Whether the EHR of a call launches the thread of care: that of its FHIR server, or, where it names none, of any. */
export function isLaunching({ fhirServer }: Pick<HookRequest, 'fhirServer'>, { launching }: AllowedServers): boolean {
  if (fhirServer == null) return launching.length > 0;
  const base = parseBaseUrl(fhirServer);
  return base !== undefined && launching.includes(base);
}
