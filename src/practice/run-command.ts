import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../history/calendar.ts';
import type { Command, WritingPlace } from './command.ts';
import { type CommonFlags, checkFlags, commonFlags } from './common-flags.ts';
import { exportedOn } from './input/files.ts';
import { type Outcome, readParts, writePart } from './parts.ts';
import { RunRefused } from './refused.ts';
import { readSite } from './site.ts';
import { withExport } from './with-export.ts';
import type { RunFacts } from './work.ts';

/** What the console is shown, and whether everyone was dealt with. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly complete: boolean;
}

/**
 * Runs a command with its flags as they were typed.
 * @throws RunRefused with one line where something that was given can't be used
 */
export async function runCommand(
  command: Command,
  folders: readonly string[],
  typed: Readonly<Record<string, unknown>>,
): Promise<CommandResult> {
  const site = readSite(process.env);
  const flags = checkFlags(commonFlags, typed);
  if (flags.parts === undefined && folders.length === 0) throw new RunRefused('a folder of NDJSON is required');
  if (flags.parts !== undefined) {
    const outcome = await readParts(flags.parts);
    if (outcome.order.command !== command.name) throw new RunRefused(`--parts: these are of ${outcome.order.command}`);
    return writeResult(command, outcome, { site, sorted: undefined }, flags.out);
  }
  const asOf = flags.asOf ?? site.config.asOf ?? (await exportedOn(folders, site.config.timeZone)) ?? today();
  const order = command.order(typed, asOf, site);
  await refuseOut(command, flags);
  return withExport(folders, order, { flags, site }, async (outcome, sorted) => {
    if (flags.shard === undefined) return writeResult(command, outcome, { site, sorted }, flags.out);
    await mkdir(flags.out, { recursive: true, mode: 0o700 });
    const { machine, machines } = flags.shard;
    const file = await writePart(outcome, machine, machines, flags.out);
    return { lines: [file, ...missing(outcome)], complete: isComplete(outcome) };
  });
}

function today(): Day {
  return Math.floor(Date.now() / 86_400_000);
}

/** Before any work is done: what is there already is not overwritten. */
async function refuseOut({ out }: Command, flags: CommonFlags): Promise<void> {
  if (out === 'file' || flags.shard !== undefined) return;
  const names = await readdir(flags.out).catch(() => []);
  if (names.length > 0) throw new RunRefused(`--out: ${flags.out} is not empty`);
}

async function writeResult(
  command: Command,
  outcome: Outcome,
  place: WritingPlace,
  out: string,
): Promise<CommandResult> {
  if (command.out === 'folder') await mkdir(out, { recursive: true, mode: 0o700 });
  const lines = await command.write(outcome, factsOf(outcome), place, out);
  if (command.out === 'folder') await writeProblems(outcome, join(out, 'problems.csv'));
  return { lines: [...lines, ...missing(outcome)], complete: isComplete(outcome) };
}

function factsOf({ order, names, identifiers, ...rest }: Outcome): RunFacts {
  return {
    ...rest,
    asOf: order.options.asOf,
    nameOf: (reference) => names.get(reference),
    identifierOf: (reference) => identifiers.get(reference),
  };
}

function isComplete({ lostShards, failedPeople }: Outcome): boolean {
  return lostShards.length === 0 && failedPeople === 0;
}

/** Whom the result lacks. */
function missing({ failedPeople, lostShards, unplaced }: Outcome): readonly string[] {
  const lost = lostShards.reduce((sum, { people }) => sum + people, 0);
  const rows = [...unplaced].map(([type, count]) => `${count} ${type}`);
  return [
    ...(rows.length > 0 ? [`Rows that name no patient of this export: ${rows.join(', ')}`] : []),
    ...(failedPeople > 0 ? [`People whose record could not be read: ${failedPeople}`] : []),
    ...(lostShards.length > 0
      ? [`Parts of the export that could not be read: ${lostShards.length}, with ${lost} people`]
      : []),
  ];
}

/** By shard and reason alone; there where everything went well, too. */
async function writeProblems({ failedPeople, lostShards }: Outcome, file: string): Promise<void> {
  const lost = lostShards.map(({ shard, reason, people }) => `shard ${shard},${reason},${people}`);
  const failed = failedPeople > 0 ? [`people,failed,${failedPeople}`] : [];
  await writeFile(file, ['what,reason,people', ...lost, ...failed, ''].join('\r\n'), { mode: 0o600 });
}
