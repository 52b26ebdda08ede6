import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import type { BodyMemory } from './body-memory.ts';

/**
 * Receives a body. `onChunk` may throw a Problem.
 * @throws Problem `too-large` (413) at the chunk that exceeds the route's limit, `malformed` (400) if the upload ends early
 */
export type ReceiveBody = (
  request: FastifyRequest,
  payload: Readable,
  onChunk?: (chunk: Buffer) => void,
) => Promise<Uint8Array>;

/** Receives bodies into this memory; whoever has read one releases it. */
export function receiveInto(memory: BodyMemory): ReceiveBody {
  return ({ headers, routeOptions: { bodyLimit } }, payload, onChunk = () => {}) => {
    const declared = Number(headers['content-length'] ?? 0);
    if (declared > bodyLimit) return Promise.reject(new Problem('too-large'));
    return new Promise((resolve, reject) => {
      const body = growingBody(memory, declared);
      const onData = (chunk: Buffer) => {
        try {
          if (body.length() + chunk.length > bodyLimit) throw new Problem('too-large');
          onChunk(chunk);
          body.append(chunk);
        } catch (error) {
          payload.pause();
          end(() => reject(error));
        }
      };
      const onEnd = () => {
        stop();
        resolve(body.bytes());
      };
      const onClose = () => end(() => reject(new Problem('malformed', ['body: incomplete'])));
      const stop = () => payload.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      const end = (report: () => void) => {
        stop();
        memory.release(body.bytes());
        report();
      };
      payload.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
    });
  };
}

/** What came so far of a body of which `expected` bytes were announced, 0 if it is not known how many. */
function growingBody(memory: BodyMemory, expected: number) {
  let room = nothing;
  let length = 0;
  return {
    length: () => length,
    bytes: () => room.subarray(0, length),
    append: (chunk: Buffer) => {
      if (length + chunk.length > room.length) {
        const larger = memory.take(Math.max(expected, 2 * room.length, length + chunk.length));
        larger.set(room);
        memory.release(room);
        room = larger;
      }
      room.set(chunk, length);
      length += chunk.length;
    },
  };
}

const nothing: Uint8Array = new Uint8Array();
