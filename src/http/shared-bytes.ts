import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { jsonTypes } from './json-parser.ts';

/**
 * Leaves the JSON bodies of these routes as bytes in memory that threads can share: a body is parsed where its call is
 * answered, and is still here if that thread has to be ended.
 */
export function useSharedBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, async (request: FastifyRequest, payload: Readable) => {
    const { bodyLimit } = request.routeOptions;
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > bodyLimit) throw new Problem('too-large');
    const body = growingBytes(declared || firstBytes, bodyLimit);
    try {
      for await (const chunk of payload) body.add(chunk);
    } catch (error) {
      // Whoever ended the upload early has no use for the answer.
      throw error instanceof Problem ? error : new Problem('malformed', ['body: incomplete']);
    }
    return body.received();
  });
}

/** Where no length is declared. */
const firstBytes = 64 * 1024;

/** Shared bytes that grow as chunks come; throws a Problem at the chunk that exceeds the limit. */
function growingBytes(expected: number, limit: number) {
  let [bytes, length] = [new Uint8Array(new SharedArrayBuffer(expected)), 0];
  return {
    add: (chunk: Buffer) => {
      const needed = length + chunk.length;
      if (needed > limit) throw new Problem('too-large');
      if (needed > bytes.length) {
        const larger = new Uint8Array(new SharedArrayBuffer(Math.min(limit, 2 * needed)));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(chunk, length);
      length = needed;
    },
    received: () => bytes.subarray(0, length),
  };
}
