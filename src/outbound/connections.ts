import {
  type Agent,
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { Dispatcher, errors } from 'undici';
import { userAgent } from '../values/build.ts';

/** A request whose connection failed before the first byte of a response. */
export class NoResponseError extends Error {
  /** The error code of the system or Node, such as `ECONNRESET`. */
  readonly code: string;

  constructor(cause: NodeJS.ErrnoException) {
    super('no response', { cause });
    this.code = cause.code ?? '';
  }
}

/**
 * Sockets per origin: a call without prefetch makes some twenty parallel reads, so this allows a dozen charts at once.
 * Idle sockets close after 4 s, before most servers would close them.
 */
const agentOptions = { keepAlive: true, maxSockets: 256, timeout: 4000 };

/**
 * Node's HTTP client as a dispatcher for `fetch`. undici's own fails on an unsolicited `100 Continue`, although a
 * client must be able to parse any 1xx (RFC 9110, 15.2), and does not tell whether any byte had arrived before an
 * error. Bodies are the pieces that `fetch` makes of a text; `reset` opens a new connection.
 */
export class NodeHttpDispatcher extends Dispatcher {
  readonly #agents: Readonly<Record<string, Agent>> = {
    'http:': new HttpAgent(agentOptions),
    'https:': new HttpsAgent(agentOptions),
  };
  readonly #maxBytes: number;
  readonly #lookup: { readonly lookup?: LookupFunction };
  readonly #userAgent = userAgent();

  /**
   * @param maxBytes limit of one response body as transferred
   * @param lookup resolves host names; the system's resolver by default
   */
  constructor(maxBytes: number, lookup?: LookupFunction) {
    super();
    this.#maxBytes = maxBytes;
    this.#lookup = lookup === undefined ? {} : { lookup };
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = new URL(String(options.origin));
    const send = origin.protocol === 'https:' ? httpsRequest : httpRequest;
    const agent = options.reset ? false : this.#agents[origin.protocol];
    const { path, method } = options;
    // Last, so that it replaces the name of the library that calls: whoever is called should know whom to ask.
    const headers = { ...(options.headers as Record<string, string>), 'user-agent': this.#userAgent };
    const sent = send({ ...urlToHttpOptions(origin), ...this.#lookup, path, method, headers, agent });
    new Exchange(sent, handler, this.#maxBytes).start(options.body as AsyncIterable<Uint8Array> | null | undefined);
    return true;
  }
}

/** One request and its response as handler events; exactly one final event is emitted. */
class Exchange implements Dispatcher.DispatchController {
  readonly #request: ClientRequest;
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #maxBytes: number;
  #response: IncomingMessage | undefined;
  #isDone = false;
  aborted = false;
  paused = false;
  reason: Error | null = null;

  constructor(request: ClientRequest, handler: Dispatcher.DispatchHandler, maxBytes: number) {
    this.#request = request;
    this.#handler = handler;
    this.#maxBytes = maxBytes;
  }

  start(body: AsyncIterable<Uint8Array> | null | undefined): void {
    const isAnswered = trackFirstByte(this.#request);
    this.#request.on('error', (error) => this.#fail(isAnswered() ? error : new NoResponseError(error)));
    this.#request.on('response', (response) => this.#receive(response));
    this.#request.on('upgrade', () => this.#fail(new Error('unrequested protocol upgrade')));
    this.#handler.onRequestStart?.(this, {});
    if (body == null) this.#request.end();
    // What fails is an event of the request.
    else pipeline(body, this.#request, () => {});
  }

  abort(reason: Error): void {
    this.aborted = true;
    this.reason = reason;
    this.#fail(reason);
  }

  pause(): void {
    this.paused = true;
    this.#response?.pause();
  }

  resume(): void {
    this.paused = false;
    this.#response?.resume();
  }

  #receive(response: IncomingMessage): void {
    this.#response = response;
    const { statusCode = 0, headers, statusMessage } = response;
    let bytes = 0;
    response.on('error', (error) => this.#fail(error));
    response.on('end', () => this.#notify(() => this.#end(response)));
    this.#notify(() => this.#handler.onResponseStart?.(this, statusCode, headers, statusMessage));
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > this.#maxBytes) this.#fail(new errors.ResponseExceededMaxSizeError());
      else this.#notify(() => this.#handler.onResponseData?.(this, chunk));
    });
  }

  #end(response: IncomingMessage): void {
    this.#isDone = true;
    this.#handler.onResponseEnd?.(this, response.trailers as Record<string, string>);
  }

  /** An error thrown by the handler fails this request, never the process. */
  #notify(event: () => void): void {
    if (this.#isDone) return;
    try {
      event();
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error('the response handler failed'));
    }
  }

  #fail(error: Error): void {
    this.#request.destroy();
    if (this.#isDone) return;
    this.#isDone = true;
    // Deferred: fetch never settles a response that fails in the same tick in which it started.
    setImmediate(() => this.#handler.onResponseError?.(this, error));
  }
}

/** Whether any byte of this response has arrived; a reused connection has already read bytes of earlier ones. */
function trackFirstByte(request: ClientRequest): () => boolean {
  let [connection, before]: [Socket | undefined, number] = [undefined, 0];
  request.on('socket', (socket) => {
    [connection, before] = [socket, socket.bytesRead];
  });
  return () => connection !== undefined && connection.bytesRead > before;
}
