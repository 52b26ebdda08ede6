import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';

type Identified = Resource & { readonly id: string };

/** A version of one resource, current from a day until its next version. */
interface Version {
  readonly from: Day;
  readonly resource: Identified;
}

/** A record written day by day. */
export interface Written {
  /** Writes a resource, or a new version of it. */
  write(from: Day, resource: Identified): void;
  /** A new id. */
  id(): string;
  readonly versions: readonly Version[];
}

/** An empty record. */
export function emptyRecord(): Written {
  const versions: Version[] = [];
  let count = 0;
  const id = () => {
    count += 1;
    return `r${count}`;
  };
  return { versions, id, write: (from, resource) => void versions.push({ from, resource }) };
}

/** The resources at the end of a day, each in its version of then; the latest versions by default. */
export function recordOn({ versions }: Pick<Written, 'versions'>, day = Number.POSITIVE_INFINITY): Resource[] {
  const latest = new Map<string, Version>();
  for (const version of versions) {
    if (version.from > day) continue;
    const key = `${version.resource.resourceType}/${version.resource.id}`;
    if ((latest.get(key)?.from ?? Number.NEGATIVE_INFINITY) <= version.from) latest.set(key, version);
  }
  return [...latest.values()].map(({ resource }) => resource);
}
