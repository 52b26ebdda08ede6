import type { Finding } from '../detectors/detector.ts';
import { type DateRange, type Day, isInRange } from '../history/calendar.ts';
import { isRestricted } from '../history/contact.ts';
import type { NotCountedReason } from '../history/exclusion.ts';
import type { Contact, RelationalHistory } from '../history/history.ts';
import { judgeContacts } from '../history/judge-contacts.ts';

/** Whether a contact counts: on the card, or without one as a visit to a GP here; if not, why not. */
export type Counting = 'counted' | NotCountedReason | 'not-looked-at';

/** One contact, and whether it counts. */
export interface ContactRow {
  readonly contact: Contact;
  readonly counting: Counting;
}

/**
 * The contacts of a period, newest first, undated ones last. Restricted ones are left out without a trace. Those that the
 * finding neither counts nor lists lie outside the days, or the kind of entry, that it looks at.
 */
export function contactRows(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  finding: Pick<Finding, 'counted' | 'notCounted'> | undefined,
  { period, now }: { readonly period: DateRange; readonly now: number },
): readonly ContactRow[] {
  const countingOf = finding === undefined ? generally(history, now) : asOnCard(finding);
  return history.contacts
    .filter((one) => !isRestricted(one) && (one.day === undefined || isInRange(one.day, period)))
    .toSorted((a, b) => dayOf(b) - dayOf(a))
    .map((contact) => ({ contact, counting: countingOf(contact) }));
}

/** How many contacts the finding counts that lie before a period. */
export function countedBefore(
  { contacts }: Pick<RelationalHistory, 'contacts'>,
  finding: Pick<Finding, 'counted'> | undefined,
  { from }: DateRange,
): number {
  const counted = new Set(finding?.counted);
  return contacts.filter(({ day, reference }) => day !== undefined && day < from && counted.has(reference)).length;
}

function asOnCard({ counted, notCounted }: Pick<Finding, 'counted' | 'notCounted'>) {
  const references = new Set(counted);
  const reasons = new Map(notCounted.map(({ reference, reason }) => [reference, reason]));
  return ({ reference }: Contact): Counting =>
    references.has(reference) ? 'counted' : (reasons.get(reference) ?? 'not-looked-at');
}

function generally(history: Pick<RelationalHistory, 'contacts' | 'clinicians'>, now: number) {
  const { counted, uncounted } = judgeContacts(history, now, 'gp');
  return asOnCard({ counted: counted.map(({ reference }) => reference), notCounted: uncounted });
}

function dayOf({ day }: Contact): Day {
  return day ?? -Infinity;
}
