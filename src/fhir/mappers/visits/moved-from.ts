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

/** From whom the person seems to have moved away in two years, by visits of clinicians whose roles are known. */
export function movedFrom(
  { at, people }: Pick<Context, 'at' | 'people'>,
  contacts: readonly Contact[],
  clinicians: ReadonlyMap<ClinicianKey, Clinician>,
): readonly Consulting[] {
  const { counted } = judgeContacts({ contacts, clinicians }, at.now, 'gp');
  return movesAway(
    counted.filter(({ day }) => day <= at.asOf),
    discontentLimits,
  )
    .filter(({ since }) => (since.at(-1)?.day ?? 0) >= at.asOf - months(withinMonths))
    .toSorted((a, b) => b.until - a.until || (a.clinician < b.clinician ? -1 : 1))
    .slice(0, most)
    .map(({ clinician, weeks }) => ({ references: referencesOf(clinician, people), mondays: weeks }));
}

/** The same before roles have been read: everyone counts as a GP, since most moves show then already. */
export function seemsMovedFrom(context: Context, drafts: readonly ResolvedContact[]): readonly Consulting[] {
  return movedFrom(context, drafts.map(withRole), new Map());
}

/** Someone whose role is still unread is at least someone. */
function withRole({ contact, unreadRole }: ResolvedContact): Contact {
  if (unreadRole === undefined || contact.clinician !== undefined) return contact;
  return { ...contact, clinician: unreadRole, excluded: undefined };
}
