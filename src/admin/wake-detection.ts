import type { Audit } from '../observability/audit.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import { Problem, problems } from '../problem.ts';
import type { Store } from '../store/store.ts';
import type { WakeDetection } from './waking.ts';

/** Wakes detections of these codes, and writes one audit line whether or not it succeeds. */
export function createWaking({
  store,
  codes,
  audit,
  log,
}: {
  readonly store: Pick<Store, 'wake'>;
  readonly codes: readonly string[];
  readonly audit: Pick<Audit, 'write'>;
  readonly log: Log;
}): WakeDetection {
  return async ({ tenant, code }) => {
    if (!codes.includes(code)) throw new Problem('not-found');
    const began = performance.now();
    const write = (outcome: 'answered' | 'overloaded') => {
      const status = outcome === 'answered' ? 200 : problems.overloaded.status;
      audit.write({ kind: 'waking', tenant, code, outcome, status, ms: Math.round(performance.now() - began) });
    };
    try {
      const woken = await store.wake({ tenant, code, at: Date.now() });
      write('answered');
      if (woken) log.info({ event: 'detection-woken', tenant, code });
      return woken;
    } catch (error) {
      log.error({ event: 'not-woken', code, errorClass: errorClassOf(error) });
      write('overloaded');
      throw new Problem('overloaded');
    }
  };
}
