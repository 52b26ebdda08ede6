import type { Day } from '../history/calendar.ts';
import type { Part, Reading } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import { createGateway, type FhirServer, type Gateway } from './client.ts';
import type { CodeSets } from './code-sets.ts';
import { gather } from './gather.ts';
import { createResourceBudget } from './resource-budget.ts';
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
      const { asOf, now, userId, encounterId, server, signal } = request;
      const budget = createResourceBudget();
      const offered = request.offered.filter(() => budget.take('offered'));
      const at = { asOf, now, timeZone, userId, encounterId, offered };
      const client = server && gateway.open(server, signal);
      try {
        const readers = { client, directory: staff, budget };
        const gathered = await gather(request, readers, (sources) => namedInHistory(sources, at, codeSets));
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
