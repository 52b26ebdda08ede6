import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { type BodyMemory, createBodyMemory } from '#src/http/body-memory.ts';
import { receiveInto } from '#src/http/receive-body.ts';
import { Problem } from '#src/problem.ts';

/** Memory that counts what was taken of it and not released. */
function countedMemory() {
  const memory = createBodyMemory();
  const taken = new Set<ArrayBufferLike>();
  const counted: BodyMemory = {
    take: (bytes) => {
      const room = memory.take(bytes);
      taken.add(room.buffer);
      return room;
    },
    release: (written) => {
      taken.delete(written.buffer);
      memory.release(written);
    },
  };
  return { counted, taken };
}

const request = (length?: number, bodyLimit = 1000): FastifyRequest =>
  ({ headers: length === undefined ? {} : { 'content-length': `${length}` }, routeOptions: { bodyLimit } }) as never;
const piecesOf = (...pieces: readonly string[]) => Readable.from(pieces.map((one) => Buffer.from(one)));

test.each([[9], [undefined], [2]])('a body comes together from its pieces, announced as %s bytes', async (length) => {
  const { counted, taken } = countedMemory();
  const body = await receiveInto(counted)(request(length), piecesOf('{"a"', ':', '"ä"', '}'));
  expect(Buffer.from(body).toString()).toBe('{"a":"ä"}');
  expect(taken).toEqual(new Set([body.buffer]));
});

test('a body that grows beyond its memory moves into larger memory, and leaves the smaller to others', async () => {
  const { counted, taken } = countedMemory();
  const pieces = Array.from({ length: 200 }, (_, n) => `${n % 10}`.repeat(1000));
  const body = await receiveInto(counted)(request(undefined, 1_000_000), piecesOf(...pieces));
  expect(Buffer.from(body).toString()).toBe(pieces.join(''));
  expect(taken.size).toBe(1);
});

test.each([
  ['is too large by what it announces', request(1001), piecesOf('short'), 'too-large'],
  ['turns out to be too large', request(), piecesOf('x'.repeat(600), 'x'.repeat(600)), 'too-large'],
])('of a body that %s nothing is left', async (_, given, payload, kind) => {
  const { counted, taken } = countedMemory();
  await expect(receiveInto(counted)(given, payload)).rejects.toMatchObject({ kind });
  expect(taken.size).toBe(0);
});

test('of an upload that ends early, or that is refused on its way, nothing is left', async () => {
  const { counted, taken } = countedMemory();
  const receive = receiveInto(counted);
  const aborted = new Readable({ read: () => {} });
  const receiving = receive(request(100), aborted);
  aborted.push(Buffer.from('the beginning'));
  setImmediate(() => aborted.destroy());
  await expect(receiving).rejects.toMatchObject({ kind: 'malformed' });
  const refused = receive(request(), piecesOf('one', 'two'), () => {
    throw new Problem('overloaded');
  });
  await expect(refused).rejects.toMatchObject({ kind: 'overloaded' });
  expect(taken.size).toBe(0);
});

test('memory is not taken before the body comes', async () => {
  const { counted, taken } = countedMemory();
  const waiting = new Readable({ read: () => {} });
  const receiving = receiveInto(counted)(request(500), waiting);
  expect(taken.size).toBe(0);
  waiting.push(Buffer.from('x'));
  waiting.push(null);
  expect((await receiving).length).toBe(1);
});
