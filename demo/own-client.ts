import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import { tenantName } from '#src/cds/tenant.ts';
import type { TrustedClient } from '#src/cds/trusted-clients.ts';
import type { BaseUrl } from '#src/values/base-url.ts';

/** The demonstration's page, and its EHR, as a client of the service. Its key lives in this process alone. */
export interface OwnClient {
  readonly entry: TrustedClient;
  readonly tenant: string;
  /** A token for one call of a path of the service. */
  sign(path: string): Promise<string>;
}

const algorithm = 'ES384';

export function createOwnClient(
  publicUrl: string,
  fhirServers: readonly BaseUrl[],
  smart: TrustedClient['smart'],
): OwnClient {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const issuer = `${publicUrl}/demo`;
  const kid = randomUUID();
  const key = { ...(publicKey.export({ format: 'jwk' }) as JWK & { kty: 'EC' }), kid };
  return {
    entry: {
      issuer,
      keys: { pinned: { keys: [key] } },
      algorithms: [algorithm],
      tenants: [],
      fhirServers: [...fhirServers],
      allowHttp: true,
      allowPrivateAddresses: true,
      origins: [],
      smart,
    },
    tenant: tenantName(issuer, undefined),
    sign: (path) =>
      new SignJWT({})
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(`${publicUrl}${path}`)
        .setIssuedAt()
        .setExpirationTime('1 minute')
        .setJti(randomUUID())
        .sign(privateKey),
  };
}

const TokenBody = z.object({ path: z.string().regex(/^\/cds-services(?:\/[\w-]+(?:\/feedback)?)?$/) });

/**
 * Signs the page's calls. Only pages of this origin can ask: another origin's request for JSON is preflighted, and no origin
 * is allowed here but those of the clients' file.
 */
export function registerTokens(app: FastifyInstance, { sign }: OwnClient): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post('/demo/token', { schema: { hide: true, body: TokenBody } }, async ({ body }) => ({
      token: await sign(body.path),
    }));
}
