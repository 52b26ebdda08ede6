import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { answerOwnHostOnly } from './own-host.ts';

/**
 * Headers of JSON answers: nothing may be run, framed, sniffed or cached. Fixed, since helmet computes its policy for every
 * answer, which costs more than half as much as parsing a small request.
 */
const jsonHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

type Headers = Readonly<Record<string, string>>;
type Site = Pick<Config, 'publicUrl' | 'demo'>;

function headersForJson({ publicUrl }: Site): Headers {
  const https = publicUrl.startsWith('https:');
  return { ...jsonHeaders, ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }) };
}

/** The same for a URL so broken that no Fastify hook runs, by the caller's origin. */
export function brokenHeaders(
  site: Site,
  origins: (() => readonly string[]) | undefined,
): (origin: string | undefined) => Headers {
  const forJson = headersForJson(site);
  if (origins === undefined) return () => ({ ...forJson, ...(site.demo && { 'access-control-allow-origin': '*' }) });
  return (origin) => ({
    ...forJson,
    vary: 'Origin',
    ...(origin !== undefined && origins().includes(origin) && { 'access-control-allow-origin': origin }),
  });
}

/**
 * Security headers on every answer, errors included, and CORS; where callers need no token, or the demonstration signs for
 * its page, for our own hosts alone.
 */
export async function registerHeaders(
  app: FastifyInstance,
  config: Site,
  origins: (() => readonly string[]) | undefined,
): Promise<void> {
  const https = config.publicUrl.startsWith('https:');
  await app.register(helmet, {
    global: false,
    strictTransportSecurity: https,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: https ? [] : null } },
  });
  const forJson = headersForJson(config);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/cds-services')) reply.headers(forJson);
    else await reply.helmet();
  });
  // After the headers, which a refusal carries too, and before CORS, which would let a browser read it.
  if (origins === undefined || config.demo) answerOwnHostOnly(app, config.publicUrl);
  await app.register(cors, {
    // Without a list of clients only the demonstration is open to browsers, without credentials.
    origin: origins
      ? (origin, answer) => answer(null, origin !== undefined && origins().includes(origin))
      : config.demo && '*',
    allowedHeaders: ['authorization', 'content-type', 'x-medplum'],
    strictPreflight: false,
  });
}
