import { DecoratorHandler, type Dispatcher, interceptors } from 'undici';
import { type AddressScope, ForbiddenAddress, guardedLookup, isForbiddenLiteral } from './addresses.ts';
import { NodeHttpDispatcher } from './connections.ts';

/**
 * Connections to other servers that limit a body's bytes both before and after decompression: fetch and fhir-kit-client
 * read a body of any size, and a small gzip can expand to a large one (CWE-409). Every address is checked against
 * `scope` on connecting.
 */
export function createTransport(maxBytes: number, scope: AddressScope): Dispatcher {
  const connections = new NodeHttpDispatcher(maxBytes, scope === 'any' ? undefined : guardedLookup(scope));
  const limited = connections.compose(interceptors.decompress({ maxSize: maxBytes, skipErrorResponses: false }));
  return scope === 'any' ? limited : limited.compose(rejectForbiddenLiterals(scope));
}

/** An IP address in a URL is connected to without a lookup, so it must be checked first. */
function rejectForbiddenLiterals(scope: AddressScope): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { hostname } = new URL(String(options.origin));
    if (isForbiddenLiteral(hostname, scope)) throw new ForbiddenAddress();
    return dispatch(options, handler);
  };
}

/** The code of undici's error for a body over the limit. */
export const bodyTooLargeCode = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/**
 * The same connections with a byte budget: `acceptBytes` is called with the size of each decompressed chunk. Chunks it
 * rejects are dropped so that they fill no memory; ending the request is up to the caller.
 */
export function meterBody(dispatcher: Dispatcher, acceptBytes: (count: number) => boolean): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const metering: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const pass = metering.onResponseData?.bind(metering);
    metering.onResponseData = (controller, chunk) => {
      if (acceptBytes(chunk.length)) pass?.(controller, chunk);
    };
    return dispatch(options, metering);
  });
}
