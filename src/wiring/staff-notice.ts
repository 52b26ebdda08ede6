import { LRUCache } from 'lru-cache';
import type { Detector } from '../detectors/detector.ts';
import type { Log } from '../observability/log.ts';

/** More clients than a service has; one that is forgotten is told of once more. */
const maxClients = 1000;

/**
 * Warns, once for each client, that its calls come without a FHIR server while the site gives no list of its staff: who
 * works here is then unknown, and whatever needs it stays unsaid without a sign.
 */
export function staffNotice(
  staffDirectory: string | undefined,
  detectors: readonly Pick<Detector, 'code' | 'needs'>[],
  log: Pick<Log, 'warn'>,
): (client: string) => void {
  const told = new LRUCache<string, true>({ max: maxClients });
  const unsaid = detectors.filter(({ needs }) => needs.includes('roles')).map(({ code }) => code);
  return (client) => {
    if (staffDirectory !== undefined || unsaid.length === 0 || told.get(client)) return;
    told.set(client, true);
    log.warn({ event: 'staff-unknown', setting: 'STAFF_DIRECTORY', issuer: client, code: unsaid.join() });
  };
}
