import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The largest body that any route takes. */
export const largestBody = 10 * 1024 * 1024;

/** How long a caller may pause while it sends a body that is discarded. */
const patienceMs = 1000;

/**
 * Await this before an answer that leaves while the body is still arriving: closing a connection with unread data resets
 * it, and the answer could be lost (RFC 9112, 9.6). The body is discarded, up to the size of the largest allowed one, also where this route takes less; some
 * callers read no answer before they have sent everything.
 */
export async function discardUnreadBody({ raw, headers }: FastifyRequest, reply: FastifyReply) {
  const staysOpen = reply.raw.shouldKeepAlive && reply.getHeader('connection') !== 'close';
  if (staysOpen || raw.complete || raw.readableEnded || raw.destroyed) return;
  if (Number(headers['content-length'] ?? 0) > largestBody) return;
  const enough = new AbortController();
  const pause = setTimeout(() => enough.abort(), patienceMs);
  let left = largestBody;
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
