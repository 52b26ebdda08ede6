import type { Socket } from 'node:net';
import { outcomeOf } from '../cds/operation-outcome.ts';
import { Problem } from '../problem.ts';

/** So long a caller who is cut off may take to read why. */
const lingerMs = 1000;

/** A request that HTTP itself can't read, or that took too long to come, is answered on the bare socket. */
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
  // Ending is only our half of it: who does not hang up would hold the connection for ever (RFC 9112, 9.6).
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
