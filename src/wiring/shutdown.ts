import { errorClassOf, type Log } from '../observability/log.ts';
import { writeLine } from '../observability/streams.ts';

/** The part of a running service that shutting down needs. */
export interface Closable {
  readonly log: Log;
  /** Finishes requests in flight and writes openings that wait, within `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/** After a signal there is time for requests in flight; after an uncaught error, for little more than the store. */
const timeLimits = { signal: 10_000, error: 4000 };

/**
 * Shuts the process down in order: with 0 on SIGTERM and SIGINT, with 1 after an uncaught error. Only the class of the error
 * is logged, since messages quote what was parsed (Node itself would print them with the line of code). A second such error
 * ends the process at once. Pass the service to the returned function once there is one.
 */
export function shutDownInOrder(): (service: Closable) => void {
  let service: Closable | undefined;
  let [closing, failed] = [false, false];
  const exit = () => process.exit(failed ? 1 : 0);

  const close = async (timeoutMs: number) => {
    if (closing) return;
    closing = true;
    setTimeout(exit, timeoutMs);
    try {
      await service?.close(timeoutMs);
    } catch {
      failed = true;
    }
    exit();
  };

  const fail = (error: unknown) => {
    if (failed) process.exit(1);
    failed = true;
    if (service === undefined) writeLine(2, `secure-base: could not start (${errorClassOf(error)})`);
    service?.log.error({ event: 'uncaught', errorClass: errorClassOf(error) });
    void close(timeLimits.error);
  };

  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  return (running) => {
    service = running;
    const stop = (signal: NodeJS.Signals) => {
      if (!closing) running.log.info({ event: 'stopping', signal });
      void close(timeLimits.signal);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  };
}
