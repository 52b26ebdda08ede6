import type { Resource } from '@medplum/fhirtypes';
import { isResource } from '../../fhir/client/bundle.ts';
import { isEarlier } from '../../fhir/record/later-version.ts';
import type { Deletions } from './deletions.ts';

/** The resources of these rows, each once in its latest version, in an order that does not depend on that of the rows. */
export function latestOf(rows: readonly string[], deletions: Deletions): readonly Resource[] {
  const latest = new Map<string, Resource>();
  for (const row of [...new Set(rows)].sort()) {
    const resource = parsed(row);
    if (!isResource(resource)) continue;
    // Those without an id, which nothing can tell apart, are left to the mapper to count.
    const reference = `${resource.resourceType}/${resource.id ?? row}`;
    const before = latest.get(reference);
    if (isDeleted(resource, deletions.get(reference))) continue;
    if (before === undefined || !isOlderVersion(resource, before)) latest.set(reference, resource);
  }
  return [...latest.values()];
}

/** By when it was changed, else by its version's number. */
function isOlderVersion(one: Resource, other: Resource): boolean {
  if (isEarlier(one, other)) return true;
  if (isEarlier(other, one)) return false;
  const [version, known] = [one, other].map(({ meta }) => Number(meta?.versionId));
  return version !== undefined && known !== undefined && version < known;
}

/** What was written again after it was deleted is there. */
function isDeleted({ meta }: Resource, deleted: number | undefined): boolean {
  if (deleted === undefined) return false;
  const written = Date.parse(meta?.lastUpdated ?? '');
  return Number.isNaN(written) || written <= deleted;
}

function parsed(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}
