import { LRUCache } from 'lru-cache';
import { type DetectedVersion, versionOfNumber } from '../versions/index.ts';

/** What servers say of themselves, by key of server and client, for hours. */
export interface ServerVersions {
  /** The version as far as it is known now; asks, without waiting, where it is not or not any more. */
  of(server: string, ask: () => Promise<unknown>): DetectedVersion | undefined;
}

interface Entry {
  readonly spoken: DetectedVersion | undefined;
  readonly until: number;
}

const keptMs = 6 * 60 * 60 * 1000;
/** A server that did not say it is not asked by every call. */
const failedMs = 5 * 60 * 1000;

/**
 * Remembers the versions of so many servers.
 * @param clock ms that only grow
 */
export function createServerVersions(max = 1000, clock: () => number = () => performance.now()): ServerVersions {
  const entries = new LRUCache<string, Entry>({ max });
  return {
    of: (server, ask) => {
      const { spoken, until = 0 } = entries.get(server) ?? {};
      if (clock() < until) return spoken;
      // Until the answer is here nobody else asks, and what was known goes on.
      entries.set(server, { spoken, until: clock() + failedMs });
      const remember = (statement: unknown) => {
        const said = spokenIn(statement);
        if (said !== undefined) entries.set(server, { spoken: said, until: clock() + keptMs });
      };
      // Nobody awaits this: what it throws would end the process.
      void ask().then(remember, () => {});
      return spoken;
    },
  };
}

/** The version in a CapabilityStatement; undefined where the value is none. */
function spokenIn(statement: unknown): DetectedVersion | undefined {
  if (typeof statement !== 'object' || statement === null) return undefined;
  const { resourceType, fhirVersion }: { resourceType?: unknown; fhirVersion?: unknown } = statement;
  const isStatement = resourceType === 'CapabilityStatement' || resourceType === 'Conformance';
  return isStatement && typeof fhirVersion === 'string' ? versionOfNumber(fhirVersion) : undefined;
}
