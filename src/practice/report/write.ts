import type { Config } from '../../config/config.ts';
import type { Counts } from '../counts.ts';
import type { RunFacts } from '../work.ts';
import type { ReportOptions } from './options.ts';

/**
 * Writes the report into an existing folder: of one practice all files; of several a page and tables of practices only, and
 * each practice's own files in a folder below. The same counts give the same bytes. Returns the lines for the console.
 */
export async function writeReport(
  counts: Counts,
  facts: RunFacts,
  options: ReportOptions,
  folder: string,
  config: Pick<Config, 'language'>,
): Promise<readonly string[]> {
  // Drawing takes memory and time at its first use, and only once everybody is counted.
  const { writeReportFiles } = await import('./report-files.ts');
  return writeReportFiles(counts, facts, options, folder, config);
}
