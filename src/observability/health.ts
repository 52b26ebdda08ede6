import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';
import type { Metrics } from './metrics.ts';

/** Liveness, readiness and metrics, always at the root of the address. */
export function registerHealth(
  app: FastifyInstance,
  options: { readonly metrics: Metrics; readonly ready: () => boolean },
): void {
  const { registry } = options.metrics;
  app.get('/health/live', { schema: { summary: 'The process answers' } }, () => ({ status: 'up' }));
  app.get('/health/ready', { schema: { summary: 'Requests are welcome' } }, () => {
    if (!options.ready()) throw new Problem('overloaded');
    return { status: 'ready' };
  });
  app.get('/metrics', { schema: { summary: 'Prometheus metrics' } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
