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
  staffDirectory: string | undefined,
  detectors: readonly Pick<Detector, 'code' | 'needs'>[],
  log: Pick<Log, 'warn'>,
): (call: Pick<AnsweredCall, 'client' | 'withServer'>) => void {
  const warned = new LRUCache<string, true>({ max: maxClients });
  const silent = detectors.filter(({ needs }) => needs.includes('roles')).map(({ code }) => code);
  return ({ client, withServer }) => {
    if (withServer || staffDirectory !== undefined || silent.length === 0 || warned.get(client)) return;
    warned.set(client, true);
    log.warn({ event: 'staff-unknown', setting: 'STAFF_DIRECTORY', issuer: client, code: silent.join() });
  };
}
