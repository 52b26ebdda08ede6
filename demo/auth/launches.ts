import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** What an EHR knows when it opens an app: who is logged in, and what is open. */
export interface LaunchContext {
  /** Reference of the user, for example Practitioner/dr-wren. */
  readonly user: string;
  /** Id of the patient whose chart is open. */
  readonly patient?: string;
  readonly encounter?: string;
  /** The `appContext` of the card whose link was opened (CDS Hooks 2.0, "Link"). */
  readonly appContext?: string;
  /** False where the EHR shows itself whose chart is open. */
  readonly needPatientBanner?: boolean;
}

/** Launches that were begun: each has an opaque id, and lives for five minutes. */
export interface Launches {
  create(context: LaunchContext): string;
  find(id: string): LaunchContext | undefined;
}

export function createLaunches(): Launches {
  const launches = new LRUCache<string, LaunchContext>({ max: 1000, ttl: 5 * 60 * 1000 });
  return {
    create: (context) => {
      const id = randomUUID();
      launches.set(id, context);
      return id;
    },
    find: (id) => launches.get(id),
  };
}
