import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** When the last byte of the body came, by `performance.now()`; 0 before. */
    receivedAt: number;
  }
}

/** Notes on each request when its last byte came: the deadline runs from there. */
export function trackBodyReceived(app: FastifyInstance): void {
  app.decorateRequest('receivedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.raw.once('end', () => {
      request.receivedAt = performance.now();
    });
    done();
  });
}

/** Milliseconds since the last byte of the body came. */
export function sinceReceived(request: FastifyRequest): number {
  return request.receivedAt === 0 ? 0 : performance.now() - request.receivedAt;
}

/** Time kept back for turning what was read into an answer. */
const answering = 30;
/** Time kept back for the answer to leave. */
const leaving = 5;

/**
 * Runs `work` so that there is an answer within `left` milliseconds: its signal aborts a little earlier, and where even
 * then nothing comes back, `otherwise` answers.
 */
export async function withinDeadline<T>(
  left: number,
  work: (signal: AbortSignal) => Promise<T>,
  otherwise: () => T,
): Promise<T> {
  const controller = new AbortController();
  let last: NodeJS.Timeout | undefined;
  const first = setTimeout(() => controller.abort(), Math.max(0, left - Math.min(answering, left / 5) - leaving));
  // `otherwise` runs in the promise, not in the timer, where nobody would catch what it throws.
  const tooLate = new Promise<void>((resolve) => {
    last = setTimeout(resolve, Math.max(0, left - leaving));
  }).then(otherwise);
  try {
    return await Promise.race([work(controller.signal), tooLate]);
  } finally {
    clearTimeout(first);
    clearTimeout(last);
  }
}
