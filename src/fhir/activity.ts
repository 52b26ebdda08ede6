import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '../history/calendar.ts';
import type { FhirClient } from './client.ts';
import type { Failure } from './failure.ts';
import { type Fields, fields, text } from './json.ts';
import type { ResourceBudget } from './resource-budget.ts';
import { activitySearch } from './staff-searches.ts';
import type { FhirVersion } from './versions/index.ts';

/** Rows of one clinician's latest encounters, stripped of whom they were with; `complete` when these are all. */
export interface ActivityRows {
  readonly complete: boolean;
  readonly rows: readonly Fields[];
}

/** Reads the latest activity of each of these persons (their references), one page each, of a server of this version. */
export async function readActivity(
  client: FhirClient,
  persons: readonly (readonly string[])[],
  asOf: Day,
  version: FhirVersion,
  budget: ResourceBudget,
): Promise<{ rows: Map<string, ActivityRows>; failure: Failure | undefined }> {
  const rows = new Map<string, ActivityRows>();
  let failure: Failure | undefined;
  const readOne = async (references: readonly string[]) => {
    const search = activitySearch(references, asOf, version);
    if (search === undefined) return 'not-found';
    const answer = await client.search(search.type, search.parameters, 'first');
    budget.leaveOut('activity', answer.leftOut);
    const encounters = answer.resources.filter((one) => one.resourceType === 'Encounter' && budget.take('activity'));
    if (answer.failure !== undefined) return answer.failure;
    if (budget.isOver('activity')) return 'over-budget';
    const found = encounters.map((one) => rowOf(one, version));
    if (answer.more && !isNewestFirst(found, version)) return 'incomplete';
    const [key = ''] = references;
    rows.set(key, { complete: !answer.more, rows: found });
    return undefined;
  };
  for (const outcome of await Promise.all(persons.map(readOne))) failure ??= outcome;
  return { rows, failure };
}

/** These are other people's encounters: neither their subject nor their id is kept. */
function rowOf(encounter: Resource, { encounter: { period } }: FhirVersion): Fields {
  const { resourceType, status, serviceProvider, [period]: when }: Fields = { ...encounter };
  return { resourceType, status, serviceProvider, [period]: when };
}

/** Where there are more rows than were read, they must be the newest: not every server sorts. */
function isNewestFirst(rows: readonly Fields[], { encounter: { period } }: FhirVersion): boolean {
  const starts = rows.map((row) => Date.parse(text(fields(row[period])?.start) ?? ''));
  const known = starts.filter((start) => !Number.isNaN(start));
  return known.every((start, n) => n === 0 || start <= (known[n - 1] ?? start));
}
