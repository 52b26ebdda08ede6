import type { Day } from './calendar.ts';
import { type Contact, type DatedContact, isUnattributed, isUnderway } from './contact.ts';
import { profession } from './employment.ts';
import type { NotCountedReason } from './exclusion.ts';
import type { ClinicianKey, RelationalHistory } from './history.ts';
import { memoByList } from './memo.ts';

/** A contact that counts: on a known day, with a known clinician. */
export type Visit = DatedContact & { readonly clinician: ClinicianKey };

/** A contact that does not count, and why. */
export interface UncountedContact {
  readonly reference: string;
  readonly day: Day | undefined;
  readonly reason: NotCountedReason;
}

/** Every contact of a history, judged for one moment and scope; of restricted ones not even the reason is given. */
export interface JudgedContacts {
  /** Oldest first, at most one for each clinician and day. */
  readonly counted: readonly Visit[];
  readonly uncounted: readonly UncountedContact[];
}

/** Whose visits count: those with a GP (nurse-only contacts never lower a GP's continuity), or with the whole team. */
export type Scope = 'gp' | 'all';

type Clinicians = RelationalHistory['clinicians'];

/** Which contacts qualify for questions of continuity: at the home practice, outside planned series, with a consulting clinician. */
export function judgeContacts(
  { contacts, clinicians }: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  now: number,
  scope: Scope,
): JudgedContacts {
  return judgeFor[scope](contacts, clinicians, now);
}

// One memo for each scope: a detection that asks for both in turn would replace a common one each time.
const judgeFor = { gp: memoByList(judgeIn('gp')), all: memoByList(judgeIn('all')) };

function judgeIn(scope: Scope) {
  return (contacts: readonly Contact[], clinicians: Clinicians, now: number): JudgedContacts => {
    const counted: Visit[] = [];
    const uncounted: UncountedContact[] = [];
    const repeated = repeatedOnOneDay();
    for (const contact of contacts) {
      const recorded = contact.excluded;
      if (recorded === 'restricted') continue;
      const reason =
        exclusion(contact, recorded, now) ?? exclusionByClinician(contact, clinicians, scope) ?? repeated(contact);
      if (reason) uncounted.push({ reference: contact.reference, day: contact.day, reason });
      else if (isVisit(contact)) counted.push(contact);
    }
    return { counted, uncounted };
  };
}

function exclusion(
  contact: Contact,
  recorded: NotCountedReason | undefined,
  now: number,
): NotCountedReason | undefined {
  if (recorded !== undefined && !isUnattributed(contact)) return recorded;
  if (contact.day === undefined) return 'undated';
  if (isUnderway(contact, now)) return 'not-finished';
  if (!contact.here) return 'elsewhere';
  if (contact.series !== undefined) return 'planned-series';
  return recorded;
}

function exclusionByClinician(contact: Contact, clinicians: Clinicians, scope: Scope): NotCountedReason | undefined {
  if (contact.clinician === undefined) return 'clinician-not-recorded';
  const role = profession(clinicians.get(contact.clinician));
  if (role === 'not-clinical') return 'not-a-clinician';
  return scope === 'gp' && role === 'team' ? 'not-a-gp' : undefined;
}

/** For contacts in the order of their days: excludes a second one with the same clinician on one day. */
function repeatedOnOneDay(): (contact: Contact) => NotCountedReason | undefined {
  const lastDays = new Map<ClinicianKey | undefined, Day | undefined>();
  return ({ day, clinician }) => {
    if (day === lastDays.get(clinician) && lastDays.has(clinician)) return 'same-day';
    lastDays.set(clinician, day);
    return undefined;
  };
}

function isVisit(contact: Contact): contact is Visit {
  return contact.day !== undefined && contact.clinician !== undefined;
}
