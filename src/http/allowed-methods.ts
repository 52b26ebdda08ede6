import { METHODS } from 'node:http';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from '../problem.ts';

/** Every method that HTTP itself can be read with; CONNECT never comes to a route. */
const methods = METHODS.filter((method) => method !== 'CONNECT' && method !== 'OPTIONS');

/**
 * Watches the routes that are added from now on. The function returned makes every other method on their addresses
 * answer 405 with `Allow`, before the body is read, and OPTIONS the same without an error; call it when all routes are there.
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
