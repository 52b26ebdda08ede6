import type { Encounter, Resource } from '@medplum/fhirtypes';
import type { Day } from '../history/calendar.ts';
import type { FhirClient } from './client.ts';
import type { Failure } from './failure.ts';
import { typeAndId } from './ids.ts';
import { activitySearch } from './staff-searches.ts';

/** Rows of one clinician's latest encounters, stripped of whom they were with; `complete` when these are all. */
export interface ActivityRows {
  readonly complete: boolean;
  readonly rows: readonly Resource[];
}

/** Reads the latest activity of each of these persons (their references), one page each. */
export async function readActivity(
  client: FhirClient,
  persons: readonly (readonly string[])[],
  asOf: Day,
): Promise<{ rows: Map<string, ActivityRows>; failure: Failure | undefined }> {
  const rows = new Map<string, ActivityRows>();
  let failure: Failure | undefined;
  const readOne = async (references: readonly string[]) => {
    const search = activitySearch(references, asOf);
    if (search === undefined) return 'not-found';
    const answer = await client.search(search.type, search.parameters, 'first');
    const found = answer.resources.flatMap((one) => (one.resourceType === 'Encounter' ? [clinicianAndTime(one)] : []));
    if (answer.failure !== undefined) return answer.failure;
    if (answer.more && !isNewestFirst(found)) return 'incomplete';
    const [key = ''] = references;
    rows.set(key, { complete: !answer.more, rows: found });
    return undefined;
  };
  for (const outcome of await Promise.all(persons.map(readOne))) failure ??= outcome;
  return { rows, failure };
}

/** These are other people's encounters: neither their subject nor their id is kept. */
function clinicianAndTime({ status, class: kind, period, serviceProvider, participant }: Encounter): Encounter {
  const people = Array.isArray(participant) ? participant.filter((one) => isClinician(one?.individual?.reference)) : [];
  return {
    resourceType: 'Encounter',
    status,
    class: kind,
    ...(period === undefined ? {} : { period }),
    ...(serviceProvider === undefined ? {} : { serviceProvider }),
    participant: people,
  };
}

function isClinician(reference: unknown): boolean {
  const type = typeAndId(reference)?.type;
  return type === 'Practitioner' || type === 'PractitionerRole';
}

/** Where there are more rows than were read, they must be the newest: not every server sorts. */
function isNewestFirst(rows: readonly Encounter[]): boolean {
  const starts = rows.map((row) => Date.parse(row.period?.start ?? '')).filter((start) => !Number.isNaN(start));
  return starts.every((start, n) => n === 0 || start <= (starts[n - 1] ?? start));
}
