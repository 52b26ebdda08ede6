import { overrideReasons } from '../cards/override-reasons.ts';
import type { FeedbackItem } from '../cds/feedback.ts';
import type { TakeFeedback } from '../cds/routes.ts';
import type { Memory } from '../memory/memory.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../problem.ts';
import type { CardFeedback } from '../store/store.ts';

/**
 * Stores feedback durably. If it can't, or if too much feedback waits for its card, the response is 503: the caller sends
 * it again, and storing the same feedback twice changes nothing.
 */
export function createFeedback({
  memory,
  keepComments,
  log,
  metrics,
}: {
  readonly memory: Pick<Memory, 'saveFeedback'>;
  readonly keepComments: boolean;
  readonly log: Log;
  readonly metrics: Metrics;
}): TakeFeedback {
  return async ({ service, tenant, items }) => {
    const received = Date.now();
    const answers = items.map((item) => ({ ...answerOf(item, received, keepComments), service, tenant }));
    const notStored = (why: { readonly errorClass: string } | { readonly reason: string }) => {
      log.error({ event: 'feedback-not-kept', count: answers.length, ...why });
      return new Problem('overloaded');
    };
    const result =
      answers.length === 0
        ? 'saved'
        : await memory.saveFeedback(answers).catch((error: unknown) => {
            throw notStored({ errorClass: errorClassOf(error) });
          });
    if (result !== 'saved') throw notStored({ reason: result });
    for (const { outcome, reason } of answers) metrics.feedback(service, outcome, reason ?? '');
  };
}

/** A time in the future comes from a wrong clock: clamped, so that it does not override every later answer. */
function answerOf(
  item: FeedbackItem,
  received: number,
  keepComments: boolean,
): Omit<CardFeedback, 'service' | 'tenant'> {
  const at = Math.min(Date.parse(item.outcomeTimestamp.toUpperCase()), received);
  const { card, outcome } = item;
  if (outcome === 'accepted')
    return {
      card,
      outcome,
      at,
      received,
      reason: undefined,
      comment: undefined,
      suggestions: item.acceptedSuggestions.map(({ id }) => id),
    };
  const { reason, userComment } = item.overrideReason ?? {};
  const comment = keepComments ? (userComment ?? undefined) : undefined;
  return { card, outcome, at, received, reason: known(reason?.code), comment, suggestions: [] };
}

/** One of our codes, or `other`: any other text of a caller is not stored. */
function known(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (overrideReasons.find((reason) => reason === code) ?? 'other');
}
