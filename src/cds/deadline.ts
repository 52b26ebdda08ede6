import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** When the last byte of the body arrived, by `performance.now()`; 0 before. */
    receivedAt: number;
  }
}

/** Records on each request when the last byte of its body arrived: the deadline runs from there. */
export function trackBodyReceived(app: FastifyInstance): void {
  app.decorateRequest('receivedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.raw.once('end', () => {
      request.receivedAt = performance.now();
    });
    done();
  });
}

/** Milliseconds since the last byte of the body arrived. */
export function sinceReceived(request: FastifyRequest): number {
  return request.receivedAt === 0 ? 0 : performance.now() - request.receivedAt;
}

/** Reserved for turning what was read into an answer, and for sending it. */
const answeringMs = 30;
const sendingMs = 5;

/**
 * Runs `work` so that there is an answer within `remainingMs`: its signal aborts a little earlier, and if it still has not
 * answered by then, `onTimeout` does.
 */
export async function withinDeadline<T>(
  remainingMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  onTimeout: () => T,
): Promise<T> {
  const controller = new AbortController();
  let last: NodeJS.Timeout | undefined;
  const abortMs = remainingMs - Math.min(answeringMs, remainingMs / 5) - sendingMs;
  const first = setTimeout(() => controller.abort(), Math.max(0, abortMs));
  // `onTimeout` runs in the promise: an error thrown in the timer would end the process.
  const tooLate = new Promise<void>((resolve) => {
    last = setTimeout(resolve, Math.max(0, remainingMs - sendingMs));
  }).then(onTimeout);
  try {
    return await Promise.race([work(controller.signal), tooLate]);
  } finally {
    clearTimeout(first);
    clearTimeout(last);
  }
}
