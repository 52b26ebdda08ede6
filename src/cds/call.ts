import { Problem } from '../problem.ts';
import type { HookRequest } from './protocol.ts';
import type { FhirAccess } from './service.ts';

/** What a call says about the FHIR server: none, one that may be called, or one that may not. */
export type ServerOfCall = { readonly access: FhirAccess | undefined; readonly refused: boolean };

/** Bases that may be called, each without a trailing slash; `*` stands for any. */
export type AllowedServers = readonly string[];

/**
 * The FHIR server that a checked request offers. An expired token makes it as if none were offered; so does a server
 * that is not on the list, which is never called (its address comes from the caller).
 */
export function serverOf(request: HookRequest, allowed: AllowedServers): ServerOfCall {
  const { fhirServer, fhirAuthorization } = request;
  if (fhirServer == null) {
    if (fhirAuthorization != null) throw new Problem('malformed', ['fhirServer: required with fhirAuthorization']);
    return { access: undefined, refused: false };
  }
  if (fhirAuthorization && fhirAuthorization.expires_in <= 0) return { access: undefined, refused: false };
  const base = fhirServer.endsWith('/') ? fhirServer.slice(0, -1) : fhirServer;
  if (!isAllowed(base, allowed)) return { access: undefined, refused: true };
  return { access: { base, token: fhirAuthorization?.access_token }, refused: false };
}

function isAllowed(base: string, allowed: AllowedServers): boolean {
  const url = new URL(base);
  if (url.username || url.password || /[?#]/.test(base)) return false;
  return allowed.includes('*') || allowed.includes(base);
}
