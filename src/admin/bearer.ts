import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';

/** Why an administrator's call or launch was rejected; for log and metrics only. */
export type AdminRefusal = 'no-token' | 'wrong-token' | 'not-listed' | 'too-many-failures';

/** The administrator's token, and the observer of rejected calls. */
export interface AdminAccess {
  /** Expected in `Authorization: Bearer`, never in a URL. */
  readonly token: string;
  readonly onRefused: (reason: AdminRefusal) => void;
}

/** Counts and logs each rejected call; above the limit of its address it is only counted. */
export function onAdminRefusal({
  log,
  metrics,
}: {
  readonly log: Log;
  readonly metrics: Metrics;
}): AdminAccess['onRefused'] {
  return (reason) => {
    metrics.adminRejected(reason);
    if (reason !== 'too-many-failures') log.warn({ event: 'admin-refused', reason });
  };
}

/** Failures of one address in a minute: enough for a person who mistypes. */
const failures = { max: 5, timeWindow: 60_000 };

/**
 * A hook that requires the administrator's token. Other calls get 401, and 429 from the sixth of one address within a minute.
 * The right token is accepted even then: nobody behind the same proxy can lock the administrator out, and the token's length
 * protects it from guessing, not the limit.
 */
export function requireBearer(app: FastifyInstance, { token, onRefused }: AdminAccess): onRequestAsyncHookHandler {
  const countFailure = app.createRateLimit({ ...failures, keyGenerator: addressOf });
  return async (request, reply) => {
    if (isBearer(request, token)) return;
    const count = await countFailure(request);
    if (!count.isAllowed && count.isExceeded) {
      onRefused('too-many-failures');
      reply.header('retry-after', count.ttlInSeconds);
      throw new Problem('throttled');
    }
    onRefused(request.headers.authorization === undefined ? 'no-token' : 'wrong-token');
    throw new Problem('unauthenticated');
  };
}

/** Compares in constant time. */
function isBearer({ headers }: FastifyRequest, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const [, given = ''] = /^bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}
