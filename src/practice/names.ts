import type { Resource } from '@medplum/fhirtypes';
import { fullName } from '../cards/names.ts';
import { fields, objects, text } from '../fhir/json.ts';
import { nameOf } from '../fhir/record/names.ts';

/** Names and identifiers of the staff and organisations of an export, by reference. */
export interface StaffNames {
  readonly names: ReadonlyMap<string, string>;
  /** As `system|value`; of organisations alone. */
  readonly identifiers: ReadonlyMap<string, string>;
}

/** Collects them from the staff's rows. */
export function namesOfStaff(staff: readonly Resource[]): StaffNames {
  const names = new Map<string, string>();
  const identifiers = new Map<string, string>();
  for (const resource of staff) {
    const reference = `${resource.resourceType}/${resource.id}`;
    const name = nameIn(resource);
    if (name !== undefined && name !== '') names.set(reference, name);
    const identifier = resource.resourceType === 'Organization' ? identifierIn(resource) : undefined;
    if (identifier !== undefined) identifiers.set(reference, identifier);
  }
  return { names, identifiers };
}

function nameIn(resource: Resource): string | undefined {
  switch (resource.resourceType) {
    case 'Practitioner':
      return fullName(nameOf(resource.name));
    case 'PractitionerRole':
      return text(fields(resource.practitioner)?.display);
    case 'Organization':
      return text(resource.name);
    default:
      return undefined;
  }
}

function identifierIn(resource: Resource): string | undefined {
  const all = objects(fields(resource)?.identifier).flatMap(({ system, value }) =>
    text(system) !== undefined && text(value) !== undefined ? `${system}|${value}` : [],
  );
  return all.sort()[0];
}
