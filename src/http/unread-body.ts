import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A caller may pause so long while it sends what nobody reads. */
const patienceMs = 1000;

/**
 * To be awaited before an answer that leaves while the body still comes. Where the connection is closed after it, what has
 * not been read by then would reset the connection, and the answer could be lost (RFC 9112, 9.6). What comes is thrown
 * away, up to the size of the largest body: some callers read no answer as long as someone takes what they send.
 */
export async function discardUnreadBody({ raw, headers, routeOptions }: FastifyRequest, reply: FastifyReply) {
  const staysOpen = reply.raw.shouldKeepAlive && reply.getHeader('connection') !== 'close';
  if (staysOpen || raw.complete || raw.readableEnded || raw.destroyed) return;
  if (Number(headers['content-length'] ?? 0) > routeOptions.bodyLimit) return;
  const enough = new AbortController();
  const pause = setTimeout(() => enough.abort(), patienceMs);
  let left = routeOptions.bodyLimit;
  const discard = ({ length }: Buffer) => {
    pause.refresh();
    left -= length;
    if (left < 0) enough.abort();
  };
  const end = once(raw, 'end', { signal: enough.signal });
  raw.on('data', discard).resume();
  await end.catch(() => {});
  clearTimeout(pause);
  raw.off('data', discard).pause();
}
