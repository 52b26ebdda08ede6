import { r4 } from './r4.ts';
import type { FhirVersion } from './version.ts';

/**
 * FHIR R4B (4.3.0): whatever is read here is as in R4 (hl7.org/fhir/R4B/diff.html), so only the server's
 * `CapabilityStatement` distinguishes it from R4. The same holds for its draft 4.1.0.
 */
export const r4b: FhirVersion = { ...r4, name: 'R4B', numbers: ['4.1', '4.3'], markers: [] };
