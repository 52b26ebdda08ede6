import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { type Day, months, parseDay } from '../../history/calendar.ts';
import type { WorkOptions } from '../work.ts';
import { type AccessLog, readAccessLog } from './access-log.ts';
import { replayPseudonyms } from './pseudonyms.ts';
import { parseChange, type SettingChange } from './setting-changes.ts';

/** What the charts are opened at: every visit, a Monday of each week, or what a log of real openings says. */
export type OpenedAt = { readonly kind: 'encounters' } | { readonly kind: 'weekly' } | AccessLog;

/** What a replay was asked for; of a log it holds the pseudonyms of patients alone, for it travels with the order. */
export interface ReplayOptions extends WorkOptions, z.output<typeof replayFlags> {}

/** The options that flags make at a site. */
export function replayOptions(
  flags: z.output<typeof replayFlags>,
  asOf: Day,
  config: Pick<Config, 'pseudonymKey'>,
): ReplayOptions {
  const { openings } = flags;
  if (openings.kind !== 'log') return { asOf, ...flags };
  const { patient: pseudonymOf } = replayPseudonyms(config);
  const logged = openings.openings.map((one) => ({ ...one, patient: pseudonymOf(one.patient) }));
  return { asOf, ...flags, openings: { ...openings, openings: logged } };
}

const day = z.string().transform((text, context): Day => {
  const parsed = parseDay(text);
  if (parsed !== undefined) return parsed;
  context.addIssue('must be a day such as 2026-03-31');
  return z.NEVER;
});

const wholeNumber = (most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,10}$/.test(text) && Number(text) <= most, `must be a whole number from 0 to ${most}`)
    .transform(Number);

/** The flags of `replay` as they were typed; what can't be used gives one line. */
export const replayFlags = z
  .object({
    from: day.optional().describe('First day of the openings; a year before the last one if left out'),
    to: day.optional().describe('Last day of the openings; that of the whole run if left out'),
    openings: z
      .string()
      .default('encounters')
      .transform((text, context): OpenedAt => {
        if (text === 'encounters' || text === 'weekly') return { kind: text };
        const log = readAccessLog(text);
        if (typeof log !== 'string') return log;
        context.addIssue(log);
        return z.NEVER;
      })
      .describe('When charts are opened: encounters, weekly, or a CSV file of time, patient and user'),
    sample: wholeNumber(1000).default(0).describe('Cards of each detection to write out for clinicians to judge'),
    seed: wholeNumber(2 ** 32)
      .default(1)
      .describe('Another seed draws another sample'),
    suppress: wholeNumber(1000).default(10).describe('Counts of fewer people than this are not printed; 0 prints all'),
    set: z
      .array(z.string())
      .default([])
      .transform((texts, context): readonly SettingChange[] =>
        texts.flatMap((text) => {
          const change = parseChange(text);
          if (typeof change !== 'string') return [change];
          context.addIssue(change);
          return [];
        }),
      )
      .describe('Settings to look at beside those in force, each as code.name=value'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    error: 'must not be after the last day of the openings',
  });

/** First and last day of the openings: the year up to the last day of the run, unless others were asked for. */
export function daysOf({ from, to, asOf }: Pick<ReplayOptions, 'from' | 'to' | 'asOf'>): {
  readonly from: Day;
  readonly to: Day;
} {
  const last = Math.min(to ?? asOf, asOf);
  return { from: from ?? last - months(12) + 1, to: last };
}
