import type { PracticeCentiles } from '../history/practice-centiles.ts';
import { createGateway, type Gateway } from './client/client.ts';
import { createResourceBudget } from './client/resource-budget.ts';
import { createRecordMapper, type ListedClinicians } from './mappers/index.ts';
import { createOwnBases, type OwnBases } from './own-bases.ts';
import { readPrefetch } from './read/prefetch.ts';
import { readChart } from './read/read-chart.ts';
import { readLateWeeks } from './read/read-consulting-weeks.ts';
import type { StaffIndex } from './read/read-directory.ts';
import type { ReadRequest, ReadResult } from './read/read-request.ts';
import { sourcesOf } from './read/searches.ts';
import type { CodeSets } from './terminology/code-sets.ts';

/** Reads one person's relational history for one call; FHIR trouble makes parts unread and is never thrown. */
export interface Reader {
  read(request: ReadRequest): Promise<ReadResult>;
}

/**
 * A reader for this site. `staff` is its own staff list, for charts that come without a server; `listed` its lists of
 * clinicians, `centiles` how often people come to its practices.
 */
export function createReader(options: {
  readonly timeZone: string;
  readonly codeSets: CodeSets;
  readonly staff: (() => StaffIndex | undefined) | undefined;
  readonly listed?: ListedClinicians;
  readonly centiles?: (() => PracticeCentiles | undefined) | undefined;
  readonly gateway?: Gateway;
}): Reader {
  const { timeZone, codeSets, staff, listed, centiles, gateway = createGateway() } = options;
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
      const mapper = createRecordMapper(at, codeSets, listed, centiles?.());
      const client = server && gateway.open(server, signal);
      try {
        const readers = { client, directory: staff, budget, bases };
        const gathered = await readChart({ ...request, userId }, prefetched, readers, mapper);
        const mapped = mapper.toReading(gathered.sources);
        const more = client && (await readLateWeeks(client, mapped.weeksToRead, gathered.sources, budget));
        const { reading, opening, acceptsR4, tally } = more ? mapper.toReading(more) : mapped;
        for (const [reason, count] of gathered.tally) tally.set(reason, (tally.get(reason) ?? 0) + count);
        if (budget.leftOut() > 0) tally.set('over-limit', budget.leftOut());
        return { reading, opening, acceptsR4, tally };
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
