import type { Filter, IncludeTarget, SearchRequest, WithId } from '@medplum/core';
import { evalFhirPathTyped, getSearchParameter, isResource, Operator, toTypedValue } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Identifier, Reference, Resource } from '@medplum/fhirtypes';

/**
 * Medplum's in-memory repository, with `_include` and the search by identifier done here: Medplum's own would need the FHIR
 * definitions of every type, 35 MB that delay the start.
 */
export class PracticeRepository extends MemoryRepository {
  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const { include = [], filters = [], ...rest } = request;
    const known = filters.map((filter) => (isIdentifier(filter) ? this.idsWith(request.resourceType, filter) : filter));
    const bundle = await super.search<T>({ ...rest, filters: await Promise.all(known) });
    const matches = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
    const references = new Map(include.flatMap((target) => referencesOf(matches, target)));
    const included = (await this.readReferences<T>([...references.values()] as Reference<T>[])).filter((one) =>
      isResource(one),
    );
    const entries = included.map((resource) => ({
      search: { mode: 'include' as const },
      resource: resource as WithId<T>,
    }));
    return entries.length === 0 ? bundle : { ...bundle, entry: [...(bundle.entry ?? []), ...entries] };
  }

  /** The same filter as a list of ids. */
  private async idsWith(resourceType: Resource['resourceType'], { value }: Filter): Promise<Filter> {
    const { entry = [] } = await super.search({ resourceType });
    const ids = entry.flatMap(({ resource }) => (resource && hasIdentifier(resource, value) ? [resource.id] : []));
    return { code: '_id', operator: Operator.EQUALS, value: ids.join() || 'none' };
  }
}

function isIdentifier({ code, operator }: Filter): boolean {
  return code === 'identifier' && operator === Operator.EQUALS;
}

/** Whether a resource has one of the identifiers of a list, each as `value`, `system|value` or `|value`. */
function hasIdentifier(resource: Resource, list: string): boolean {
  const identifiers = [(resource as { identifier?: Identifier | Identifier[] }).identifier ?? []].flat();
  return list.split(',').some((one) => {
    const [value, system] = one.split('|').reverse();
    return identifiers.some(
      (identifier) => identifier.value === value && (system === undefined || (identifier.system ?? '') === system),
    );
  });
}

/** What the resources refer to by a search parameter, each reference once. */
function referencesOf(matches: readonly Resource[], { searchParam, targetType }: IncludeTarget): [string, Reference][] {
  return matches.flatMap((match) => {
    const { expression = '' } = getSearchParameter(match.resourceType, searchParam) ?? {};
    return evalFhirPathTyped(expression, [toTypedValue(match)]).flatMap(({ value }): [string, Reference][] => {
      const { reference } = value as Reference;
      const isWanted = targetType === undefined || reference?.startsWith(`${targetType}/`);
      return reference !== undefined && isWanted ? [[reference, { reference }]] : [];
    });
  });
}
