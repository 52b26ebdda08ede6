import type { Day } from '../../history/calendar.ts';
import type { Proposal } from '../../history/history.ts';

/** A proposed appointment whose day is known. */
export type DatedProposal = Proposal & { readonly day: Day };

/** The proposals whose day is known, the nearest first. */
export function nearestFirst(proposed: readonly Proposal[]): readonly DatedProposal[] {
  return proposed.filter((one): one is DatedProposal => one.day !== undefined).toSorted((a, b) => a.day - b.day);
}

/** What a reader can find of a proposal: one without an id of its own stands in no record. */
export function referencesOf({ identified, reference }: Proposal): readonly string[] {
  return identified ? [reference] : [];
}
