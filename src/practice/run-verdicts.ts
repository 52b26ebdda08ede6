import { z } from 'zod';
import { checkFlags } from './common-flags.ts';
import { RunRefused } from './refused.ts';
import { judgeSample } from './verdicts/verdicts.ts';

const verdictFlags = z.object({ out: z.string().min(1).optional() });

/**
 * Says which detections the verdicts in a filled-in sample allow to switch on.
 * @returns lines for the console
 * @throws RunRefused with a line for each row that can't be used
 */
export async function runVerdicts(file: string, typed: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { lines, failed } = await judgeSample(file, checkFlags(verdictFlags, typed).out);
  if (failed) throw new RunRefused(lines.join('\npractice: '));
  return lines;
}
