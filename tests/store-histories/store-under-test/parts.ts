import type { Answer } from '#src/store/store.ts';
import type { CallOf } from '../history.ts';

/** What every chart is found to have. */
export const finding = { code: 'first-meeting', material: 'material' };
export const hook = 'patient-view';
export const common = { tenant: 'tenant', service: 'service' };

/** A time ahead of the replica's own is taken for its own, as the service takes it. */
export function answerOf({ card, reply, at }: CallOf<'answer'>, received: number): Answer {
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
