import type { Command } from '../command.ts';
import { checkFlags } from '../common-flags.ts';
import { RunRefused } from '../refused.ts';
import { reportFlags } from '../report/options.ts';
import { writeReport } from '../report/write.ts';

/** `practice report`: how continuous the care of a practice is. */
export const report: Command = {
  name: 'report',
  summary: 'reports how continuous care is, by month, practice and list',
  out: 'folder',
  flags: [
    { flag: '--months <n>', means: 'months up to the last day (default: 24)' },
    { flag: '--list <whose>', means: 'the list of the named GP, or of the usual one: named or usual (default: named)' },
    { flag: '--suppress <n>', means: 'smaller counts are not printed (default: 10; 0 prints all)' },
  ],
  order: (typed, asOf) => ({ command: 'report', options: { asOf, ...checkFlags(reportFlags, typed) } }),
  write: ({ order, counts }, facts, { site }, folder) => {
    if (order.command !== 'report') throw new RunRefused('--parts: these are of another command');
    return writeReport(counts, facts, order.options, folder, site.config);
  },
};
