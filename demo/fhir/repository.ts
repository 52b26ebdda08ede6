import type { SearchRequest, WithId } from '@medplum/core';
import { isResource } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Reference, Resource } from '@medplum/fhirtypes';

/**
 * Medplum's in-memory repository, with `_include` resolved by the element named like the parameter, which holds for
 * every reference of the practice's roles. Medplum's own `_include` would need the FHIR definitions of every type: 35
 * MB that delay the start.
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
