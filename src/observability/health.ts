import type { FastifyInstance } from 'fastify';
import pTimeout from 'p-timeout';
import { Problem } from '../problem.ts';
import { thisBuild } from '../values/build.ts';
import type { Metrics } from './metrics.ts';

/** Readiness checks by name; each resolves if healthy and rejects otherwise. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

const checkTimeoutMs = 2000;

/** Liveness, readiness and metrics, always at the root path. */
export function registerHealth(
  app: FastifyInstance,
  options: {
    readonly metrics: Metrics;
    readonly checks: Checks;
    /** Languages of the cards that nobody has reviewed. */
    readonly unreviewedLanguages: () => readonly string[];
  },
): void {
  const { registry } = options.metrics;
  const { version } = thisBuild();
  const state = (status: 'up' | 'ready') => {
    const unreviewedLanguages = options.unreviewedLanguages();
    return { status, version, ...(unreviewedLanguages.length > 0 && { unreviewedLanguages }) };
  };
  app.get('/health/live', { schema: { summary: 'The process is running' } }, () => state('up'));
  app.get('/health/ready', { schema: { summary: 'The service is ready for requests' } }, async () => {
    const failed = await failedChecks(options.checks);
    if (failed.length > 0) throw new Problem('overloaded', failed);
    return state('ready');
  });
  app.get('/metrics', { schema: { summary: 'Prometheus metrics' } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

async function failedChecks(checks: Checks): Promise<readonly string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(([name, check]) =>
      pTimeout(check(), { milliseconds: checkTimeoutMs }).then(
        () => [],
        () => [name],
      ),
    ),
  );
  return results.flat();
}
