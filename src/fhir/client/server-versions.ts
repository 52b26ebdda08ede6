import { LRUCache } from 'lru-cache';
import { type DetectedVersion, versionOfNumber } from '../versions/index.ts';

/** The versions of servers, cached for hours by server and client. */
export interface ServerVersions {
  /** Returns the cached version; refreshes it in the background where it is missing or expired. */
  of(server: string, ask: () => Promise<unknown>): DetectedVersion | undefined;
}

interface Entry {
  readonly version: DetectedVersion | undefined;
  readonly until: number;
}

const cachedMs = 6 * 60 * 60 * 1000;
/** A server that gave no version is asked again after this, not by every call. */
const failedMs = 5 * 60 * 1000;

/**
 * Remembers the versions of at most `max` servers.
 * @param clock ms that only grow
 */
export function createServerVersions(max = 1000, clock: () => number = () => performance.now()): ServerVersions {
  const entries = new LRUCache<string, Entry>({ max });
  return {
    of: (server, ask) => {
      const { version: known, until = 0 } = entries.get(server) ?? {};
      if (clock() < until) return known;
      // Until the answer is here no other call asks, and the known version stays in use.
      entries.set(server, { version: known, until: clock() + failedMs });
      const remember = (statement: unknown) => {
        const version = versionIn(statement);
        if (version !== undefined) entries.set(server, { version, until: clock() + cachedMs });
      };
      // Nobody awaits this: what it throws would end the process.
      void ask().then(remember, () => {});
      return known;
    },
  };
}

/** The version in a CapabilityStatement; undefined where the value is none. */
function versionIn(statement: unknown): DetectedVersion | undefined {
  if (typeof statement !== 'object' || statement === null) return undefined;
  const { resourceType, fhirVersion }: { resourceType?: unknown; fhirVersion?: unknown } = statement;
  const isStatement = resourceType === 'CapabilityStatement' || resourceType === 'Conformance';
  return isStatement && typeof fhirVersion === 'string' ? versionOfNumber(fhirVersion) : undefined;
}
