import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '../../history/calendar.ts';
import type { Known, UnreadReason } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { type Failure, unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import { fields, type JsonObject, text } from '../json.ts';
import type { ActivityRows } from '../mappers/index.ts';
import { isRestricted } from '../record/restricted.ts';
import type { FhirVersion } from '../versions/index.ts';
import { activitySearch } from './staff-searches.ts';

/** What came of one person's. */
export type ReadActivity = Known<ActivityRows>;

/** Reads the latest activity of each of these persons, one page each, of a server of this version; by their first reference. */
export async function readActivity(
  client: FhirClient,
  persons: readonly (readonly string[])[],
  asOf: Day,
  version: FhirVersion,
  budget: ResourceBudget,
): Promise<ReadonlyMap<string, ReadActivity>> {
  const readOne = async (references: readonly string[]): Promise<ReadActivity> => {
    const search = activitySearch(references, asOf, version);
    if (search === undefined) return unread('not-found');
    const answer = await client.search(search.type, search.parameters, 'first');
    budget.leaveOut('activity', answer.leftOut);
    const encounters = answer.resources.filter((one) => one.resourceType === 'Encounter' && budget.take('activity'));
    if (answer.failure !== undefined) return unread(answer.failure);
    if (budget.isOver('activity')) return unread('over-budget');
    const found = encounters.map((one) => rowOf(one, version));
    if (answer.more && !isNewestFirst(found, version)) return unread('incomplete');
    const rows = found.filter((_, i) => !isRestricted({ ...encounters[i] }));
    return { known: true, value: { complete: !answer.more, rows } };
  };
  const read = persons.map(async (references) => [references[0] ?? '', await readOne(references)] as const);
  return new Map(await Promise.all(read));
}

/** Why nobody's could be read; undefined where somebody's could, or nobody's was wanted. */
export function whyUnread(activity: ReadonlyMap<string, ReadActivity>): UnreadReason | undefined {
  const reasons = [...activity.values()].map((one) => (one.known ? undefined : one.why));
  return reasons.every((why) => why !== undefined) ? reasons[0] : undefined;
}

function unread(failure: Failure): ReadActivity {
  return { known: false, why: unreadReason(failure) };
}

/** These are other people's encounters: their subject and id are dropped, and restricted ones altogether. */
export function rowOf(encounter: Resource, { encounter: { period } }: FhirVersion): JsonObject {
  const { resourceType, status, serviceProvider, [period]: when }: JsonObject = { ...encounter };
  return { resourceType, status, serviceProvider, [period]: when };
}

/** Where there are more rows than were read, they must be the newest: not every server sorts. */
export function isNewestFirst(rows: readonly JsonObject[], { encounter: { period } }: FhirVersion): boolean {
  const starts = rows.map((row) => Date.parse(text(fields(row[period])?.start) ?? ''));
  const known = starts.filter((start) => !Number.isNaN(start));
  return known.every((start, n) => n === 0 || start <= (known[n - 1] ?? start));
}
