import type { Socket } from 'node:net';
import { outcomeOf } from '../cds/operation-outcome.ts';
import { Problem } from '../problem.ts';

/** How long a caller may take to read the answer before the connection is destroyed. */
const lingerMs = 1000;

/** Answers, on the raw socket, a request that is not valid HTTP or that took too long to arrive. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(outcomeOf(new Problem('malformed')));
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // end() closes only our half: a caller that does not hang up would hold the connection forever (RFC 9112, 9.6).
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
