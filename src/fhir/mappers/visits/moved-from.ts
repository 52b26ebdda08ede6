import { type Day, months } from '../../../history/calendar.ts';
import type { ClinicianKey, Contact } from '../../../history/history.ts';
import { judgeContacts } from '../../../history/judge-contacts.ts';
import { discontentLimits, movesAway } from '../../../history/move-away.ts';
import type { Context } from '../../record/context.ts';
import type { ResolvedContact } from './draft.ts';
import { referencesOf } from './most-seen.ts';

/** Of several, the latest moves. */
const most = 2;
const withinMonths = 24;

/** From whom the person seems to have moved away in two years, before roles and identities have been read. */
export function movedFrom(
  { at, people }: Context,
  drafts: readonly ResolvedContact[],
): readonly { readonly references: readonly string[]; readonly mondays: readonly Day[] }[] {
  const contacts = drafts.filter(({ contact }) => contact.day === undefined || contact.day <= at.asOf).map(withRole);
  // Without roles everyone counts as a GP: what is asked for in vain is little, and what is missing leaves it unread.
  const clinicians = new Map<ClinicianKey, never>();
  const { counted } = judgeContacts({ contacts, clinicians }, at.now, 'gp');
  return movesAway(counted, discontentLimits)
    .filter(({ since }) => (since.at(-1)?.day ?? 0) >= at.asOf - months(withinMonths))
    .toSorted((a, b) => b.until - a.until || (a.clinician < b.clinician ? -1 : 1))
    .slice(0, most)
    .map(({ clinician, weeks }) => ({ references: referencesOf(clinician, people), mondays: weeks }));
}

/** Someone whose role is still unread is at least someone. */
function withRole({ contact, unreadRole }: ResolvedContact): Contact {
  if (unreadRole === undefined || contact.clinician !== undefined) return contact;
  return { ...contact, clinician: unreadRole, excluded: undefined };
}
