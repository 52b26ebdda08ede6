import { DecoratorHandler, type Dispatcher, interceptors } from 'undici';
import { ForbiddenAddress, guardedLookup, isForbiddenLiteral, type Reach } from './addresses.ts';
import { Connections } from './connections.ts';

/**
 * Connections to other servers, with a limit on a body's bytes both as sent and as decompressed: fetch and fhir-kit-client
 * read a body of any size, and a small gzip can hold a large one. Every address is checked against
 * `reach` when it is connected to.
 */
export function createTransport(maxBytes: number, reach: Reach): Dispatcher {
  const connections = new Connections(maxBytes, reach === 'any' ? undefined : guardedLookup(reach));
  const limited = connections.compose(interceptors.decompress({ maxSize: maxBytes, skipErrorResponses: false }));
  return reach === 'any' ? limited : limited.compose(refuseLiterals(reach));
}

/** An IP address in a URL is connected to without a lookup, so it is checked before. */
function refuseLiterals(reach: Reach): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { hostname } = new URL(String(options.origin));
    if (isForbiddenLiteral(hostname, reach)) throw new ForbiddenAddress();
    return dispatch(options, handler);
  };
}

/** The code of undici's error for a body over the limit. */
export const tooLargeCode = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/**
 * The same connections for someone whose bytes are counted: each piece of a body is shown to `takeBytes` as it comes,
 * decompressed. What it refuses is dropped, so that no memory is filled; ending the request is for whoever counts.
 */
export function metered(dispatcher: Dispatcher, takeBytes: (count: number) => boolean): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const metering: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const pass = metering.onResponseData?.bind(metering);
    metering.onResponseData = (controller, chunk) => {
      if (takeBytes(chunk.length)) pass?.(controller, chunk);
    };
    return dispatch(options, metering);
  });
}
