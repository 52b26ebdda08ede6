import {
  type Agent,
  type ClientRequest,
  request as clearRequest,
  Agent as HttpAgent,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as securedRequest } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { Dispatcher, errors } from 'undici';

/** A request whose connection failed before a byte of the answer came. */
export class Unanswered extends Error {
  /** What the system or Node calls the failure, such as `ECONNRESET`. */
  readonly code: string;

  constructor(cause: NodeJS.ErrnoException) {
    super('no byte of an answer', { cause });
    this.code = cause.code ?? '';
  }
}

/**
 * How many connections one origin gets: a call without prefetch makes some twenty reads at once, and so a dozen charts,
 * not three, are read side by side. One that nobody uses is closed after so long, before most servers would do it.
 */
const pool = { keepAlive: true, maxSockets: 256, timeout: 4000 };

/**
 * Node's own HTTP client as a dispatcher for `fetch`. undici's takes a `100 Continue` that it did not ask for as a failure,
 * where a client must read over every 1xx (RFC 9110, 15.2), and does not say whether anything had come before one.
 * Only requests without a body are sent; `reset` gives one a connection of its own.
 */
export class Connections extends Dispatcher {
  readonly #agents: Readonly<Record<string, Agent>> = { 'http:': new HttpAgent(pool), 'https:': new HttpsAgent(pool) };
  readonly #maxBytes: number;
  readonly #lookup: { readonly lookup?: LookupFunction };

  /**
   * @param maxBytes of one answer's body as it is sent
   * @param lookup finds the addresses of a name; the system's own where it is left out
   */
  constructor(maxBytes: number, lookup?: LookupFunction) {
    super();
    this.#maxBytes = maxBytes;
    this.#lookup = lookup === undefined ? {} : { lookup };
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = new URL(String(options.origin));
    const send = origin.protocol === 'https:' ? securedRequest : clearRequest;
    const agent = options.reset ? false : this.#agents[origin.protocol];
    const { path, method } = options;
    const headers = options.headers as Record<string, string>;
    const sent = send({ ...urlToHttpOptions(origin), ...this.#lookup, path, method, headers, agent });
    new Exchange(sent, handler, this.#maxBytes).start();
    return true;
  }
}

/** One request and its answer, told to the handler; its end is told once. */
class Exchange implements Dispatcher.DispatchController {
  readonly #request: ClientRequest;
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #maxBytes: number;
  #answer: IncomingMessage | undefined;
  #isOver = false;
  aborted = false;
  paused = false;
  reason: Error | null = null;

  constructor(request: ClientRequest, handler: Dispatcher.DispatchHandler, maxBytes: number) {
    this.#request = request;
    this.#handler = handler;
    this.#maxBytes = maxBytes;
  }

  start(): void {
    const isAnswered = watchBytes(this.#request);
    this.#request.on('error', (error) => this.#fail(isAnswered() ? error : new Unanswered(error)));
    this.#request.on('response', (answer) => this.#receive(answer));
    this.#request.on('upgrade', () => this.#fail(new Error('another protocol, which was not asked for')));
    this.#handler.onRequestStart?.(this, {});
    this.#request.end();
  }

  abort(reason: Error): void {
    this.aborted = true;
    this.reason = reason;
    this.#fail(reason);
  }

  pause(): void {
    this.paused = true;
    this.#answer?.pause();
  }

  resume(): void {
    this.paused = false;
    this.#answer?.resume();
  }

  #receive(answer: IncomingMessage): void {
    this.#answer = answer;
    const { statusCode = 0, headers, statusMessage } = answer;
    let bytes = 0;
    answer.on('error', (error) => this.#fail(error));
    answer.on('end', () => this.#tell(() => this.#end(answer)));
    this.#tell(() => this.#handler.onResponseStart?.(this, statusCode, headers, statusMessage));
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > this.#maxBytes) this.#fail(new errors.ResponseExceededMaxSizeError());
      else this.#tell(() => this.#handler.onResponseData?.(this, chunk));
    });
  }

  #end(answer: IncomingMessage): void {
    this.#isOver = true;
    this.#handler.onResponseEnd?.(this, answer.trailers as Record<string, string>);
  }

  /** What the handler throws is a failure of this request, never of the process. */
  #tell(event: () => void): void {
    if (this.#isOver) return;
    try {
      event();
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error('the answer could not be taken'));
    }
  }

  #fail(error: Error): void {
    this.#request.destroy();
    if (this.#isOver) return;
    this.#isOver = true;
    // Later: an answer that fails in the turn in which it began is never settled by fetch.
    setImmediate(() => this.#handler.onResponseError?.(this, error));
  }
}

/** Whether a byte of the answer to this request came; a connection may have been used before. */
function watchBytes(request: ClientRequest): () => boolean {
  let [connection, before]: [Socket | undefined, number] = [undefined, 0];
  request.on('socket', (socket) => {
    [connection, before] = [socket, socket.bytesRead];
  });
  return () => connection !== undefined && connection.bytesRead > before;
}
