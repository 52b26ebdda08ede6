import type { Known, Part, Reading, RelationalHistory, UnreadReason } from '../../history/history.ts';
import { count } from '../json.ts';
import type { Context } from '../record/context.ts';
import type { Sources } from '../record/sources.ts';

/** Marks a part as known, unless one of its sources is incomplete. */
export type MarkKnown = <P extends Part>(part: P, value: RelationalHistory[P]) => Known<RelationalHistory[P]>;

/** Marks the parts of this record. */
export function knownIn({ sources }: Context): MarkKnown {
  return (part, value) => {
    const why = sources.unread.get(part);
    return why === undefined ? { known: true, value } : { known: false, why };
  };
}

/** A part that was not read, and why. */
export function notRead(part: Part, { unread }: Sources): { readonly known: false; readonly why: UnreadReason } {
  return { known: false, why: unread.get(part) ?? 'not-available' };
}

/** Where not all words were looked at, what they say may be missing from any part, a reason for silence too. */
export function unlessCut(reading: Reading, { hasTooManyWords, tally }: Context): Reading {
  if (!hasTooManyWords()) return reading;
  count(tally, 'too-many-words');
  const cut = Object.keys(reading).map((part) => [part, { known: false, why: 'incomplete' }]);
  return { ...reading, ...Object.fromEntries(cut), person: reading.person, clinicians: reading.clinicians };
}
