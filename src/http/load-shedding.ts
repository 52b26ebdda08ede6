import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/** Calls are never shed below this many concurrent ones: a burst is no overload. */
const always = 128;
/** How often the rate is measured. */
const measureMs = 500;
/** A body that has not arrived by then is slow; until it has, the call costs nothing and is not counted. */
const bodyMs = 1000;

/**
 * Answers 503 before calls pile up. By Little's law (L = λW) a call waits as long as those in flight take at the rate at
 * which calls were last answered; if that exceeds the deadline, the call is shed. Call the returned function when the body
 * of a request has arrived: it throws if the body was slow and there is no room for the call any more.
 */
export function shedCalls(app: FastifyInstance, deadlineMs: number): (request: FastifyRequest) => void {
  const open = new Set<FastifyRequest>();
  const inFlight = new Set<FastifyRequest>();
  let [answered, perMs] = [0, 0];
  const timer = setInterval(() => {
    perMs = (perMs + answered / measureMs) / 2;
    answered = 0;
  }, measureMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  const take = (request: FastifyRequest) => {
    if (inFlight.has(request)) return;
    if (inFlight.size >= Math.max(always, perMs * deadlineMs)) throw new Problem('overloaded');
    inFlight.add(request);
  };
  app.addHook('onRequest', async (request, reply) => {
    take(request);
    open.add(request);
    const slowBody = setTimeout(() => {
      if (!request.raw.complete) inFlight.delete(request);
    }, bodyMs);
    reply.raw.once('close', () => {
      clearTimeout(slowBody);
      open.delete(request);
      if (inFlight.delete(request)) answered += 1;
    });
  });
  return (request) => {
    if (open.has(request)) take(request);
  };
}
