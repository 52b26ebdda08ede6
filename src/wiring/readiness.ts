import type { Checks } from '../observability/health.ts';
import { classOf, type Log } from '../observability/log.ts';

/** Whether requests are welcome, as far as this process is concerned. */
export interface Readiness {
  /** `running` fails once it leaves, `warmUp` until it is warm. */
  readonly checks: Checks;
  markNotReady(): void;
  /**
   * Listens, then warms up: welcome only after that. Resolves to false where it left meanwhile. Without the warm-up the
   * service is only slow at first: whatever goes wrong in it, one line says so, and it is ready.
   * @throws where it can't listen
   */
  open(listen: () => Promise<unknown>, warmUp: AsyncIterable<unknown>): Promise<boolean>;
}

/** The service is ready after so long, however cold it is. */
const longestMs = 5000;

/** The readiness of a process; what only answers in itself, without listening, needs no warm-up. */
export function createReadiness(log: Log): Readiness {
  let [leaving, warm] = [false, true];
  const run = async (warmUp: AsyncIterable<unknown>) => {
    const started = performance.now();
    const ms = () => Math.round(performance.now() - started);
    try {
      for await (const _ of warmUp) if (leaving || ms() > longestMs) break;
      log.debug({ event: 'warm-up', ms: ms() });
    } catch (error) {
      log.warn({ event: 'warm-up', outcome: 'failed', errorClass: classOf(error) });
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
      await run(warmUp);
      warm = true;
      return !leaving;
    },
  };
}

async function holds(condition: boolean): Promise<void> {
  if (!condition) throw new Error('not now');
}
