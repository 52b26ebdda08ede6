import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';

/**
 * At most `perSecond` calls of each client and tenant, so that one practice of a cloud EHR that loops keeps out no other;
 * feedback is counted apart, so that answers still come in while calls are too many. Where nobody has to say who calls,
 * an address stands for a client. 0 is no limit.
 */
export function limitRate(app: FastifyInstance, perSecond: number): void {
  if (perSecond === 0) return;
  const options = {
    max: perSecond,
    timeWindow: 1000,
    keyGenerator: callerOf,
    errorResponseBuilder: () => new Problem('throttled'),
  };
  app.addHook('onRequest', app.rateLimit(options));
}

/** A digest: the names of issuers and tenants are as long as they please, and thousands of them are kept. */
function callerOf(request: FastifyRequest): string {
  const { caller, routeOptions } = request;
  const who = caller === null ? [addressOf(request)] : [caller.client.issuer, caller.tenant ?? null];
  const isFeedback = routeOptions.url?.endsWith('/feedback') ?? false;
  return createHash('sha256')
    .update(JSON.stringify([isFeedback, ...who]))
    .digest('base64');
}
