import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/**
 * Receives a body in the pieces in which it comes. `onChunk` may throw a Problem.
 * @throws Problem `too-large` (413) at the chunk that exceeds the route's limit, `malformed` (400) if the upload ends early
 */
export function receiveBody(
  { headers, routeOptions: { bodyLimit } }: FastifyRequest,
  payload: Readable,
  onChunk: (chunk: Buffer) => void = () => {},
): Promise<readonly Buffer[]> {
  if (Number(headers['content-length'] ?? 0) > bodyLimit) return Promise.reject(new Problem('too-large'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      try {
        length += chunk.length;
        if (length > bodyLimit) throw new Problem('too-large');
        onChunk(chunk);
        chunks.push(chunk);
      } catch (error) {
        payload.off('data', onData).off('end', onEnd).off('close', onClose).pause();
        reject(error);
      }
    };
    const onEnd = () => resolve(chunks);
    const onClose = () => reject(new Problem('malformed', ['body: incomplete']));
    payload.on('data', onData).once('end', onEnd).once('close', onClose).once('error', onClose);
  });
}
