import { classOf, type Log } from '../observability/log.ts';
import { writeLine } from '../observability/streams.ts';

/** A service that runs, as far as its end is concerned. */
export interface Closable {
  readonly log: Log;
  /** Finishes what is in flight and writes down what waits, within `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/** A signal leaves time for requests in flight; an error, after which nothing is certain, for little more than the store. */
const timeLimits = { signal: 10_000, error: 4000 };

/**
 * Ends the process in order: with 0 on SIGTERM and SIGINT; with 1 after an error that nothing caught, of which only the
 * class is logged, since messages quote what was parsed (and Node itself would print them with the line of code). A second
 * such error ends it at once. The function returned takes the service, once there is one.
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
    if (service === undefined) writeLine(2, `secure-base: could not start (${classOf(error)})`);
    service?.log.error({ event: 'uncaught', errorClass: classOf(error) });
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
