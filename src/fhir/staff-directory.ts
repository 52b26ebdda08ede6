import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Resource } from '@medplum/fhirtypes';
import { isResource, takeEntries } from './bundle.ts';

/** The site's own list of who works here. */
export interface StaffDirectory {
  /** Practitioners, their roles and organisations, as last read whole. */
  current(): readonly Resource[];
  close(): void;
}

/** Told of each reading after the first: `read`, or `broken`, when the old list is kept. */
export type StaffChange = 'read' | 'broken';

/**
 * Reads a file that holds one FHIR Bundle, or NDJSON, and reads it again when it changes.
 * @throws one clear line where the file can't be used at the start
 */
export function createStaffDirectory(
  file: string,
  report: (change: StaffChange) => void = () => {},
  pollMs = 2000,
): StaffDirectory {
  let staff = parseOrThrow(file);
  const reread = async () => {
    const text = await readFile(file, 'utf8').catch(() => '');
    const next = parseStaff(text);
    if (typeof next !== 'string') staff = next;
    report(typeof next === 'string' ? 'broken' : 'read');
  };
  // Polling its modification time also sees a file that is replaced, on any file system.
  const onChange = () => void reread();
  watchFile(file, { interval: pollMs, persistent: false }, onChange);
  return { current: () => staff, close: () => unwatchFile(file, onChange) };
}

function parseOrThrow(file: string): readonly Resource[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`STAFF_DIRECTORY: ${file} can't be read`);
  }
  const staff = parseStaff(text);
  if (typeof staff === 'string') throw new Error(`STAFF_DIRECTORY: ${file} ${staff}`);
  return staff;
}

const kinds = ['Practitioner', 'PractitionerRole', 'Organization'];

/** The staff in the text of a file, or in words what is wrong with it. */
function parseStaff(text: string): readonly Resource[] | string {
  const values =
    parseJson(text) ??
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson);
  const all = Array.isArray(values) ? values : [values];
  if (all.includes(undefined)) return 'is neither JSON nor NDJSON';
  if (!all.every((value) => isResource(value))) return 'holds something that is not a FHIR resource';
  const { resources, faults } = takeEntries(all.flatMap(entriesOf));
  if (faults.length > 0) return 'holds an entry without a resource or an id';
  const staff = resources.filter(({ resourceType }) => kinds.includes(resourceType));
  return staff.some(({ resourceType }) => resourceType === 'PractitionerRole') ? staff : 'holds no PractitionerRole';
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
