import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Day, parseDay } from '../history/calendar.ts';
import { RunRefused } from './refused.ts';

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

/** A day as `2026-11-30`. */
export const dayFlag = z
  .string()
  .refine((text) => parseDay(text) !== undefined, 'must be a day such as 2026-11-30')
  .transform((text): Day => parseDay(text) ?? 0);

const shareFlag = z
  .string()
  .regex(/^\d{1,4}\/\d{1,4}$/, 'must be I/N, such as 0/8')
  .transform((text) => {
    const [machine = 0, machines = 1] = text.split('/').map(Number);
    return { machine, machines };
  })
  .refine(({ machine, machines }) => machine < machines, 'I must be less than N: the first is 0');

/** Flags about what this machine has to work with. */
export const machineFlags = z.object({
  workers: wholeNumber(1, 256)
    .optional()
    .transform((count) => count ?? availableParallelism()),
  work: z.string().min(1).default(join(tmpdir(), 'secure-base')),
});

/** Flags that all commands on the records of an export have. */
export const commonFlags = machineFlags
  .extend({
    out: z.string({ error: 'is required' }).min(1),
    asOf: dayFlag.optional(),
    shards: wholeNumber(1, 1_000_000).optional(),
    shard: shareFlag.optional(),
    parts: z.string().min(1).optional(),
    queue: z.boolean().default(false),
  })
  .refine(({ queue, shard }) => !queue || shard === undefined, {
    path: ['queue'],
    error: 'can’t be used with --shard: choose one of them',
  });
export type CommonFlags = z.output<typeof commonFlags>;

/**
 * Checks flags as they were typed.
 * @throws RunRefused with one line that names the flag
 */
export function checkFlags<T>(schema: z.ZodType<T>, typed: unknown): T {
  const result = schema.safeParse(typed);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const flag = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new RunRefused(`--${flag}: ${issue?.message}`);
}
