import { overrideReasons } from './cards/override-reasons.ts';
import type { FeedbackItem } from './cds/protocol.ts';
import type { TakeFeedback } from './cds/routes.ts';
import { classOf, type Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';
import { Problem } from './problem.ts';
import type { Memory } from './store/memory.ts';
import type { Answer } from './store/store.ts';

/**
 * Takes feedback into the memory. A store that can't keep it durably is answered with 503: the caller sends it again, and
 * what was kept already changes nothing then.
 */
export function createFeedback({
  memory,
  keepComments,
  log,
  metrics,
}: {
  readonly memory: Pick<Memory, 'feedback'>;
  readonly keepComments: boolean;
  readonly log: Log;
  readonly metrics: Metrics;
}): TakeFeedback {
  return async ({ service, tenant, items }) => {
    const received = Date.now();
    const answers = items.map((item) => ({ ...answerOf(item, received, keepComments), service, tenant }));
    try {
      if (answers.length > 0) await memory.feedback(answers);
    } catch (error) {
      log.error({ event: 'feedback-not-kept', count: answers.length, errorClass: classOf(error) });
      throw new Problem('overloaded');
    }
    for (const { outcome, reason } of answers) metrics.feedback(service, outcome, reason ?? '');
  };
}

/** A time ahead of ours is a clock that goes wrong: it must not outdo every later answer. */
function answerOf(item: FeedbackItem, received: number, keepComments: boolean): Omit<Answer, 'service' | 'tenant'> {
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

/** A code of ours, or `other`: what else a caller sends could be anything. */
function known(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (overrideReasons.find((reason) => reason === code) ?? 'other');
}
