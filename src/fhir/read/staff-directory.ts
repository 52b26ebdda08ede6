import { isUtf8 } from 'node:buffer';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Resource } from '@medplum/fhirtypes';
import { shapeFault } from '../../values/json-shape.ts';
import { isResource, takeEntries } from '../client/bundle.ts';
import { maxOfSource } from '../client/resource-budget.ts';

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
  // Marked before it is read, so that no change goes unseen; polling also sees a file that is replaced, anywhere.
  const stats = statSync(file, { throwIfNoEntry: false });
  let mark = markOf(stats);
  let staff = readOrThrow(file, stats);
  const check = async () => {
    const now = await stat(file).catch(() => undefined);
    if (markOf(now) === mark) return;
    mark = markOf(now);
    const next = sizeProblem(now) ?? parseStaff(await readFile(file).catch(() => Buffer.alloc(0)));
    if (typeof next !== 'string') staff = next;
    report(typeof next === 'string' ? 'broken' : 'read');
  };
  // Nobody awaits it: what it threw would end the process.
  const poll = setInterval(() => void check().catch(() => {}), pollMs).unref();
  return { current: () => staff, close: () => clearInterval(poll) };
}

function markOf(stats: Stats | undefined): string {
  return stats === undefined ? 'gone' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}

const maxMebibytes = 64;

function sizeProblem(stats: Stats | undefined): string | undefined {
  return (stats?.size ?? 0) > maxMebibytes * 1024 * 1024 ? `is larger than ${maxMebibytes} MiB` : undefined;
}

function readOrThrow(file: string, stats: Stats | undefined): readonly Resource[] {
  const staff = sizeProblem(stats) ?? parseStaff(bytesOf(file));
  if (typeof staff === 'string') throw new Error(`STAFF_DIRECTORY: ${file} ${staff}`);
  return staff;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Error(`STAFF_DIRECTORY: ${file} can't be read`);
  }
}

/** The staff in the bytes of a file, or in words what is wrong with it; whatever they are, nothing is thrown. */
function parseStaff(bytes: Buffer): readonly Resource[] | string {
  try {
    // A name with U+FFFD in it would stand on a card.
    return isUtf8(bytes) ? staffIn(new TextDecoder().decode(bytes)) : 'is not UTF-8';
  } catch {
    return "can't be read as FHIR";
  }
}

const kinds = ['Practitioner', 'PractitionerRole', 'Organization'];

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
