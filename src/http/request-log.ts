import type { FastifyInstance } from 'fastify';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';

/** Counts and logs every request by its route; no address, query, header or body. */
export function logRequests(app: FastifyInstance, { log, metrics }: { readonly log: Log; readonly metrics: Metrics }) {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    const { method } = request;
    metrics.request(route, method, reply.statusCode, reply.elapsedTime / 1000);
    const line = { event: 'request', route, method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (route.startsWith('/cds-services')) log.info(line);
    else log.debug(line);
  });
}

/** Ends connections that were busy when closing began: kept alive, they would make closing wait for them. */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onResponse', async () => {
    if (closing) setImmediate(() => app.server.closeIdleConnections());
  });
}
