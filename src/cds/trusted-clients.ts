import { z } from 'zod';
import { baseUrl } from '../values/base-url.ts';
import { baseOfTwo, isSafeOrigin, smartRegistration } from './smart-registration.ts';

/** The signature algorithms that a client may use: asymmetric ones only (CDS Hooks, "Trusting CDS Clients"). */
const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'] as const;

const jwk = z.looseObject({ kty: z.enum(['EC', 'RSA', 'OKP'], 'must be an asymmetric key') });
const keySet = z.looseObject({ keys: z.array(jwk) });
const url = z.url({ protocol: /^https?$/ });
const list = z.array(z.string().min(1)).default([]);

/** Maximum characters of an issuer, a tenant, and a token's `kid` and `jti`: they are compared, stored and logged. */
export const longestName = 256;
const name = z.string().min(1).max(longestName);

/** One client, as an integrator writes it. */
export const clientEntry = z
  .strictObject({
    issuer: name.describe('`iss` of its tokens'),
    jwks: keySet.optional().describe('Its public keys'),
    jwksFile: z
      .string()
      .min(1)
      .optional()
      .describe('File with its public keys; a relative path begins beside this file'),
    jku: url.optional().describe('Address of its public keys; a token that names another is refused'),
    algorithms: z.array(z.enum(algorithms)).min(1).default(['ES384', 'RS384']).describe('Algorithms it may sign with'),
    tenants: z.array(name).default([]).describe('Tenants it may speak for; where there are any, tokens must name one'),
    fhirServers: z.array(baseUrl).prefault([]).describe('FHIR base URLs that it may have called'),
    allowHttp: z.boolean().default(false).describe('http is allowed for its FHIR servers and keys'),
    allowPrivateAddresses: z
      .boolean()
      .default(false)
      .describe('Loopback and private addresses are allowed for its FHIR servers and keys'),
    origins: list.describe('Origins of its browser pages'),
    hooks: z.array(z.string().min(1)).optional().describe('Hooks it may call; all where left out'),
    smart: smartRegistration
      .optional()
      .describe(
        'Lets its EHR open the thread of care (SMART App Launch): `clientId`, `authentication` (`none`, or `private_key_jwt` with SMART_KEY), `launchOrigins` (those of the pages that may frame it) and, where the EHR grants other scopes than docs/integrate.md names, `scopes`. Each of its `fhirServers` may then be the `iss` of a launch',
      ),
  })
  .refine(({ smart, allowHttp }) => smart?.launchOrigins.every((origin) => isSafeOrigin(origin, allowHttp)) ?? true, {
    error: 'must be https, except on loopback or with allowHttp',
    path: ['smart', 'launchOrigins'],
  })
  .refine(({ smart, fhirServers }) => smart === undefined || fhirServers.length > 0, {
    error: 'must have the FHIR servers that launch it',
    path: ['fhirServers'],
  })
  .refine(({ jwks, jwksFile, jku }) => [jwks, jwksFile, jku].filter((one) => one !== undefined).length === 1, {
    error: 'must have one of jwks, jwksFile and jku',
  });

/** The file of clients that may call, as an integrator writes it. */
export const TrustedClientsFile = z.strictObject({
  clients: z
    .array(clientEntry)
    .min(1)
    .refine((clients) => new Set(clients.map(({ issuer }) => issuer)).size === clients.length, {
      error: 'has an issuer twice',
    })
    .refine((clients) => baseOfTwo(clients) === undefined, {
      // Which of the two a launch belongs to, nobody could say: its `iss` is all that names one.
      error: ({ input }) => `has two clients with smart and the FHIR server ${baseOfTwo(input as Entry[])}`,
    }),
});

type Entry = z.output<typeof clientEntry>;

/** A client's registration for SMART App Launch. */
export type SmartRegistration = z.output<typeof smartRegistration>;

/** Public keys, as a JWK Set. */
export type KeySet = z.output<typeof keySet>;

/** One client that may call this service. */
export type TrustedClient = Omit<Entry, 'jwks' | 'jwksFile' | 'jku'> & {
  /** Its keys, or the address to fetch them from. */
  readonly keys: { readonly pinned: KeySet } | { readonly jku: string };
};

/**
 * The clients of a parsed file; `readKeys` reads a key file.
 * @throws ZodError if the file, or a key file, does not fit the schema
 */
export function trustedClients(json: unknown, readKeys: (file: string) => unknown): readonly TrustedClient[] {
  return TrustedClientsFile.parse(json).clients.map(({ jwks, jwksFile, jku, ...rest }) => ({
    ...rest,
    keys: jku === undefined ? { pinned: jwks ?? keySet.parse(readKeys(jwksFile ?? '')) } : { jku },
  }));
}
