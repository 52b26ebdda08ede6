import { isUtf8 } from 'node:buffer';
import { Problem } from '../problem.ts';
import { shapeFault } from '../values/json-shape.ts';

const byteOrderMark = 0xfeff;

/**
 * Parses a body that came in pieces. Bytes that are not UTF-8 (RFC 8259, 8.1) would become U+FFFD within a name or an id.
 * @throws Problem `malformed` (400) if it is not UTF-8 or not JSON, or for what {@link shapeFault} finds
 */
export function parseBody(pieces: readonly Uint8Array[]): unknown {
  const bytes = inOne(pieces);
  if (!isUtf8(bytes)) throw new Problem('malformed', ['body: not UTF-8']);
  const value = parse(bytes.toString('utf8'));
  const fault = shapeFault(value);
  if (fault !== undefined) throw new Problem('malformed', [`body: ${fault}`]);
  return value;
}

function inOne(pieces: readonly Uint8Array[]): Buffer {
  const [first, second] = pieces;
  if (first === undefined || second !== undefined) return Buffer.concat(pieces);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text);
  } catch {
    // The error quotes the text.
    throw new Problem('malformed', ['body: not JSON']);
  }
}
