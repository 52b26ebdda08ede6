import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../history/calendar.ts';
import type { Deletions } from './input/deletions.ts';
import type { ConsultingDays, CountedDays } from './people/consulting-days.ts';
import type { Order } from './works.ts';

/** What every worker on the shards of a run must know, wherever it runs. */
export interface RunSetup {
  readonly order: Order;
  readonly shards: number;
  readonly deletions: Deletions;
  readonly consultingDays: ConsultingDays;
}

const file = 'setup.json';

/** Leaves the setup in the work folder, for the workers of any process that reads its shards. */
export function writeSetup(folder: string, { deletions, consultingDays, ...setup }: RunSetup): void {
  const days = [...consultingDays].map(([clinician, own]) => [clinician, [...own]]);
  writeFileSync(join(folder, file), JSON.stringify({ ...setup, deletions: [...deletions], days }), { mode: 0o600 });
}

/** Reads it again. */
export function readSetup(folder: string): RunSetup {
  const { order, shards, deletions, days }: Written = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const consultingDays = new Map(days.map(([clinician, own]) => [clinician, new Map(own)]));
  return { order, shards, deletions: new Map(deletions), consultingDays };
}

/** As it was written by this program. */
interface Written {
  readonly order: Order;
  readonly shards: number;
  readonly deletions: readonly (readonly [string, number])[];
  readonly days: readonly (readonly [string, readonly (readonly [string, CountedDays])[]])[];
}

/** The last moment of a day in UTC, in ms since 1970: all that is dated on it has begun. */
export function endOf(day: Day): number {
  return (day + 1) * 86_400_000 - 1;
}
