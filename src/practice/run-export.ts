import { checkFlags } from './common-flags.ts';
import { exportPractice } from './export/export-practice.ts';
import { exportOptions } from './export/options.ts';
import { isExportRefusal } from './export/refusal.ts';
import { realTime } from './export/surroundings.ts';
import { RunRefused } from './refused.ts';

/**
 * Fetches an export; SIGTERM and SIGINT end it, and the server's job with it.
 * @throws RunRefused with one line where it can't be had
 */
export async function runExport(typed: Readonly<Record<string, unknown>>): Promise<void> {
  const options = checkFlags(exportOptions, typed);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    await exportPractice(options, { ...realTime, log, signal: stopping.signal });
    process.stdout.write(`${options.into}\n`);
  } catch (error) {
    throw isExportRefusal(error) ? new RunRefused(error.message) : error;
  }
}
