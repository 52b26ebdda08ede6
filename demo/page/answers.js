import { perform, remove, sendFeedback } from './ehr.js';

/**
 * What a user does with one card: the record is changed, and the service gets feedback. The protocol can't withdraw
 * feedback, but the latest counts: after an undo that is what is still taken up, or an override without a reason.
 */
export function answersTo(card, ehr) {
  /** What was created, by the uuid of the accepted suggestion. */
  const taken = new Map();
  const answer = (outcome) => sendFeedback({ ...ehr, card, outcome });
  const accepted = () => ({ outcome: 'accepted', acceptedSuggestions: [...taken.keys()].map((id) => ({ id })) });
  return {
    /** The suggestions that can be taken up now. */
    offered: () => {
      const isOneOf = card.selectionBehavior !== 'any';
      return (card.suggestions ?? []).filter(({ uuid }) => !taken.has(uuid) && !(isOneOf && taken.size > 0));
    },
    isTaken: () => taken.size > 0,
    accept: async (suggestion) => {
      const created = await perform(suggestion, ehr.get);
      taken.set(suggestion.uuid, created);
      await answer(accepted());
      await ehr.recorded();
      return created;
    },
    undo: async ({ uuid }) => {
      await remove(taken.get(uuid), ehr.get);
      taken.delete(uuid);
      await answer(taken.size > 0 ? accepted() : { outcome: 'overridden' });
      await ehr.recorded();
    },
    dismiss: (overrideReason) => answer({ outcome: 'overridden', ...(overrideReason && { overrideReason }) }),
  };
}
