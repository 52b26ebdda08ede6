import { z } from 'zod';
import { baseUrl } from '../../values/base-url.ts';
import { fhirIds } from '../../values/fhir-id.ts';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A time such as `90s`, `30m` or `6h`, of a second to a week, in milliseconds. */
const duration = z.string().transform((text, context) => {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = Number(count) * unitMs[(unit ?? 's') as keyof typeof unitMs];
  if (ms >= 1000 && ms <= 7 * 24 * unitMs.h) return ms;
  context.addIssue({ code: 'custom', message: 'must be a time of a second to a week, such as 90s, 30m or 6h' });
  return z.NEVER;
});

const path = z.string().min(1, 'must be a path');

/** The options of `practice export` as they stand on the command line. */
export const exportOptions = z.strictObject({
  fhirUrl: baseUrl.describe('FHIR base URL'),
  client: path.describe('File that says who asks, and where (docs/practice-export.md)'),
  group: z
    .string()
    .regex(fhirIds.any, 'must be the id of a Group')
    .optional()
    .describe('Group whose members are exported'),
  since: z.iso
    .datetime({ offset: true, error: 'must be an instant with its offset, such as 2026-11-30T00:00:00Z' })
    .optional()
    .describe('Only what changed since: the transactionTime of an earlier export'),
  patience: duration.prefault('6h').describe('How long the server may prepare it'),
  into: path.describe('Folder that must not exist yet'),
});

export type ExportOptions = z.output<typeof exportOptions>;
