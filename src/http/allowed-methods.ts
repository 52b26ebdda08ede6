import { METHODS } from 'node:http';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from '../problem.ts';

/** Every method that Node's HTTP parser accepts; CONNECT never reaches a route. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'OPTIONS');

/**
 * Collects the routes that are added from now on. Call the returned function once all are there: it answers every other
 * method on their paths with 405 and `Allow` before the body is read, and OPTIONS with `Allow` and no error.
 */
export function watchMethods(app: FastifyInstance): () => void {
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  const known = new Map<string, HTTPMethods[]>();
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) known.set(url, [...(known.get(url) ?? []), ...[method].flat()]);
  });
  return () => {
    for (const [url, allowed] of [...known]) {
      app.options(url, { schema: { hide: true } }, (_request, reply) =>
        reply.code(204).header('allow', allowed.join(', ')).send(),
      );
      app.route({
        method: methods.filter((method) => !allowed.includes(method)),
        url,
        schema: { hide: true },
        onRequest: async (_request, reply) => {
          reply.header('allow', allowed.join(', '));
          throw new Problem('method-not-allowed');
        },
        handler: () => undefined,
      });
    }
  };
}
