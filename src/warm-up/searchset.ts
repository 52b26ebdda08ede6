import type { Bundle, Resource } from '@medplum/fhirtypes';

export function searchset(found: readonly Resource[]): Bundle {
  const entry = found.map((resource) => ({ resource, search: { mode: 'match' as const } }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
}
