import type { FhirClient } from '../client/client.ts';
import type { FhirVersion } from '../versions/index.ts';

/** The version of a call's server, where there is one, and its version is known by now and can be read. */
export function knownVersion(client: FhirClient | undefined): FhirVersion | undefined {
  const detected = client?.version();
  return detected === 'other' ? undefined : detected;
}
