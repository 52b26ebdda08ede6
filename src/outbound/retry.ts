import { DecoratorHandler, type Dispatcher } from 'undici';
import { NoResponseError } from './connections.ts';

/** Errors that a retry on a new connection may cure, unlike an unknown host or an invalid certificate. */
const transientErrorCodes: readonly string[] = [
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
 * Retries a GET once, on a new connection, if the first failed before any byte of the response: a server may close an
 * idle connection just as it is reused (RFC 9110, 9.2.2; RFC 9112, 9.3.1).
 * @param mayRetry called before the retry
 */
export function retryOnce(dispatcher: Dispatcher, mayRetry: () => boolean): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    if (options.method !== 'GET') return dispatch(options, handler);
    const first: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const fail = first.onResponseError?.bind(first);
    first.onResponseError = (controller, error) => {
      const isTransient = error instanceof NoResponseError && transientErrorCodes.includes(error.code);
      if (isTransient && mayRetry()) dispatch({ ...options, reset: true }, handler);
      else fail?.(controller, error);
    };
    return dispatch(options, first);
  });
}
