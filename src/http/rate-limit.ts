import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';

/**
 * Limits each client and tenant to `perSecond` calls, so that one looping practice of a cloud EHR does not affect others;
 * feedback is counted separately, so that it still gets through. Where callers need no token, the network address stands
 * for the client. 0 is no limit.
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

/** A digest: names of issuers and tenants can be long, and thousands of keys are held. */
function callerOf(request: FastifyRequest): string {
  const { caller, routeOptions } = request;
  const who = caller === null ? [addressOf(request)] : [caller.client.issuer, caller.tenant ?? null];
  const isFeedback = routeOptions.url?.endsWith('/feedback') ?? false;
  return createHash('sha256')
    .update(JSON.stringify([isFeedback, ...who]))
    .digest('base64');
}
