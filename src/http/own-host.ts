import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { canonicalHost, isLoopback } from '../values/hosts.ts';

/**
 * Probes and scrapers use an address of their own choosing (Kubernetes the pod's IP), and these routes hold nothing that
 * would be of use to a web page.
 */
const forAnyHost = /^\/(?:health\/|metrics$)/;

/**
 * Answers 421 (RFC 9110, 15.5.20) to requests for any host but that of PUBLIC_URL or loopback. Where callers need no token,
 * or the demonstration gives them one, a web page could otherwise reach the service through a browser on the same network, by pointing a name of its own here
 * (DNS rebinding, CWE-350): the browser then takes the two for one origin.
 */
export function answerOwnHostOnly(app: FastifyInstance, publicUrl: string): void {
  const own = new URL(publicUrl).hostname;
  app.addHook('onRequest', async (request) => {
    if (forAnyHost.test(request.routeOptions.url ?? '')) return;
    const hosts = hostsOf(request);
    const isOwn = hosts.length > 0 && hosts.every((host) => host !== undefined && (host === own || isLoopback(host)));
    if (!isOwn) throw new Problem('misdirected');
  });
}

/** Every host that a request names, also in an absolute target URL (RFC 9112, 3.2.2); none in HTTP/1.0. */
function hostsOf({ raw, originalUrl }: FastifyRequest): (string | undefined)[] {
  const headers = raw.rawHeaders.filter((_, index, all) => index % 2 === 1 && /^host$/i.test(all[index - 1] ?? ''));
  const target = /^https?:\/\/([^/?#]*)/i.exec(originalUrl)?.[1];
  return [...headers, ...(target === undefined ? [] : [target])].map(hostOf);
}

/** The host of an authority, without its port; undefined if it is no host (RFC 3986, 3.2). */
function hostOf(authority: string): string | undefined {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(authority)?.[1];
  return host === undefined ? undefined : canonicalHost(host);
}
