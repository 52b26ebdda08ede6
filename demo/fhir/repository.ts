import type { SearchRequest, WithId } from '@medplum/core';
import { isResource } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Reference, Resource } from '@medplum/fhirtypes';

/**
 * Medplum's repository in memory, with `_include` read off the element that has the parameter's name, as it is for all
 * references of the practice's roles. Its own needs FHIR's definitions of every type: 35 MB that would hold up the start.
 */
export class PracticeRepository extends MemoryRepository {
  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const { include = [], ...rest } = request;
    const bundle = await super.search<T>(rest);
    const matches = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
    const references = new Map(
      include.flatMap(({ searchParam }) =>
        matches.flatMap((match) => {
          const element = Object.entries(match).find(([name]) => name === searchParam)?.[1] as Reference | undefined;
          return element?.reference ? [[element.reference, element] as const] : [];
        }),
      ),
    );
    const included = (await this.readReferences<T>([...references.values()] as Reference<T>[])).filter((one) =>
      isResource(one),
    );
    const entries = included.map((resource) => ({
      search: { mode: 'include' as const },
      resource: resource as WithId<T>,
    }));
    return entries.length === 0 ? bundle : { ...bundle, entry: [...(bundle.entry ?? []), ...entries] };
  }
}
