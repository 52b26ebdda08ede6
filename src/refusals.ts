import type { AdminRefusal } from './admin/bearer.ts';
import type { OnRefusal } from './cds/let-in.ts';
import type { Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';

interface Operator {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Counts each rejected call of a client, and logs it; from the limit of its address on it is counted only. */
export function onClientRefusal({ log, metrics }: Operator): OnRefusal {
  return ({ reason, said }) => {
    metrics.clientRefused(reason);
    if (reason !== 'too-many-failures') log.warn({ event: 'client-refused', reason, ...said });
  };
}

/** The same for calls of the administration. */
export function onAdminRefusal({ log, metrics }: Operator): (reason: AdminRefusal) => void {
  return (reason) => {
    metrics.adminRefused(reason);
    if (reason !== 'too-many-failures') log.warn({ event: 'admin-refused', reason });
  };
}
