import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/** So many calls at once are always taken: a morning's burst is no overload. */
const always = 128;
/** How often the rate is measured. */
const measureMs = 500;
/** A body that is not there by then is slow to come, and no work for us meanwhile. */
const bodyMs = 1000;

/**
 * Answers 503 before calls pile up. By Little's law (L = λW) a call waits as long as those in flight take at the rate at
 * which calls were last answered: where that is longer than the deadline, one more would help nobody.
 */
export function shedCalls(app: FastifyInstance, deadlineMs: number): void {
  let [inFlight, answered, perMs] = [0, 0, 0];
  const timer = setInterval(() => {
    perMs = (perMs + answered / measureMs) / 2;
    answered = 0;
  }, measureMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (inFlight >= Math.max(always, perMs * deadlineMs)) throw new Problem('overloaded');
    inFlight += 1;
    let counted = true;
    const slowBody = setTimeout(() => {
      if (raw.complete) return;
      inFlight -= 1;
      counted = false;
    }, bodyMs);
    reply.raw.once('close', () => {
      clearTimeout(slowBody);
      answered += 1;
      if (counted) inFlight -= 1;
    });
  });
}
