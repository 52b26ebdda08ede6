import { z } from 'zod';
import type { WorkOptions } from '../work.ts';

/** What a report is about. */
export interface ReportOptions extends WorkOptions {
  /** Calendar months that it covers. */
  readonly months: number;
  /** Whose list a person is on: that of the GP whom the record names, or of the one seen most. */
  readonly list: 'named' | 'usual';
  /** Numbers from 1 to below this are not printed; 0 prints everything. */
  readonly suppress: number;
}

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,4}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
};

/** The command's own flags, as they are written: `--months 24 --list named --suppress 10`. */
export const reportFlags = z.object({
  months: wholeNumber(1, 120).default(24),
  list: z.enum(['named', 'usual'], { error: 'must be `named` or `usual`' }).default('named'),
  suppress: wholeNumber(0, 100).default(10),
});
