import type { CapabilityStatement } from '@medplum/fhirtypes';
import { servedTypes } from './search-parameters.ts';
import { supportedParameters } from './search-query.ts';

const interactions = ['read', 'search-type', 'create', 'update', 'delete'] as const;

/** The endpoint's CapabilityStatement; made once the search parameters are indexed. */
export function capability(): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    software: { name: 'Secure Base demonstration practice' },
    implementation: { description: 'Fictional people, in memory' },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: servedTypes.map((type) => ({
          type,
          interaction: interactions.map((code) => ({ code })),
          searchParam: supportedParameters(type).map(({ code, type: kind }) => ({ name: code, type: kind })),
        })),
      },
    ],
  };
}
