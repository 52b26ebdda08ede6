import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { DecoratorHandler, type Dispatcher } from 'undici';

/** A control character, which JSON takes nowhere (RFC 8259, 2 and 7). */
const noJson = Buffer.from([0]);

/**
 * Makes an answer that is not UTF-8 one that can't be parsed: JSON is UTF-8, whatever its charset says (RFC 8259, 8.1),
 * and `fetch` would put U+FFFD into names and ids where it is not.
 */
export function onlyUtf8(dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const checking: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const passData = checking.onResponseData?.bind(checking);
    const passEnd = checking.onResponseEnd?.bind(checking);
    const whole = utf8Pieces();
    checking.onResponseData = (controller, chunk) => passData?.(controller, whole(chunk) ? chunk : noJson);
    checking.onResponseEnd = (controller, trailers) => {
      if (!whole()) passData?.(controller, noJson);
      passEnd?.(controller, trailers);
    };
    return dispatch(options, checking);
  });
}

/** Whether the pieces of a text are UTF-8 so far; without a piece, whether the text may end here. */
function utf8Pieces(): (piece?: Buffer) => boolean {
  // From the first piece that is not whole characters on: most bodies have none.
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
