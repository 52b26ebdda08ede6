import { expect, test } from '@jest/globals';
import { createBodyMemory } from '#src/http/body-memory.ts';

const mib = 1024 * 1024;

/** Takes memory for a text and writes it there. */
function written(memory: ReturnType<typeof createBodyMemory>, text: string): Uint8Array {
  const room = memory.take(text.length);
  room.set(Buffer.from(text));
  return room.subarray(0, text.length);
}
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('memory is shared by threads, large enough, and empty', () => {
  const room = createBodyMemory().take(100_000);
  expect(room.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(room.length).toBeGreaterThanOrEqual(100_000);
  expect(room.every((byte) => byte === 0)).toBe(true);
});

test('memory is used again once it is released, never before, and nothing of the body before is left in it', () => {
  const memory = createBodyMemory();
  const [first, second] = [written(memory, 'the first'), written(memory, 'second')];
  expect(second.buffer).not.toBe(first.buffer);
  memory.release(first);
  const third = memory.take(3);
  expect(third.buffer).toBe(first.buffer);
  expect(third.every((byte) => byte === 0)).toBe(true);
  third.set(Buffer.from('3rd'));
  expect([textOf(third.subarray(0, 3)), textOf(second)]).toEqual(['3rd', 'second']);
});

test('memory that is released twice is given to one body only', () => {
  const memory = createBodyMemory();
  const body = written(memory, 'once');
  memory.release(body);
  memory.release(body);
  expect(memory.take(4).buffer).not.toBe(memory.take(4).buffer);
});

test('a small body takes no large memory, and what waits for the next bodies is bounded', () => {
  const memory = createBodyMemory();
  const large = memory.take(8 * mib);
  memory.release(large);
  expect(memory.take(5).buffer).not.toBe(large.buffer);
  const many = Array.from({ length: 8 }, () => memory.take(8 * mib));
  for (const one of many) memory.release(one);
  const again = Array.from({ length: 8 }, () => memory.take(8 * mib));
  expect(again.filter(({ buffer }) => many.some((one) => one.buffer === buffer)).length).toBeLessThanOrEqual(4);
});
