import { exportRefusal } from './refusal.ts';
import { retryAfterMs } from './retry-after.ts';
import { backoffMs, type Surroundings, stopped } from './surroundings.ts';

/** Waits of one export for its server. */
export interface Waiting {
  /**
   * Waits as long as a `Retry-After` asks for, else 1, 2, 4 … 60 s.
   * @throws ExportRefusal where patience is at its end, or the export is stopped
   */
  pause(retryAfter: string | null): Promise<void>;
}

/** Waits until `patienceMs` from now; the last wait ends there, so that the server is asked once more. */
export function createWaiting({ now, wait, signal }: Surroundings, patienceMs: number): Waiting {
  const end = now() + patienceMs;
  let waits = 0;
  return {
    pause: async (retryAfter) => {
      const left = end - now();
      if (left <= 0) throw exportRefusal('patience', 'the FHIR server was not ready in time; --patience gives it more');
      const asked = retryAfterMs(retryAfter, now());
      const ms = asked ?? backoffMs(waits);
      if (asked === undefined) waits += 1;
      await wait(Math.min(left, ms), signal).catch((error: unknown) => {
        throw signal.aborted ? stopped() : error;
      });
    },
  };
}
