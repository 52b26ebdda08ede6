import { expect, test } from '@jest/globals';
import { createSharedMemory } from '#src/wiring/workers/shared-memory.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('a body is written piece by piece, into memory that threads share', () => {
  const { write } = createSharedMemory();
  const body = write([Buffer.from('{"a"'), Buffer.from(':1}')]);
  expect(text(body)).toBe('{"a":1}');
  expect(body.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(text(write([]))).toBe('');
});

test('memory is used again once it is released, and never before', () => {
  const { write, release } = createSharedMemory();
  const [first, second] = [write([Buffer.from('first')]), write([Buffer.from('second')])];
  expect(second.buffer).not.toBe(first.buffer);
  release(first);
  const third = write([Buffer.from('3rd')]);
  expect(third.buffer).toBe(first.buffer);
  expect([text(third), text(second)]).toEqual(['3rd', 'second']);
});

test('a small body takes no large memory, and what is kept is bounded', () => {
  const { write, release } = createSharedMemory();
  const large = write([new Uint8Array(8 * 1024 * 1024)]);
  release(large);
  expect(write([Buffer.from('small')]).buffer).not.toBe(large.buffer);
  const many = Array.from({ length: 8 }, () => write([new Uint8Array(8 * 1024 * 1024)]));
  for (const one of many) release(one);
  const again = Array.from({ length: 8 }, () => write([new Uint8Array(8 * 1024 * 1024)]));
  expect(again.filter(({ buffer }) => many.some((one) => one.buffer === buffer)).length).toBeLessThanOrEqual(4);
});
