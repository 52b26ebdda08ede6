import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { DecoratorHandler, type Dispatcher } from 'undici';

/** NUL, which is invalid anywhere in JSON (RFC 8259, 2 and 7). */
const invalidJson = Buffer.from([0]);

/**
 * Makes a response that is not UTF-8 fail to parse: JSON is always UTF-8 (RFC 8259, 8.1), and `fetch` would silently
 * put U+FFFD into names and ids.
 */
export function rejectInvalidUtf8(dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const checking: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const passData = checking.onResponseData?.bind(checking);
    const passEnd = checking.onResponseEnd?.bind(checking);
    const isValidSoFar = createUtf8Check();
    checking.onResponseData = (controller, chunk) => passData?.(controller, isValidSoFar(chunk) ? chunk : invalidJson);
    checking.onResponseEnd = (controller, trailers) => {
      if (!isValidSoFar()) passData?.(controller, invalidJson);
      passEnd?.(controller, trailers);
    };
    return dispatch(options, checking);
  });
}

/** Returns a check whether the chunks so far are valid UTF-8; called without a chunk, whether the text may end here. */
function createUtf8Check(): (piece?: Buffer) => boolean {
  // Created only when a chunk splits a character, which most bodies never do.
  let decoder: TextDecoder | undefined;
  return (piece) => {
    if (decoder === undefined && (piece === undefined || isUtf8(piece))) return true;
    decoder ??= new TextDecoder('utf-8', { fatal: true });
    try {
      decoder.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
}
