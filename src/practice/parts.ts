import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAll, type Counts } from './counts.ts';
import type { StaffNames } from './names.ts';
import { RunRefused } from './refused.ts';
import type { LostShard, RunFacts } from './work.ts';
import type { Order } from './works.ts';

/** All that is known at the end of a run: what was counted, of whom and of how many. */
export interface Outcome extends StaffNames, Omit<RunFacts, 'asOf' | 'nameOf' | 'identifierOf'> {
  readonly order: Order;
  readonly counts: Counts;
}

/** One machine's share of a run, as a file. */
interface PartFile extends Pick<RunFacts, 'people' | 'failedPeople' | 'lostShards'> {
  readonly part: number;
  readonly of: number;
  readonly order: Order;
  readonly rows: Entries;
  readonly unplaced: Entries;
  readonly names: readonly (readonly [string, string])[];
  readonly identifiers: readonly (readonly [string, string])[];
  readonly counts: Entries;
}

type Entries = readonly (readonly [string, number])[];

/**
 * Writes a machine's share into a folder: numbers, and names of staff.
 * @returns the file
 */
export async function writePart(outcome: Outcome, part: number, of: number, folder: string): Promise<string> {
  const { rows, unplaced, names, identifiers, counts, order, people, failedPeople, lostShards } = outcome;
  const file: PartFile = {
    ...{ part, of, order, people, failedPeople, lostShards },
    ...{ rows: [...rows], unplaced: [...unplaced], names: [...names], identifiers: [...identifiers] },
    counts: [...counts],
  };
  const path = join(folder, `part-${part}-of-${of}.json`);
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
  return path;
}

/**
 * Brings the shares of all machines together.
 * @throws RunRefused where one is missing, or they are not of one run
 */
export async function readParts(folder: string): Promise<Outcome> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => /^part-\d+-of-\d+\.json$/.test(name)).sort();
  const parts: PartFile[] = [];
  for (const name of files) parts.push(await readPart(join(folder, name)));
  const [first] = parts;
  if (first === undefined) throw new RunRefused(`${folder}: holds no part-I-of-N.json`);
  const present = new Set(parts.map(({ part }) => part));
  const missing = Array.from({ length: first.of }, (_, part) => part).filter((part) => !present.has(part));
  if (missing.length > 0) throw new RunRefused(`${folder}: part ${missing.join(', ')} of ${first.of} is missing`);
  const isOfRun = ({ of, order }: PartFile) => of === first.of && JSON.stringify(order) === JSON.stringify(first.order);
  if (!parts.every(isOfRun)) throw new RunRefused(`${folder}: its parts are not of one run`);
  return merged(first.order, parts);
}

async function readPart(path: string): Promise<PartFile> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new RunRefused(`${path}: is broken`);
  }
}

function merged(order: Order, parts: readonly PartFile[]): Outcome {
  const sum = (of: (part: PartFile) => Entries): Counts => {
    const sums: Counts = new Map();
    for (const part of parts) addAll(sums, of(part));
    return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const total = (of: (part: PartFile) => number) => parts.reduce((all, part) => all + of(part), 0);
  const lost = parts.flatMap(({ part, of, lostShards }) =>
    lostShards.map((lost): LostShard => ({ ...lost, shard: lost.shard * of + part })),
  );
  return {
    order,
    people: total(({ people }) => people),
    failedPeople: total(({ failedPeople }) => failedPeople),
    lostShards: lost,
    rows: sum(({ rows }) => rows),
    unplaced: sum(({ unplaced }) => unplaced),
    names: new Map(parts.flatMap(({ names }) => names)),
    identifiers: new Map(parts.flatMap(({ identifiers }) => identifiers)),
    counts: sum(({ counts }) => counts),
  };
}
