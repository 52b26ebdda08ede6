import { r4 } from './r4.ts';
import type { FhirVersion } from './version.ts';

/**
 * FHIR R4B (4.3.0): whatever is read here is as in R4 (hl7.org/fhir/R4B/diff.html), so that only a server's own word
 * tells it from R4. Its forerunner 4.1.0 did not differ here either.
 */
export const r4b: FhirVersion = { ...r4, name: 'R4B', numbers: ['4.1', '4.3'], marks: [] };
