import { z } from 'zod';
import { canonicalHost, isLoopback } from '../values/hosts.ts';

/** Scopes without which no session can be made of a launch: in the EHR, by whom (SMART App Launch 2.2, 3.0.3). */
const neededScopes = ['launch', 'openid', 'fhirUser'] as const;

/** Scopes are tokens of RFC 6749, 3.3; those of SMART have no quotation mark or backslash either. */
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'is not a scope');

/**
 * An origin as browsers write it (RFC 6454, 6.1). It goes into a content security policy, where `;` and `,` would end it, and
 * a URL's host may hold either.
 */
const origin = z.string().refine((text) => {
  const url = URL.parse(text);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.origin === text && canonicalHost(url.hostname) !== undefined
  );
}, 'is not an origin, for example https://ehr.example.org');

/** How a client's EHR launches the thread of care (SMART App Launch 2.2). */
export const smartRegistration = z.strictObject({
  clientId: z.string().min(1).max(256),
  authentication: z.enum(['none', 'private_key_jwt']),
  launchOrigins: z.array(origin).min(1).max(20),
  scopes: z
    .array(scope)
    .max(100)
    .refine((scopes) => neededScopes.every((needed) => scopes.includes(needed)), {
      error: `must have ${neededScopes.join(', ')}`,
    })
    .optional(),
});

/** Whether a page may come from this origin: https, or http on loopback or where the client's entry allows it. */
export function isSafeOrigin(text: string, allowHttp: boolean): boolean {
  const url = URL.parse(text);
  // What is no URL is refused as an origin.
  return url === null || url.protocol === 'https:' || allowHttp || isLoopback(url.hostname);
}

/** What a FHIR base launches must be one client: the first base that two clients register, or undefined. */
export function baseOfTwo(
  clients: readonly { readonly smart?: object | undefined; readonly fhirServers: readonly string[] }[],
): string | undefined {
  const bases = clients.flatMap(({ smart, fhirServers }) => (smart === undefined ? [] : [...new Set(fhirServers)]));
  return bases.find((base, index) => bases.indexOf(base) !== index);
}
