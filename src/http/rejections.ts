import type { OnRefusal } from '../cds/authenticate.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';

/** Counts and logs each rejected client call; above the limit of its address it is only counted. */
export function onClientRefusal({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }): OnRefusal {
  return ({ reason, claims }) => {
    metrics.clientRejected(reason);
    if (reason !== 'too-many-failures') log.warn({ event: 'client-refused', reason, ...claims });
  };
}
