import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, PractitionerRole, Resource } from '@medplum/fhirtypes';
import type { CdsService } from '#src/cds/service.ts';

/** A hook call as an EHR sends it; tests change what they are about. */
export interface ExampleCall {
  hook: string;
  hookInstance: string;
  context: { userId: string; patientId: string; encounterId?: string; [other: string]: unknown };
  prefetch?: Record<string, unknown>;
  [other: string]: unknown;
}

/** The example request beside a hook, a fresh copy each time. */
export function exampleCall(service: Pick<CdsService, 'hook'>): ExampleCall {
  return JSON.parse(exampleFile(service.hook, 'example-request.json'));
}

/** One of the example files beside a hook. */
export function exampleFile(hook: string, name: string): string {
  return readFileSync(new URL(`../../hooks/${hook}/${name}`, import.meta.url), 'utf8');
}

/** The hooks that have examples; each example is about another person of the same practice. */
export const exampleHooks = [
  'patient-view',
  'appointment-book',
  'encounter-start',
  'encounter-discharge',
  'order-sign',
];

/** Every resource of the examples' prefetches and staff, as a FHIR server would hold them. */
export function exampleResources(): Resource[] {
  const values = exampleHooks.flatMap((hook) => Object.values(exampleCall({ hook }).prefetch ?? {}) as Resource[]);
  return [...values.flatMap(resourcesOf), ...exampleStaff()];
}

/** The example site's staff; Dr Ayla Patel, the usual clinician, left on 31 July 2026. */
export function exampleStaff(): Resource[] {
  return resourcesOf(JSON.parse(exampleFile('patient-view', 'example-staff.json')));
}

/** A STAFF_DIRECTORY file with the example's staff, where Dr Patel's role ends on `end`; on `''` it goes on. */
export function staffFile(end = '2026-07-31'): string {
  const staff = exampleStaff().map((one) => (one.id === 'role-ayla-patel' ? endingOn(one, end) : one));
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.json');
  const bundle: Bundle = { resourceType: 'Bundle', type: 'collection', entry: staff.map((resource) => ({ resource })) };
  writeFileSync(file, JSON.stringify(bundle));
  return file;
}

function endingOn(role: Resource, end: string): Resource {
  const { period = {}, ...rest } = role as PractitionerRole;
  return { ...rest, period: { ...(period.start && { start: period.start }), ...(end && { end }) } };
}

function resourcesOf(value: Resource): Resource[] {
  if (value.resourceType !== 'Bundle') return [value];
  return (value.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
}
