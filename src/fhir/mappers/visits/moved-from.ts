import { type Day, months } from '../../../history/calendar.ts';
import type { Clinician, ClinicianKey, Contact } from '../../../history/history.ts';
import { judgeContacts } from '../../../history/judge-contacts.ts';
import { discontentLimits, movesAway } from '../../../history/move-away.ts';
import type { Context } from '../../record/context.ts';
import type { ResolvedContact } from './draft.ts';
import { referencesOf } from './most-seen.ts';

/** Of several, the latest moves. */
const most = 2;
const withinMonths = 24;

/** Whose encounters show whether they consulted in some weeks. */
export interface Consulting {
  readonly references: readonly string[];
  readonly mondays: readonly Day[];
}

/**
 * From whom the person seems to have moved away in two years. Before roles have been read everyone counts as a GP: most
 * moves show then already.
 */
export function movedFrom(
  { at, people }: Context,
  drafts: readonly ResolvedContact[],
  clinicians: ReadonlyMap<ClinicianKey, Clinician> = new Map(),
): readonly Consulting[] {
  const contacts = drafts.filter(({ contact }) => contact.day === undefined || contact.day <= at.asOf).map(withRole);
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
