import cors, { type FastifyCorsOptions } from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { framedHeaders, isFramed } from './framed-headers.ts';
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

function overTls({ publicUrl }: Site, headers: Headers): Headers {
  const https = publicUrl.startsWith('https:');
  return { ...headers, ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }) };
}

/** The same for a URL so broken that no Fastify hook runs. */
export function brokenHeaders(
  site: Site,
  origins: (() => readonly string[]) | undefined,
): (request: Pick<FastifyRequest, 'url' | 'headers'>) => Headers {
  const forJson = overTls(site, jsonHeaders);
  const forFramed = overTls(site, framedHeaders);
  return ({ url, headers: { origin } }) => {
    if (isFramed(url)) return forFramed;
    if (origins === undefined) return { ...forJson, ...(site.demo && { 'access-control-allow-origin': '*' }) };
    return {
      ...forJson,
      vary: 'Origin',
      ...(origin !== undefined && origins().includes(origin) && { 'access-control-allow-origin': origin }),
    };
  };
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
  const forJson = overTls(config, jsonHeaders);
  const forFramed = overTls(config, framedHeaders);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/cds-services')) reply.headers(forJson);
    else if (isFramed(request.url)) reply.headers(forFramed);
    else await reply.helmet();
  });
  // After the headers, which a refusal carries too, and before CORS, which would let a browser read it.
  if (origins === undefined || config.demo) answerOwnHostOnly(app, config.publicUrl);
  const options: FastifyCorsOptions = {
    // Without a list of clients only the demonstration is open to browsers, without credentials.
    origin: origins
      ? (origin, answer) => answer(null, origin !== undefined && origins().includes(origin))
      : config.demo && '*',
    allowedHeaders: ['authorization', 'content-type', 'x-medplum'],
    strictPreflight: false,
  };
  await app.register(cors, {
    // A page of a person is for the frame that shows it, and for no script.
    delegator: (request, answer) => answer(null, isFramed(request.url) ? { origin: false } : options),
  });
}
