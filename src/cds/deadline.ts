import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** When the last byte of the body arrived, by {@link sharedNow}; 0 before. */
    receivedAt: number;
  }
}

/** Records on each request when the last byte of its body arrived: the deadline runs from there. */
export function trackBodyReceived(app: FastifyInstance): void {
  app.decorateRequest('receivedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.raw.once('end', () => {
      request.receivedAt = sharedNow();
    });
    done();
  });
}

/** By the clock that all threads of the process share, in ms; `performance.now()` begins anew in each. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** When the answer to a request must be sent, by {@link sharedNow}. */
export function deadlineOf({ receivedAt }: FastifyRequest, deadlineMs: number): number {
  return (receivedAt || sharedNow()) + deadlineMs;
}

/** Reserved for turning what was read into an answer, and for sending it. */
const answeringMs = 30;
const sendingMs = 5;

/**
 * Runs `work` so that there is an answer by `deadline`: its signal aborts a little earlier, and if it still has not answered
 * by then, `onTimeout` does.
 */
export async function withinDeadline<T>(
  deadline: number,
  work: (signal: AbortSignal) => Promise<T>,
  onTimeout: () => T,
): Promise<T> {
  const controller = new AbortController();
  const remainingMs = deadline - sharedNow();
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
