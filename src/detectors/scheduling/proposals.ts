import { isDated, type OnKnownDay } from '../../history/calendar.ts';
import type { Proposal } from '../../history/history.ts';

/** A proposed appointment whose day is known. */
export type DatedProposal = OnKnownDay<Proposal>;

/** The proposals whose day is known, the nearest first. */
export function nearestFirst(proposed: readonly Proposal[]): readonly DatedProposal[] {
  return proposed.filter(isDated).toSorted((a, b) => a.day - b.day);
}

/** References under which a reader can find a proposal: none where it came without an id. */
export function referencesOf({ identified, reference }: Proposal): readonly string[] {
  return identified ? [reference] : [];
}
