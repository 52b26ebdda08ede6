import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { canonicalHost, isLoopback } from '../values/hosts.ts';

/**
 * Probes and scrapers call by an address of their own choosing (Kubernetes by the pod's IP), and what these routes tell
 * is worth nothing to a web page.
 */
const forAnyHost = /^\/(?:health\/|metrics$)/;

/**
 * Answers 421 (RFC 9110, 15.5.20) to requests for another host than that of PUBLIC_URL or loopback. Where nobody has to
 * say who calls, a web page could otherwise reach the service through a browser on the same network, by a name of its own
 * that it points here (DNS rebinding, CWE-350): the browser then takes the two for one origin.
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

/** Every host that a request names, the one in a whole URL as its target too (RFC 9112, 3.2.2); none in HTTP/1.0. */
function hostsOf({ raw, originalUrl }: FastifyRequest): (string | undefined)[] {
  const headers = raw.rawHeaders.filter((_, index, all) => index % 2 === 1 && /^host$/i.test(all[index - 1] ?? ''));
  const target = /^https?:\/\/([^/?#]*)/i.exec(originalUrl)?.[1];
  return [...headers, ...(target === undefined ? [] : [target])].map(hostOf);
}

/** Without the port; undefined where it is no host (RFC 3986, 3.2). */
function hostOf(authority: string): string | undefined {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(authority)?.[1];
  return host === undefined ? undefined : canonicalHost(host);
}
