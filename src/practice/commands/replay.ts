import type { Command } from '../command.ts';
import { checkFlags } from '../common-flags.ts';
import { RunRefused } from '../refused.ts';
import { replayFlags, replayOptions } from '../replay/options.ts';
import { drawSample } from '../replay/sample/draw-sample.ts';
import { writeSample } from '../replay/sample/write-sample.ts';
import { writeReplay } from '../replay/write.ts';
import { sampleShards } from '../run.ts';

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
  order: (typed, asOf, { config }) => {
    const isShared = typed.queue === true || typed.shard !== undefined;
    const options = replayOptions(checkFlags(replayFlags, typed), asOf, config);
    if (isShared && options.sample > 0)
      throw new RunRefused('--sample: needs all rows on this machine; leave out --queue and --shard');
    if (isShared && config.pseudonymKey === undefined)
      throw new RunRefused('PSEUDONYM_KEY: is required where a replay is shared between machines');
    return { command: 'replay', options };
  },
  write: async ({ order, counts }, facts, { site, sorted }, folder) => {
    if (order.command !== 'replay') throw new RunRefused('--parts: these are of another command');
    const { config } = site;
    const lines = await writeReplay(counts, facts, order.options, folder, config);
    if (order.options.sample === 0 || sorted === undefined) return lines;
    const options = { ...order.options, wanted: drawSample(counts, order.options, config) };
    const cards = await sampleShards(sorted, options);
    return [...lines, ...(await writeSample(cards, facts, options, folder, config))];
  },
};
