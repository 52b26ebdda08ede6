import type { Command } from '../command.ts';
import { checkFlags } from '../common-flags.ts';
import { RunRefused } from '../refused.ts';
import { replayFlags, replayOptions } from '../replay/options.ts';
import { writeReplay } from '../replay/write.ts';

/** `practice replay`: what the service would have said at the openings of charts in the past year. */
export const replay: Command = {
  name: 'replay',
  summary: 'says what the service would have said at the openings of charts in the past year',
  out: 'folder',
  flags: [
    { flag: '--from <day>', means: 'first day of the openings (default: a year before the last)' },
    { flag: '--to <day>', means: 'last day of the openings (default: that of the run)' },
    {
      flag: '--openings <how>',
      means: 'encounters, weekly, or a CSV file of time, patient and user (default: encounters)',
    },
    { flag: '--sample <n>', means: 'write so many cards of each detection, with their words, for clinicians to judge' },
    { flag: '--seed <n>', means: 'another seed draws another sample (default: 1)' },
    { flag: '--set <code.name=value>', means: 'a setting to look at beside those in force', repeated: true },
    { flag: '--suppress <n>', means: 'counts of fewer people are not printed (default: 10; 0 prints all)' },
  ],
  order: (typed, asOf, { config }) => ({
    command: 'replay',
    options: replayOptions(checkFlags(replayFlags, typed), asOf, config),
  }),
  write: ({ order, counts }, facts, { site }, folder) => {
    if (order.command !== 'replay') throw new RunRefused('--parts: these are of another command');
    return writeReplay(counts, facts, order.options, folder, site.config);
  },
};
