import type { Day } from '../history/calendar.ts';
import type { Part, Reading } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import { createGateway, type FhirServer, type Gateway } from './client.ts';
import type { CodeSets } from './code-sets.ts';
import { gather } from './gather.ts';
import { createOwnBases, type OwnBases } from './own-bases.ts';
import { readPrefetch } from './prefetch.ts';
import { createResourceBudget } from './resource-budget.ts';
import { sourcesOf } from './searches.ts';
import type { StaffDirectory } from './staff-directory.ts';
import { namedInHistory, toReading } from './to-history/index.ts';

/** One opening of one chart, and where its record may be read. */
export interface ReadRequest {
  /** Checked against FHIR's id pattern. */
  readonly patientId: string;
  /** As sent: `Practitioner/1`, `PractitionerRole/2`, `Patient/3`, anything. */
  readonly userId: string;
  readonly encounterId: string | undefined;
  /** Resources of the hook's own context; they may be of any kind, and broken. */
  readonly offered: readonly unknown[];
  readonly prefetch: Readonly<Record<string, unknown>>;
  /** The call's own, may it be called or not: where its references lead. */
  readonly fhirServer?: string | undefined;
  /** An allowed base and a usable token; undefined where no server may be called. */
  readonly server: FhirServer | undefined;
  /** What the service's detectors need or use. */
  readonly parts: readonly Part[];
  /** The site's day, and the instant in ms since 1970. */
  readonly asOf: Day;
  readonly now: number;
  /** Aborted at the deadline: what has been read by then is used. */
  readonly signal: AbortSignal;
}

export interface ReadResult {
  /** Without the person nothing can be said. */
  readonly reading: Reading;
  readonly opening: Opening;
  /** False where the caller is known to speak a version that does not take resources of R4. */
  readonly takesR4: boolean;
  /** How much could not be used, by a closed list of reason codes; for metrics only. */
  readonly tally: ReadonlyMap<string, number>;
}

/** Reads one person's relational history for one call; FHIR trouble makes parts unread and is never thrown. */
export interface Reader {
  read(request: ReadRequest): Promise<ReadResult>;
}

/** A reader for this site. `staff` is its own staff list, for charts that come without a server. */
export function createReader(options: {
  readonly timeZone: string;
  readonly codeSets: CodeSets;
  readonly staff: StaffDirectory | undefined;
  readonly gateway?: Gateway;
}): Reader {
  const { timeZone, codeSets, staff, gateway = createGateway() } = options;
  return {
    read: async (request) => {
      const { asOf, now, encounterId, server, signal } = request;
      const budget = createResourceBudget();
      const bases = createOwnBases(request.fhirServer ?? server?.base);
      const prefetched = readPrefetch(request.prefetch, sourcesOf(request.parts), request.patientId);
      for (const { origins, resources } of prefetched.values()) bases.note(origins, resources.length);
      const userId = bases.localReference(request.userId);
      const offered = request.offered.filter(() => budget.take('offered')).map((one) => localOf(one, bases));
      const at = { asOf, now, timeZone, userId, encounterId, offered };
      const client = server && gateway.open(server, signal);
      try {
        const readers = { client, directory: staff, budget, bases };
        const gathered = await gather({ ...request, userId }, prefetched, readers, (sources) =>
          namedInHistory(sources, at, codeSets),
        );
        const { reading, opening, takesR4, tally } = toReading(gathered.sources, at, codeSets);
        for (const [reason, count] of gathered.tally) tally.set(reason, (tally.get(reason) ?? 0) + count);
        if (budget.leftOut() > 0) tally.set('over-limit', budget.leftOut());
        return { reading, opening, takesR4, tally };
      } finally {
        client?.close();
      }
    },
  };
}

/** What the call itself holds may be of any kind, and broken. */
function localOf(offered: unknown, bases: OwnBases): unknown {
  return typeof offered === 'object' && offered !== null ? bases.local(offered) : offered;
}
