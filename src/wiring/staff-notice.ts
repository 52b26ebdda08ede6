import { LRUCache } from 'lru-cache';
import type { AnsweredCall } from '../cds/service.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Log } from '../observability/log.ts';

/** More clients than a service has; one that is evicted is warned about once more. */
const maxClients = 1000;

/**
 * Warns, once for each client, that its calls come without a FHIR server while the site gives no list of its staff: who
 * works here is then unknown, and every detection that needs it is silent without a sign.
 */
export function warnOfUnknownStaff(
  hasStaff: (tenant: string) => boolean,
  detectors: readonly Pick<Detector, 'code' | 'needs'>[],
  log: Pick<Log, 'warn'>,
): (call: Pick<AnsweredCall, 'client' | 'tenant' | 'withServer'>) => void {
  const warned = new LRUCache<string, true>({ max: maxClients });
  const silent = detectors.filter(({ needs }) => needs.includes('roles')).map(({ code }) => code);
  return ({ client, tenant, withServer }) => {
    if (withServer || silent.length === 0 || warned.get(client) || hasStaff(tenant)) return;
    warned.set(client, true);
    log.warn({ event: 'staff-unknown', setting: 'STAFF_DIRECTORY', issuer: client, code: silent.join() });
  };
}
