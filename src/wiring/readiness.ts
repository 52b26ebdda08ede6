import pTimeout from 'p-timeout';
import type { Checks } from '../observability/health.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import { warmUpGradually } from './gradual-warm-up.ts';

/** Whether this process is ready for requests. */
export interface Readiness {
  /** `running` fails once the process is shutting down, `warmUp` until it is warm. */
  readonly checks: Checks;
  markNotReady(): void;
  /**
   * Listens, warms up, and is ready once most code has run; the rest of the warm-up follows beside the first calls.
   * Resolves to false if it was marked as not ready meanwhile. A warm-up that fails is one line in the log: without it the
   * service is merely slow at first.
   * @throws if it can't listen
   */
  open(listen: () => Promise<unknown>, warmUp: AsyncIterable<unknown>): Promise<boolean>;
}

/** The service is ready after this time, warm or not. */
const longestMs = 5000;

/** The readiness of a process; one that never listens needs no warm-up. */
export function createReadiness(log: Log): Readiness {
  let [leaving, warm] = [false, true];
  const run = async (warmUp: AsyncIterable<unknown>, onWarm: () => void) => {
    const started = performance.now();
    const warmNow = () => {
      log.debug({ event: 'warm-up', ms: Math.round(performance.now() - started) });
      onWarm();
    };
    try {
      await warmUpGradually(warmUp, warmNow, () => leaving);
    } catch (error) {
      log.warn({ event: 'warm-up', outcome: 'failed', errorClass: errorClassOf(error) });
    }
  };
  return {
    checks: {
      running: () => holds(!leaving),
      warmUp: () => holds(warm),
    },
    markNotReady: () => {
      leaving = true;
    },
    open: async (listen, warmUp) => {
      warm = false;
      await listen();
      const { promise: isWarm, resolve } = Promise.withResolvers<void>();
      void run(warmUp, resolve).finally(resolve);
      await pTimeout(isWarm, { milliseconds: longestMs, message: false });
      warm = true;
      return !leaving;
    },
  };
}

async function holds(condition: boolean): Promise<void> {
  if (!condition) throw new Error('not now');
}
