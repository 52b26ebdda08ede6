import { Problem } from '../problem.ts';
import { type BaseUrl, parseBaseUrl } from '../values/base-url.ts';
import type { HookRequest } from './protocol.ts';
import type { FhirAccess } from './service.ts';
import { isServerAllowed, type TrustedClient } from './trusted-clients.ts';

/** What a call says about the FHIR server: none, one that may be called, or one that may not. */
export type ServerOfCall = { readonly access: FhirAccess | undefined; readonly refused: boolean };

/** Which FHIR servers may be called. */
export interface AllowedServers {
  /** Whose they are: a client's issuer, or `open` where nobody has to say who calls. */
  readonly client: string;
  has(base: BaseUrl): boolean;
  readonly reach: FhirAccess['reach'];
}

/** Bases that whoever runs this service has listed; `*` stands for any. */
export function allowListOf(bases: readonly (BaseUrl | '*')[]): AllowedServers {
  return { client: 'open', has: (base) => bases.includes('*') || bases.includes(base), reach: 'any' };
}

/** The servers of one client. */
export function serversOf(client: TrustedClient): AllowedServers {
  return {
    client: client.issuer,
    has: (base) => isServerAllowed(client, base),
    reach: client.allowPrivateAddresses ? 'private' : 'public',
  };
}

/**
 * The FHIR server that a checked request offers. An expired token makes it as if none were offered; so does a server
 * that may not be called, which then never is (its address comes from the caller).
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
  if (base === undefined || !allowed.has(base)) return { access: undefined, refused: true };
  const { client, reach } = allowed;
  return { access: { client, base, token: fhirAuthorization?.access_token, reach }, refused: false };
}
