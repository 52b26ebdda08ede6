import { months } from '../../../history/calendar.ts';
import { isConsultation } from '../../../history/contact.ts';
import type { Context } from '../../record/context.ts';
import type { ResolvedContact } from './draft.ts';

const people = 3;

/** References of the persons seen most in 36 months, as far as references tell; of equals the one seen last. */
export function mostSeen({ at, people: everyone }: Context, drafts: readonly ResolvedContact[]): string[][] {
  const counts = new Map<string, { visits: number; last: number }>();
  for (const { contact, unreadRole } of drafts) {
    const { day, clinician = unreadRole } = contact;
    if (clinician === undefined || day === undefined || day > at.asOf || day <= at.asOf - months(36)) continue;
    if (!isConsultation(contact)) continue;
    const visits = (counts.get(clinician)?.visits ?? 0) + 1;
    counts.set(clinician, { visits, last: day });
  }
  const ranked = [...counts].sort(
    ([one, a], [other, b]) => b.visits - a.visits || b.last - a.last || (one < other ? -1 : 1),
  );
  return ranked.slice(0, people).map(([key]) => referencesOf(key, everyone));
}

/** Every reference of a person, as far as references tell. */
export function referencesOf(key: string, everyone: Context['people']): string[] {
  const references = [key, ...(everyone.references.get(key) ?? []), ...(everyone.found.get(key)?.references ?? [])];
  return [...new Set(references)].sort();
}
