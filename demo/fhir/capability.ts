import type { CapabilityStatement } from '@medplum/fhirtypes';
import { servedTypes } from './search-parameters.ts';

/** The endpoint's CapabilityStatement. */
export const capability: CapabilityStatement = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-01-01',
  kind: 'instance',
  software: { name: 'Secure Base demonstration practice' },
  implementation: { description: 'Fictional people, in memory' },
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      resource: servedTypes.map((type) => ({
        type,
        interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }],
      })),
    },
  ],
};
