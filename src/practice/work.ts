import type { Config } from '../config/config.ts';
import type { Settings } from '../detectors/run.ts';
import type { Day } from '../history/calendar.ts';
import type { Part } from '../history/history.ts';
import type { Counts } from './counts.ts';
import type { ConsultingDays } from './people/consulting-days.ts';
import type { ExportedPerson } from './people/exported-person.ts';

/** What a command does with each person of an export, in whichever worker or machine. */
export interface Work<O extends WorkOptions> {
  /** What the records are read for: rows that no part of it needs are not even sorted. */
  readonly parts: readonly Part[];
  /** Whether it must be known on which days each clinician saw anyone. */
  readonly needsConsultingDays: boolean;
  /** Called once in each worker; the result is called for each person and adds to the counts. What it throws is counted. */
  begin(options: O, site: WorkSite): (person: ExportedPerson, counts: Counts) => void;
}

/** Plain data: it travels between threads, processes and machines. */
export interface WorkOptions {
  /** Last day of what is looked at. */
  readonly asOf: Day;
}

/** What a worker knows apart from the person. */
export interface WorkSite {
  readonly config: Config;
  /** Thresholds in force. */
  readonly thresholds: Settings;
  readonly consultingDays: ConsultingDays;
}

/** What the main thread knows at the end, apart from the counts. */
export interface RunFacts {
  readonly asOf: Day;
  /** People whose record was read, and those whose record could not be dealt with. */
  readonly people: number;
  readonly failedPeople: number;
  /** Shards that failed twice: the people in them are missing. */
  readonly lostShards: readonly LostShard[];
  /** Rows by type, as far as they were needed; `unplaced`: those that name no patient. */
  readonly rows: ReadonlyMap<string, number>;
  readonly unplaced: ReadonlyMap<string, number>;
  /** Name of an organisation or clinician of the export by reference (`Organization/…`, a clinician's key), if it has one. */
  nameOf(reference: string): string | undefined;
  /** An identifier of an organisation of the export, as `system|value`, if it has one. */
  identifierOf(reference: string): string | undefined;
}

/** A shard that failed twice: why, as a code, and how many Patients were in it. */
export interface LostShard {
  readonly shard: number;
  readonly reason: string;
  readonly people: number;
}
