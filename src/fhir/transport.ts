import { Agent, type Dispatcher, interceptors } from 'undici';

/**
 * Connections to FHIR servers, with a limit on a body's bytes both as sent and as decompressed: fetch and
 * fhir-kit-client read a body of any size, and a small gzip can hold a large one.
 */
export function createTransport(maxBytes: number): Dispatcher {
  const agent = new Agent({ maxResponseSize: maxBytes, connections: 64 });
  return agent.compose(interceptors.decompress({ maxSize: maxBytes, skipErrorResponses: false }));
}

/** The code of undici's error for a body over the limit. */
export const tooLargeCode = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
