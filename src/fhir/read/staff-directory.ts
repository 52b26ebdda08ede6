import { isUtf8 } from 'node:buffer';
import type { Resource } from '@medplum/fhirtypes';
import { shapeFault } from '../../values/json-shape.ts';
import { isResource, takeEntries } from '../client/bundle.ts';
import { maxOfSource } from '../client/resource-budget.ts';

/** The site's own list of who works here. */
export interface StaffDirectory {
  /** Practitioners, their roles and organisations, as last read without fault. */
  current(): readonly Resource[];
}

/**
 * The staff in a file that holds one FHIR Bundle, or NDJSON.
 * @throws Error that says what is wrong with the file, without its content
 */
export function parseStaffDirectory(bytes: Buffer): readonly Resource[] {
  // A name with U+FFFD in it would appear on a card.
  const staff = isUtf8(bytes) ? staffIn(new TextDecoder().decode(bytes)) : 'is not UTF-8';
  if (typeof staff === 'string') throw new Error(staff);
  return staff;
}

const kinds = ['Practitioner', 'PractitionerRole', 'Organization'];

/** The staff in a text, or what is wrong with it. */
function staffIn(text: string): readonly Resource[] | string {
  const values =
    parseJson(text) ??
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson);
  const all = Array.isArray(values) ? values : [values];
  if (all.includes(undefined)) return 'is neither JSON nor NDJSON';
  const fault = shapeFault(all);
  if (fault !== undefined) return `has something ${fault}`;
  if (!all.every((value) => isResource(value))) return 'holds something that is not a FHIR resource';
  const entries = all.flatMap(entriesOf);
  if (entries.length > maxOfSource) return `holds more than ${maxOfSource} resources`;
  const { resources, faults } = takeEntries(entries);
  if (faults.length > 0) return 'holds an entry without a resource or an id';
  const staff = resources.filter(({ resourceType }) => kinds.includes(resourceType));
  return staff.length > 0 ? staff : 'holds no Practitioner, PractitionerRole or Organization';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entriesOf(resource: Resource): unknown[] {
  if (resource.resourceType !== 'Bundle') return [{ resource }];
  return Array.isArray(resource.entry) ? resource.entry : [];
}
