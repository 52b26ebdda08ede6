import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOwnBases, type OwnBases } from '../../fhir/own-bases.ts';
import { linkedPatients } from '../../fhir/record/linked-patients.ts';
import { sharedTypes } from '../../fhir/shared-types.ts';
import type { Piece } from '../input/files.ts';
import { linesOf } from '../input/lines.ts';
import { type PlacedRow, placeRow, typeOf } from '../input/placing.ts';
import { type CollectedDays, createDayCollector } from '../people/collect-days.ts';
import { createShardWriter, type ShardWriter, shardOf } from './shard-files.ts';

/** What every worker that sorts rows is given. */
export interface SortingOptions {
  readonly folder: string;
  readonly shards: number;
  /** Of how many machines this is which; each takes its own share of the people. */
  readonly machine: number;
  readonly machines: number;
  /** Types of rows about a patient that are needed. */
  readonly types: readonly string[];
  /** Time zone by which days are collected on which clinicians saw anyone; undefined where nobody needs to know. */
  readonly daysIn: string | undefined;
}

/** What became of the rows of one piece. */
export interface SortedPiece {
  /** Rows by type; those of no use are not counted. */
  readonly rows: ReadonlyMap<string, number>;
  readonly unplaced: ReadonlyMap<string, number>;
  /** How many of the Patients came into each shard. */
  readonly patients: ReadonlyMap<number, number>;
  /** Patients, each with the ids whose rows are theirs too. */
  readonly links: readonly (readonly [patient: string, others: readonly string[]])[];
  readonly days: CollectedDays;
}

/** Names in the counts what is no resource, or too long to be one. */
const unreadable = 'unreadable';

/** Sorts the rows of one piece into shards; `name` names the files of this worker. */
export async function sortRows(piece: Piece, name: string, options: SortingOptions): Promise<SortedPiece> {
  const writer = createShardWriter(options.folder, options.shards, name);
  const sorter = createSorter(writer, createOwnBases(piece.base), join(options.folder, `staff.${name}`), options);
  for await (const { lines, tooLong } of linesOf(piece)) {
    for (const line of lines) sorter.sort(trimmed(line));
    sorter.leaveOut(tooLong);
  }
  sorter.flush();
  return sorter.result();
}

interface Sorter {
  sort(line: Buffer): void;
  leaveOut(rows: number): void;
  flush(): void;
  result(): SortedPiece;
}

function createSorter(writer: ShardWriter, bases: OwnBases, staffFile: string, options: SortingOptions): Sorter {
  const { machine, machines, shards, daysIn } = options;
  const rows = new Map<string, number>();
  const unplaced = new Map<string, number>();
  const patientsIn = new Map<number, number>();
  const links: [string, readonly string[]][] = [];
  const staff: Buffer[] = [];
  const days = daysIn === undefined ? undefined : createDayCollector(daysIn);
  const read = rowReader(options.types, bases);
  const isOwn = (patient: string) => machines === 1 || shardOf(patient, machines, 'machine') === machine;
  // What belongs to nobody is counted by the first machine alone.
  const count = (counts: Map<string, number>, type: string, by = 1) => {
    if (by > 0 && machine === 0) counts.set(type, (counts.get(type) ?? 0) + by);
  };
  const place = (line: Buffer, { type, patients, resource, changed }: ReadRow) => {
    const [first = ''] = patients;
    const own = patients.filter(isOwn);
    if (isOwn(first)) rows.set(type, (rows.get(type) ?? 0) + 1);
    const row = changed ? Buffer.from(JSON.stringify(resource)) : line;
    for (const patient of own) writer.add(shardOf(patient, shards), patient, row);
    const shard = shardOf(first, shards);
    if (type === 'Patient' && isOwn(first)) patientsIn.set(shard, (patientsIn.get(shard) ?? 0) + 1);
    const { ids } = type === 'Patient' ? linkedPatients({ ...resource }) : { ids: [] };
    if (ids.length > 0 && own.length > 0) links.push([first, ids]);
  };
  return {
    sort: (line) => {
      const row = read(line);
      if (row === undefined) return;
      if (row.type === 'Encounter') days?.add(row.resource ?? parsed(line));
      if (sharedTypes.includes(row.type)) {
        count(rows, row.type);
        staff.push(Buffer.from(line), lineEnd);
      } else if (row.patients.length === 0) count(unplaced, row.type);
      else place(line, row);
    },
    leaveOut: (tooLong) => count(unplaced, unreadable, tooLong),
    flush: () => {
      writer.flush();
      if (staff.length > 0) appendFileSync(staffFile, Buffer.concat(staff.splice(0)), { mode: 0o600 });
    },
    result: () => ({ rows, unplaced, patients: patientsIn, links, days: days?.days() ?? new Map() }),
  };
}

interface ReadRow extends PlacedRow {
  /** References in it were made relative. */
  readonly changed: boolean;
}

/** Reads a row so far as it must be; undefined for an empty one, and for what nobody needs. */
function rowReader(types: readonly string[], bases: OwnBases): (line: Buffer) => ReadRow | undefined {
  const needed = new Set(['Patient', ...types, ...sharedTypes]);
  const nobodys = { patients: [], resource: undefined, changed: false };
  return (line) => {
    if (line.length === 0) return undefined;
    const text = line.toString('latin1');
    const early = typeOf(text);
    if (early !== undefined && !needed.has(early)) return undefined;
    if (early !== undefined && sharedTypes.includes(early)) return { type: early, ...nobodys };
    const placed = placeRow(text, () => parsed(line), bases);
    if (placed === undefined) return { type: unreadable, ...nobodys };
    return needed.has(placed.type)
      ? { ...placed, changed: placed.resource !== undefined && isAddressed.test(text) }
      : undefined;
  };
}

const isAddressed = /"reference"\s*:\s*"http/i;

const lineEnd = Buffer.from('\n');

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

const [carriageReturn, space, tab] = [13, 32, 9];

/** Without white space around it, and without a byte order mark. */
function trimmed(line: Buffer): Buffer {
  let [start, end] = [0, line.length];
  if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) start = 3;
  const isBlank = (byte: number | undefined) => byte === carriageReturn || byte === space || byte === tab;
  while (end > start && isBlank(line[end - 1])) end -= 1;
  while (start < end && isBlank(line[start])) start += 1;
  return line.subarray(start, end);
}
