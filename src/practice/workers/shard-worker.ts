import { workerData } from 'node:worker_threads';
import { addAll, type Counts } from '../counts.ts';
import { openPeople } from '../people/open-people.ts';
import { type SampledCard, type SampleOptions, sampleWork } from '../replay/sample/sample-work.ts';
import { readSetup } from '../setup.ts';
import { readSite } from '../site.ts';
import { beginWork } from '../works.ts';

/** What became of the people of a shard. */
export interface WorkedShard {
  readonly people: number;
  /** Those whose record could not be dealt with. */
  readonly failed: number;
  readonly counts: Counts;
}

let opened: ReturnType<typeof openShards> | undefined;

/** Does the work of the run's order with each person of a shard. */
export async function workOnShard(shard: number): Promise<WorkedShard> {
  opened ??= openShards(workerData.folder);
  const { people, work } = await opened;
  const counts: Counts = new Map();
  let [read, failed] = [0, 0];
  for (const person of people.of(shard)) {
    read += 1;
    try {
      if (person === undefined) throw new Error('not mapped');
      // What was counted of someone before it threw must not stay.
      const own: Counts = new Map();
      work(person, own);
      addAll(counts, own);
    } catch {
      failed += 1;
    }
  }
  return { people: read, failed, counts };
}

/** Writes the words of the cards that were drawn from the people of a shard. */
export async function sampleShard(drawn: {
  readonly shard: number;
  readonly options: SampleOptions;
}): Promise<readonly SampledCard[]> {
  opened ??= openShards(workerData.folder);
  const { people, site } = await opened;
  const cardsOf = sampleWork.begin(drawn.options, site);
  const wanted = people.of(drawn.shard, sampleWork.isWanted(drawn.options, site));
  return [...wanted].flatMap((person) => (person === undefined ? [] : cardsOf(person)));
}

async function openShards(folder: string) {
  const setup = readSetup(folder);
  const read = readSite(process.env);
  const site = { ...read, consultingDays: setup.consultingDays };
  return { people: await openPeople(folder, setup, read), site, work: beginWork(setup.order, site) };
}
