import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBundle, takeEntries } from '#src/fhir/client/bundle.ts';
import { chartCalls, everyStaffMember } from '../charts.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';

const people = chartCalls.map(({ resources }) => resources.slice(0, 12));

/** What servers give: ids in the resource, in the `fullUrl` alone, or none but a `urn:uuid`, which references then use. */
const manners = ['id', 'full-url', 'urn'] as const;

const bundles = fc
  .record({
    resources: fc.constantFrom(...people, everyStaffMember),
    manner: fc.constantFrom(...manners),
    changes: mutations(4),
  })
  .map(({ resources, manner, changes }) => mutated(bundleOf(resources, manner), changes));

function bundleOf(resources: readonly object[], manner: (typeof manners)[number]): object {
  const entry = resources.map((resource) => {
    const { resourceType, id, ...rest } = resource as { resourceType: string; id: string };
    const fullUrl = manner === 'urn' ? `urn:uuid:${id}` : `https://fhir.example.org/r4/${resourceType}/${id}`;
    return { fullUrl, resource: manner === 'id' ? resource : { resourceType, ...rest }, search: { mode: 'match' } };
  });
  const link = [{ relation: 'next', url: 'https://fhir.example.org/r4?page=2' }];
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, link, entry };
}

const wanted = ['Patient', 'Encounter', 'Appointment', 'Condition', 'Practitioner'];

/** Bundles as they come from a server, a prefetch or a file. */
export const bundle: Target = {
  name: 'bundle',
  inputs: bundles,
  runs: 3000,
  reach: 0.4,
  start: async () => ({
    try: (value) => {
      const entries = (value as { entry?: unknown } | null)?.entry;
      if (Array.isArray(entries)) takeEntries(entries);
      const page = readBundle(value, wanted);
      for (const { resourceType, id } of page?.resources ?? [])
        assert.ok(typeof resourceType === 'string' && typeof id === 'string' && id !== '');
      return (page?.resources.length ?? 0) > 0;
    },
    stop: () => {},
  }),
};
