import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A caller may take so long to finish sending what nobody reads. */
const patienceMs = 1000;

/**
 * To be awaited before an answer that leaves while the body still comes. Where the connection is closed after it, what has
 * not been read by then would reset the connection, and the answer could be lost (RFC 9112, 9.6). What comes is thrown
 * away, but only of a body that has an end: some callers read no answer as long as someone takes what they send.
 */
export async function discardUnreadBody({ raw, headers, routeOptions }: FastifyRequest, reply: FastifyReply) {
  const staysOpen = reply.raw.shouldKeepAlive && reply.getHeader('connection') !== 'close';
  if (staysOpen || raw.complete || raw.readableEnded || raw.destroyed) return;
  if (!(Number(headers['content-length']) <= routeOptions.bodyLimit)) return;
  const end = once(raw, 'end', { signal: AbortSignal.timeout(patienceMs) });
  raw.resume();
  await end.catch(() => {});
}
