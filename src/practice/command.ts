import type { Day } from '../history/calendar.ts';
import type { Outcome } from './parts.ts';
import type { RunPlace } from './run.ts';
import type { PracticeSite } from './site.ts';
import type { RunFacts } from './work.ts';
import type { Order } from './works.ts';

/** A command on the records of an export. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What `--out` names. */
  readonly out: 'folder' | 'file';
  readonly flags: readonly Flag[];
  /**
   * The order that the flags, as they were typed, make.
   * @throws RunRefused with one line that names the flag
   */
  order(typed: Readonly<Record<string, unknown>>, asOf: Day, site: PracticeSite): Order;
  /**
   * Writes what became of it into an empty folder, or a file.
   * @returns lines for the console
   */
  write(outcome: Outcome, facts: RunFacts, place: WritingPlace, out: string): Promise<readonly string[]>;
}

/** What is at hand while the result is written: the sorted rows too, where they are on this machine. */
export interface WritingPlace {
  readonly site: PracticeSite;
  readonly sorted: (RunPlace & { readonly shardCount: number }) | undefined;
}

/** A flag of a command, as commander writes it: `--months <n>`. */
export interface Flag {
  readonly flag: string;
  readonly means: string;
  /** It may be given more than once. */
  readonly repeated?: boolean;
}
