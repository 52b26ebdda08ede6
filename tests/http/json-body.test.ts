import { expect, test } from '@jest/globals';
import { parseBody } from '#src/cds/json-body.ts';

/** Larger than the pieces in which a body is decoded. */
const long = 100 * 1024;

test.each([1, 2, 3, 4])('characters of several bytes are read wherever a piece ends (shift %s)', (shift) => {
  const text = `${'x'.repeat(shift)}${'äß€😀'.repeat(long / 8)}`;
  expect(parseBody(Buffer.from(JSON.stringify({ text })))).toEqual({ text });
});

test('bytes that are not UTF-8 are refused wherever they are, and the next body is read', () => {
  const good = Buffer.from(JSON.stringify('ä'.repeat(long)));
  for (const bad of [good.subarray(0, -2), Buffer.concat([good, Buffer.from([0xff])]), Buffer.from([0x22, 0xe4, 0x22])])
    expect(() => parseBody(bad)).toThrow(expect.objectContaining({ kind: 'malformed', where: ['body: not UTF-8'] }));
  expect(parseBody(Buffer.from('"€"'))).toBe('€');
});

test('a byte order mark at the beginning is no part of the text', () => {
  expect(parseBody(Buffer.from('\ufeff{"a":"\ufeff"}'))).toEqual({ a: '\ufeff' });
});

test('memory that threads share is read too', () => {
  const bytes = Buffer.from(new SharedArrayBuffer(20)).subarray(3, 10);
  bytes.write('{"a":1}');
  expect(parseBody(bytes)).toEqual({ a: 1 });
});
