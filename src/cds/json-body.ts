import { Problem } from '../problem.ts';
import { shapeFault } from '../values/json-shape.ts';

/**
 * Parses a body.
 * @throws Problem `malformed` (400) if it is not UTF-8 or not JSON, or for what {@link shapeFault} finds
 */
export function parseBody(bytes: Uint8Array): unknown {
  const value = parse(decode(bytes));
  const fault = shapeFault(value);
  if (fault !== undefined) throw new Problem('malformed', [`body: ${fault}`]);
  return value;
}

/**
 * Texts of over a megabyte at once are outside of V8's heap, and those over 128 KiB each in pages of their own: both cost
 * more than joining smaller ones.
 */
const pieceBytes = 96 * 1024;

/** Bytes that are not UTF-8 (RFC 8259, 8.1) would become U+FFFD within a name or an id. A byte order mark is left out. */
function decode(bytes: Uint8Array): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  try {
    let text = '';
    for (let at = 0; at < bytes.length; at += pieceBytes)
      text += utf8.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
    return text + utf8.decode();
  } catch {
    throw new Problem('malformed', ['body: not UTF-8']);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error quotes the text.
    throw new Problem('malformed', ['body: not JSON']);
  }
}
