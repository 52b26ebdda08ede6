import type { FastifyInstance } from 'fastify';
import pTimeout from 'p-timeout';
import { Problem } from '../problem.ts';
import type { Metrics } from './metrics.ts';

/** What must work so that requests are welcome: each resolves where it does and rejects where it does not. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

/** A check that takes longer has failed. */
const patienceMs = 2000;

/** Liveness, readiness and metrics, always at the root of the address. */
export function registerHealth(
  app: FastifyInstance,
  options: { readonly metrics: Metrics; readonly checks: Checks },
): void {
  const { registry } = options.metrics;
  app.get('/health/live', { schema: { summary: 'The process answers' } }, () => ({ status: 'up' }));
  app.get('/health/ready', { schema: { summary: 'Requests are welcome' } }, async () => {
    const failed = await failing(options.checks);
    if (failed.length > 0) throw new Problem('overloaded', failed);
    return { status: 'ready' };
  });
  app.get('/metrics', { schema: { summary: 'Prometheus metrics' } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** Names of the checks that fail. */
async function failing(checks: Checks): Promise<readonly string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(([name, check]) =>
      pTimeout(check(), { milliseconds: patienceMs }).then(
        () => [],
        () => [name],
      ),
    ),
  );
  return results.flat();
}
