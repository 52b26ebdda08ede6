import { sourcesOf } from '../fhir/read/searches.ts';
import { typesInAny } from '../fhir/versions/index.ts';
import { addAll, type Counts } from './counts.ts';
import { readDeletions } from './input/deletions.ts';
import { type InputFiles, listInput } from './input/files.ts';
import { consultingDays } from './people/consulting-days.ts';
import type { Progress } from './progress.ts';
import { RunRefused } from './refused.ts';
import type { SampledCard, SampleOptions } from './replay/sample/sample-work.ts';
import { writeSetup } from './setup.ts';
import { copyLinkedRows } from './shards/linked-rows.ts';
import type { SortedPiece } from './shards/sort-rows.ts';
import type { LostShard } from './work.ts';
import type { ShardPool } from './workers/pool.ts';
import type { WorkedShard } from './workers/shard-worker.ts';
import { needsOf, type Order } from './works.ts';

/** Where a run works, and with how much. */
export interface RunPlace {
  /** The work folder. */
  readonly folder: string;
  readonly pool: ShardPool;
  readonly workers: number;
  /** Undefined for as many as the size of the input asks for. */
  readonly shards: number | undefined;
  /** Which share of the people is dealt with here, and of how many. */
  readonly machine: number;
  readonly machines: number;
  readonly timeZone: string;
  readonly progress: Progress;
}

/** The rows of an export, sorted into shards. */
export interface SortedExport {
  readonly shards: number;
  readonly rows: ReadonlyMap<string, number>;
  readonly unplaced: ReadonlyMap<string, number>;
  /** How many of its Patients came into a shard. */
  patientsIn(shard: number): number;
}

/** What became of all people. */
export interface Worked {
  readonly people: number;
  readonly failedPeople: number;
  readonly lostShards: readonly LostShard[];
  readonly counts: Counts;
}

/** The rows of a shard are read as a whole, and its people one by one. */
const shardBytes = 10 * 1024 * 1024;
const shardsPerWorker = 2;

/**
 * Sorts the rows of an export into shards by whom they are about, and leaves the setup for those who work on them.
 * @throws RunRefused where the folders hold nothing that can be used
 */
export async function sortExport(folders: readonly string[], order: Order, place: RunPlace): Promise<SortedExport> {
  const input = await listInput(folders);
  const deletions = await readDeletions(input.deleted);
  const shards = place.shards ?? shardsFor(input, place.workers);
  const { parts, needsConsultingDays } = needsOf(order);
  const options = {
    folder: place.folder,
    shards,
    machine: place.machine,
    machines: place.machines,
    types: sourcesOf(parts).flatMap(({ type }) => typesInAny(type)),
    daysIn: needsConsultingDays ? place.timeZone : undefined,
  };
  place.progress.begin('sorting', input.pieces.length);
  const sorted = await place.pool.sortPieces(input.pieces, options, place.progress.step);
  place.progress.end();
  copyLinkedRows(
    place.folder,
    shards,
    sorted.flatMap(({ links }) => links),
  );
  const days = consultingDays(sorted.map((one) => one.days));
  writeSetup(place.folder, { order, shards, deletions, consultingDays: days });
  const rows = summed(sorted, 'rows');
  if (!rows.has('Patient')) throw new RunRefused('no row is a Patient, so nothing can be said of anyone');
  const patientsIn = (shard: number) => sorted.reduce((sum, one) => sum + (one.patients.get(shard) ?? 0), 0);
  return { shards, rows, unplaced: summed(sorted, 'unplaced'), patientsIn };
}

function shardsFor({ bytes }: InputFiles, workers: number): number {
  return Math.max(shardsPerWorker * workers, Math.ceil(bytes / shardBytes));
}

function summed(sorted: readonly SortedPiece[], which: 'rows' | 'unplaced'): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const one of sorted) addAll(sums, one[which]);
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Works on each shard; one that fails is worked on once more when the others are done, alone. */
export async function workOnShards(
  { shards, patientsIn }: Pick<SortedExport, 'shards' | 'patientsIn'>,
  { pool, progress }: Pick<RunPlace, 'pool' | 'progress'>,
): Promise<Worked> {
  const counts: Counts = new Map();
  let [people, failedPeople] = [0, 0];
  const failed: number[] = [];
  const take = (worked: WorkedShard) => {
    people += worked.people;
    failedPeople += worked.failed;
    addAll(counts, worked.counts);
  };
  progress.begin('people', shards);
  const each = Array.from({ length: shards }, async (_, shard) => {
    try {
      take(await pool.workOnShard(shard));
    } catch {
      failed.push(shard);
    }
    progress.step();
  });
  await Promise.all(each);
  const lostShards: LostShard[] = [];
  for (const shard of failed.sort((a, b) => a - b)) {
    try {
      take(await pool.workOnShard(shard));
    } catch (error) {
      lostShards.push({ shard, reason: reasonOf(error), people: patientsIn(shard) });
    }
  }
  progress.end();
  return { people, failedPeople, lostShards, counts };
}

/** Writes the words of the cards that were drawn, shard by shard; only the people of whom one was are read again. */
export async function sampleShards(
  { pool, progress, shardCount }: Pick<RunPlace, 'pool' | 'progress'> & { readonly shardCount: number },
  options: SampleOptions,
): Promise<readonly SampledCard[]> {
  progress.begin('cards', shardCount);
  const each = Array.from({ length: shardCount }, async (_, shard) => {
    const cards = await pool.sampleShard(shard, options);
    progress.step();
    return cards;
  });
  const cards = (await Promise.all(each)).flat();
  progress.end();
  return cards;
}

/** A code, without anything of the record in it. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'failed';
}
