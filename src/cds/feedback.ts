import { z } from 'zod';
import { Problem } from '../problem.ts';

/** A request with more is refused (413). */
const feedbackLimits = { items: 100, suggestions: 20 } as const;

const cardId = z.string().min(1).max(64);
const timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i)
  .refine((text) => z.iso.datetime({ offset: true }).safeParse(text.toUpperCase()).success)
  .describe('RFC 3339, any offset');

const Accepted = z.looseObject({
  card: cardId,
  outcome: z.literal('accepted'),
  acceptedSuggestions: z
    .array(z.looseObject({ id: cardId }))
    .min(1)
    .max(feedbackLimits.suggestions),
  outcomeTimestamp: timestamp,
});

/** Longer comments are truncated. */
const commentLength = 1000;

const OverrideReason = z.looseObject({
  reason: z
    .looseObject({ code: z.string().min(1), system: z.string().nullish(), display: z.string().nullish() })
    .nullish(),
  userComment: z
    .string()
    .transform((text) => text.slice(0, commentLength))
    .nullish(),
});

const Overridden = z.looseObject({
  card: cardId,
  outcome: z.literal('overridden'),
  overrideReason: OverrideReason.nullish().describe('Empty or null: none was given'),
  outcomeTimestamp: timestamp,
});

export const FeedbackItem = z.discriminatedUnion('outcome', [Accepted, Overridden]);
export type FeedbackItem = z.infer<typeof FeedbackItem>;

/** The wire format of feedback in CDS Hooks 2.0.1. */
export const Feedback = z.looseObject({ feedback: z.array(FeedbackItem).max(feedbackLimits.items) });

/**
 * Refuses feedback that is too long before any of it is looked at.
 * @throws Problem `too-large` (413)
 */
export function refuseLongFeedback(body: unknown): void {
  const items = listIn(body, 'feedback');
  const isTooLong =
    items.length > feedbackLimits.items ||
    items.some((item) => listIn(item, 'acceptedSuggestions').length > feedbackLimits.suggestions);
  if (isTooLong) throw new Problem('too-large');
}

function listIn(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = (value as Record<string, unknown>)[name];
  return Array.isArray(list) ? list : [];
}
