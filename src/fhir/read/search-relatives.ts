import type { Resource } from '@medplum/fhirtypes';
import type { FhirClient } from '../client/client.ts';
import type { Failure } from '../client/failure.ts';
import type { JsonObject } from '../json.ts';
import type { ReadCall } from './read-sources.ts';

/** More than a page of relatives is a server that ignores what it was asked. */
const pageSize = '100';

/** Rows of what a search found, or why they are not all there. */
export type Rows = readonly JsonObject[] | Failure;

/** One page of the EHR's own resources, those that were not asked for left out, each reduced to a row at once. */
export async function searchRelatives(
  { bases, budget }: ReadCall,
  client: FhirClient,
  type: string,
  parameters: Readonly<Record<string, string>>,
  toRow: (resource: Resource) => JsonObject,
  isWanted: (row: JsonObject) => boolean,
): Promise<Rows> {
  const answer = await client.search(type, { ...parameters, _count: pageSize }, 'first');
  const { resources, origins, failure, leftOut, more } = answer;
  budget.leaveOut('relatives', leftOut);
  if (failure !== undefined || more) return failure ?? 'incomplete';
  bases.note(origins, resources.length);
  const rows = resources
    .filter((one) => one.resourceType === type && bases.has(origins?.get(one) ?? ''))
    .map((one) => bases.local(toRow(one)))
    .filter(isWanted)
    .filter(() => budget.take('relatives'));
  return budget.isOver('relatives') ? 'over-budget' : rows;
}

/** Ids short enough a list for one search, of which one page holds all that is found. */
export const idsPerSearch = 20;

/** What came, or the first failure: a family of which a page is missing is not known. */
export function allOf(answers: readonly Rows[]): Rows {
  const failure = answers.find((one) => typeof one === 'string');
  return failure ?? answers.flatMap((one) => (typeof one === 'string' ? [] : one));
}
