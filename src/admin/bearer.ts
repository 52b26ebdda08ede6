import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';

/** Why an administrator's call was refused; for log and metrics only. */
export type AdminRefusal = 'no-token' | 'wrong-token' | 'too-many-failures';

/** Who may call, and who is told of the others. */
export interface AdminAccess {
  /** `Authorization: Bearer` with this, and never in an address. */
  readonly token: string;
  readonly onRefused: (reason: AdminRefusal) => void;
}

/** Counts each rejected call, and logs it; from the limit of its address on it is counted only. */
export function onAdminRefusal({
  log,
  metrics,
}: {
  readonly log: Log;
  readonly metrics: Metrics;
}): AdminAccess['onRefused'] {
  return (reason) => {
    metrics.adminRefused(reason);
    if (reason !== 'too-many-failures') log.warn({ event: 'admin-refused', reason });
  };
}

/** A person who mistypes is done with fewer; so is the log. */
const failures = { max: 5, timeWindow: 60_000 };

/**
 * A hook that lets in whoever brings the administrator's token. Another call is 401, and 429 from the sixth of one address
 * within a minute on. The right token is let in even then: whoever fails on purpose from behind the same proxy can't lock
 * the administrator out, and against guessing its length protects, not the limit.
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

/** The comparison takes as long for a wrong token as for a right one. */
function isBearer({ headers }: FastifyRequest, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const [, given = ''] = /^bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}
