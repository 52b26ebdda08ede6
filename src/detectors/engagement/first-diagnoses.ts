import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import {
  type Contact,
  type DatedContact,
  isIndividualVisit,
  isPastConsultation,
  isRestricted,
} from '../../history/contact.ts';
import { profession } from '../../history/employment.ts';
import type { Opening } from '../../history/opening.ts';
import type { Seen } from '../detector.ts';

type History = Seen<'person' | 'conditions' | 'contacts', 'registration' | 'clinicians'>;

interface Limits {
  readonly months: number;
  readonly clearedByDays: number;
  readonly alsoSeenDays: number;
}

/** The first record of a diagnosis, and who had been seen before. */
interface Diagnosis {
  readonly reference: string;
  readonly day: Day;
  /** The emergency at which it was first recorded. */
  readonly emergency: string | undefined;
  /** Someone was consulted shortly before, so that it did not come as an emergency after all. */
  readonly seenShortlyBefore: boolean;
  /** A restricted contact shortly before: it may not have come as one. */
  readonly hidden: boolean;
  /** A consultation with a GP in the year before. */
  readonly seenBefore: string | undefined;
}

/**
 * The diagnoses of these groups in the look-back, each on the day of its first (perhaps tentative) record, oldest first. One
 * first recorded at a review was known before; and before registration nobody here could have seen the person.
 */
export function firstDiagnoses(
  history: History,
  diagnosed: readonly string[],
  { asOf, now }: Opening,
  limits: Limits,
): readonly Diagnosis[] {
  const from = Math.max(
    lastMonths(asOf, limits.months).from,
    history.registration?.since ?? history.person.registeredSince ?? Number.NEGATIVE_INFINITY,
  );
  const inOrder = history.conditions.toSorted((a, b) => (a.recorded ?? 0) - (b.recorded ?? 0));
  const firsts = diagnosed.flatMap((group) => {
    const own = inOrder.filter(({ groups }) => groups.includes(group));
    const isMade = own.some(({ tentative, review }) => !tentative && !review);
    return isMade && own[0]?.review === false ? own[0] : [];
  });
  if (firsts.length === 0) return [];
  const byReference = new Map(
    history.contacts.filter(isIndividualVisit).map((contact) => [contact.reference, contact]),
  );
  const met = history.contacts.filter(isDated).filter((one) => isPastConsultation(one, now) || isRestricted(one));
  return inOrder
    .filter((one) => firsts.includes(one))
    .flatMap(({ reference, recorded, contact }) => {
      if (recorded === undefined || recorded < from) return [];
      const at = byReference.get(contact ?? '');
      return { reference, day: recorded, ...circumstances(at, recorded, met, history, limits) };
    });
}

function circumstances(
  at: Contact | undefined,
  recorded: Day,
  met: readonly DatedContact[],
  { clinicians }: History,
  { clearedByDays, alsoSeenDays }: Limits,
): Omit<Diagnosis, 'reference' | 'day'> {
  const day = at?.day ?? recorded;
  const before = met.filter((one) => one.day < day || (one.day === day && !isLater(one, at)));
  const clearing = before.filter((one) => day - one.day <= clearedByDays);
  const isAt = at?.unplanned === true && at.day !== undefined;
  const isGp = ({ clinician }: Contact) => clinician !== undefined && profession(clinicians?.get(clinician)) === 'gp';
  return {
    emergency: isAt ? at.reference : undefined,
    seenShortlyBefore: !clearing.every(isRestricted),
    hidden: clearing.some(isRestricted),
    seenBefore: before.findLast((one) => day - one.day <= alsoSeenDays && isGp(one))?.reference,
  };
}

/** Known to be after the emergency; a clinician seen earlier on that day may have sent the person there. */
function isLater({ startedAt }: Contact, at: Contact | undefined): boolean {
  return startedAt !== undefined && at?.startedAt !== undefined && startedAt > at.startedAt;
}
