import { writeCentiles } from '../centiles/write.ts';
import type { Command } from '../command.ts';

/** `practice centiles`: how often people of each age and sex come, for PRACTICE_CENTILES. */
export const centiles: Command = {
  name: 'centiles',
  summary: 'writes the file of PRACTICE_CENTILES: on how many days people of each age and sex come in a year',
  out: 'file',
  flags: [],
  order: (_, asOf) => ({ command: 'centiles', options: { asOf } }),
  write: ({ counts }, facts, _, file) => writeCentiles(counts, facts, file),
};
