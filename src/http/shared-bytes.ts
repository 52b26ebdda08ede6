import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/** Where no length is declared. */
const firstBytes = 64 * 1024;

/**
 * Receives a body into memory that threads can share: a body is parsed where its call is answered, and is still here if that
 * thread has to be ended. `onChunk` may throw a Problem.
 * @throws Problem `too-large` (413) at the chunk that exceeds the route's limit, `malformed` (400) if the upload ends early
 */
export function receiveBody(
  { headers, routeOptions: { bodyLimit } }: FastifyRequest,
  payload: Readable,
  onChunk: (chunk: Buffer) => void = () => {},
): Promise<Uint8Array> {
  const declared = Number(headers['content-length'] ?? 0);
  if (declared > bodyLimit) return Promise.reject(new Problem('too-large'));
  return new Promise((resolve, reject) => {
    let [bytes, length] = [new Uint8Array(new SharedArrayBuffer(declared || firstBytes)), 0];
    const add = (chunk: Buffer) => {
      const needed = length + chunk.length;
      if (needed > bodyLimit) throw new Problem('too-large');
      onChunk(chunk);
      if (needed > bytes.length) {
        const larger = new Uint8Array(new SharedArrayBuffer(Math.min(bodyLimit, 2 * needed)));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(chunk, length);
      length = needed;
    };
    const stop = (error: unknown) => {
      payload.off('data', onData).off('end', onEnd).off('close', onClose).pause();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      try {
        add(chunk);
      } catch (error) {
        stop(error);
      }
    };
    const onEnd = () => resolve(bytes.subarray(0, length));
    const onClose = () => reject(new Problem('malformed', ['body: incomplete']));
    payload.on('data', onData).once('end', onEnd).once('close', onClose).once('error', onClose);
  });
}
