import type { CardFeedback } from '#src/store/store.ts';
import type { CallOf } from '../history.ts';

/** The finding in every chart. */
export const finding = { code: 'first-meeting', material: 'material' };
export const hook = 'patient-view';
export const common = { tenant: 'tenant', service: 'service' };

/** A time ahead of the replica's clock is replaced by that clock, as in the service. */
export function answerOf({ card, reply, at }: CallOf<'answer'>, received: number): CardFeedback {
  const outcome = reply === 'accepted' ? reply : 'overridden';
  const reason = reply === 'accepted' ? undefined : reply;
  return {
    ...common,
    card,
    outcome,
    reason,
    at: Math.min(at, received),
    received,
    suggestions: [],
    comment: undefined,
  };
}
