import { didHappen, isRestricted, isValid } from '../../../history/contact.ts';
import type { ResolvedContact } from './draft.ts';

/**
 * A letter says nothing of the person's own by its reasons, nor does a visit of a group; of what is restricted, in error,
 * cancelled or only planned nothing is left but what it may silence by, and that the person left before it began.
 */
export function silencedContact(contact: ResolvedContact['contact']): ResolvedContact['contact'] {
  const { clinician, groups, setting, custody, excluded, kinds } = contact;
  // What a group came for may still answer an invitation to it.
  const own = { reasons: [], groups: [], series: undefined, kinds: excluded === 'group-visit' ? kinds : [] };
  const silencing = { clinician, groups, setting, custody };
  if (didHappen(contact)) return { ...contact, ...own, silencing };
  return {
    ...contact,
    ...own,
    startedAt: undefined,
    setting: 'unknown',
    clinician: undefined,
    organisation: undefined,
    duty: false,
    custody: false,
    unplanned: false,
    planned: false,
    bookedAhead: false,
    urgent: false,
    leftEarly: isValid(contact) && !isRestricted(contact) ? contact.leftEarly : undefined,
    ...(isValid(contact) && { silencing }),
  };
}
