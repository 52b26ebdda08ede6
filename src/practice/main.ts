import { Command as Program } from 'commander';
import type { Command } from './command.ts';
import { centiles } from './commands/centiles.ts';
import { replay } from './commands/replay.ts';
import { report } from './commands/report.ts';
import { RunRefused } from './refused.ts';
import { runCommand } from './run-command.ts';
import { runExport } from './run-export.ts';
import { runVerdicts } from './run-verdicts.ts';
import { runWorker } from './run-worker.ts';

/*
 * `npm run practice -- COMMAND …`, and in the image `practice COMMAND …`: what concerns the whole practice, from an export.
 * Exit codes: 0; 1 where somebody's record could not be dealt with, or we failed; 2 where what was given can't be used.
 */

// Nobody else may read what is written (CWE-276).
process.umask(0o077);

const commands: readonly Command[] = [report, replay, centiles];

const program = new Program('practice')
  .description('Reports on a whole practice, from FHIR NDJSON as $export, SMART Fetch or Pathling write it.')
  .showHelpAfterError('(--help says more)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'practice: ')) })
  .exitOverride(({ code, exitCode }) => process.exit(code.startsWith('commander.help') ? 0 : exitCode && 2));

for (const command of commands) addCommand(command);
program
  .command('export')
  .description('fetches an export of a FHIR server over its Bulk Data API')
  .requiredOption('--fhir-url <url>', 'base URL of the server')
  .requiredOption('--client <file>', 'who asks, with which key, and where (docs/practice-export.md)')
  .requiredOption('--into <folder>', 'the folder to make')
  .option('--group <id>', 'only the people of this Group')
  .option('--since <instant>', 'only what changed since then')
  .option('--patience <time>', 'how long the server may prepare it (default: 6h)')
  .action((typed: Record<string, unknown>) => attempt(() => runExport(typed)));
program
  .command('verdicts')
  .description('says from a sample that clinicians have judged which detections may be switched on')
  .argument('<file>', 'sample.csv as it was filled in')
  .option('--out <file>', 'write the table as CSV, too')
  .action((file: string, typed: Record<string, unknown>) => attempt(async () => print(await runVerdicts(file, typed))));
program
  .command('worker')
  .description('deals with the people of commands that run with --queue, until it is ended')
  .option('--workers <n>', 'threads (default: one for each core)')
  .option('--work <folder>', 'the folder that --work names for those commands, as it is mounted here')
  .action((typed: Record<string, unknown>) => attempt(() => runWorker(typed)));

await program.parseAsync();

function addCommand(command: Command): void {
  const sub = program
    .command(command.name)
    .description(command.summary)
    .argument('[input...]', 'folders of .ndjson or .ndjson.gz files, of one export or of it and its increments')
    .requiredOption(`--out <${command.out}>`, `the ${command.out} to write`)
    .option('--as-of <day>', 'last day of what is looked at (default: the day of the export, else today)');
  for (const { flag, means, repeated } of command.flags)
    if (repeated) sub.option(flag, means, (value: string, all: string[]) => [...all, value], []);
    else sub.option(flag, means);
  sub
    .option('--workers <n>', 'threads (default: one for each core)')
    .option('--shards <n>', 'parts that people are sorted into (default: by the size of the input)')
    .option('--work <folder>', 'where rows are sorted; they are whole records, so let the disk be encrypted')
    .option(
      '--queue',
      'have the people dealt with by `practice worker` on any machines, over the PostgreSQL of STORE_URL',
    )
    .option('--shard <i/n>', 'deal only with a share of the people, 0/n to n-1/n, and write it into --out')
    .option('--parts <folder>', 'write the result of such shares, instead of reading an export')
    .action((input: string[], typed: Record<string, unknown>) => act(command, input, typed));
}

async function act(command: Command, input: readonly string[], typed: Record<string, unknown>): Promise<void> {
  await attempt(async () => {
    const { lines, complete } = await runCommand(command, input, typed);
    print(lines);
    process.exitCode = complete ? 0 : 1;
  });
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    // What else went wrong may quote a record.
    const line = error instanceof RunRefused ? error.message : 'failed; this is a fault of the program';
    process.stderr.write(`practice: ${line}\n`);
    process.exitCode = error instanceof RunRefused ? 2 : 1;
  }
}
