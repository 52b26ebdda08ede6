import { DecoratorHandler, type Dispatcher } from 'undici';
import { Unanswered } from './connections.ts';

/** What a second attempt on a new connection may mend: not a name that there is not, nor a certificate that is not good. */
const passing: readonly string[] = [
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
];

/**
 * Repeats a safe request once, on a new connection, where the first failed before a byte of its answer came: a server may
 * close a connection that was kept open just as it is used again (RFC 9110, 9.2.2; RFC 9112, 9.3.1).
 * @param mayRepeat asked before the second attempt
 */
export function repeatingOnce(dispatcher: Dispatcher, mayRepeat: () => boolean): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    if (options.method !== 'GET') return dispatch(options, handler);
    const first: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const fail = first.onResponseError?.bind(first);
    first.onResponseError = (controller, error) => {
      const isPassing = error instanceof Unanswered && passing.includes(error.code);
      if (isPassing && mayRepeat()) dispatch({ ...options, reset: true }, handler);
      else fail?.(controller, error);
    };
    return dispatch(options, first);
  });
}
