import { z } from 'zod';
import { type Day, type IsoDate, isDated, isoDay, lastMonths } from '../../history/calendar.ts';
import {
  type Contact,
  type DatedContact,
  isIndividualVisit,
  isPastConsultation,
  isRestricted,
} from '../../history/contact.ts';
import { profession } from '../../history/employment.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';

/** `emergency` of the last `of` serious diagnoses were first recorded at an emergency. */
export type EmergencyFirst = {
  readonly emergency: number;
  readonly of: number;
  /** The days of these emergencies, oldest first. */
  readonly days: readonly IsoDate[];
  /** There had been contact with a GP in the year before each of them. */
  readonly alsoSeen: boolean;
};

/** Life-changing diagnoses that usually leave time to see someone: none of them begins within hours. */
export const lifeChanging: readonly string[] = [
  'multiple-sclerosis',
  'cancer',
  'diabetes-type-1',
  'heart-failure',
  'rheumatoid-arthritis',
  'inflammatory-bowel-disease',
  'parkinson',
  'dementia',
  'epilepsy',
  'chronic-kidney-disease-severe',
];

const settings = z.object({
  months: z.int().min(1).default(60).describe('Months over which diagnoses are looked at'),
  latest: z.int().min(1).default(3).describe('How many of the latest serious diagnoses are looked at'),
  minEmergencies: z.int().min(1).default(2).describe('Least of them that were first recorded at an emergency'),
  clearedByDays: z
    .int()
    .min(0)
    .default(90)
    .describe('A contact within these days before a diagnosis means that it did not first come as an emergency'),
  alsoSeenDays: z.int().min(0).default(365).describe('Days before in which contact with a GP is mentioned'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['person', 'conditions', 'contacts'], uses: ['registration', 'clinicians'] } as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'emergency-first', EmergencyFirst>;

interface Diagnosis {
  readonly reference: string;
  readonly day: Day;
  /** The emergency at which it was first recorded, with no contact shortly before. */
  readonly emergency: string | undefined;
  /** A restricted contact shortly before: the diagnosis may not have come as an emergency after all. */
  readonly hidden: boolean;
  /** A consultation with a GP in the year before. */
  readonly seenBefore: string | undefined;
}

/** D2: serious diagnoses that were first recorded at an emergency. */
export const emergencyFirst = detector({
  code: 'emergency-first',
  mark: 'D2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 24,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { latest, minEmergencies } = thresholds;
    const last = diagnoses(history, opening, thresholds).slice(-latest);
    const emergencies = last.filter(({ emergency }) => emergency !== undefined);
    const [first, newest] = [last[0], last.at(-1)];
    if (emergencies.length < minEmergencies || first === undefined || newest === undefined) return undefined;
    if (emergencies.some(({ hidden }) => hidden)) return undefined;
    const seen = emergencies.flatMap(({ seenBefore }) => seenBefore ?? []);
    const alsoSeen = seen.length === emergencies.length;
    return {
      code: 'emergency-first',
      facts: {
        emergency: emergencies.length,
        of: last.length,
        days: emergencies.map(({ day }) => isoDay(day)),
        alsoSeen,
      },
      counted: [
        ...last.map(({ reference }) => reference),
        ...new Set(emergencies.flatMap(({ emergency }) => emergency ?? [])),
        ...(alsoSeen ? new Set(seen) : []),
      ],
      notCounted: [],
      span: { from: first.day, to: newest.day },
      number: last.length,
      unit: 'diagnoses',
      changeKey: emergencies.at(-1)?.reference ?? newest.reference,
    };
  },
});

/**
 * The serious diagnoses of the look-back, each on the day of its first (perhaps tentative) record, oldest first. One first
 * recorded at a review was known before; and before registration nobody here could have seen the person.
 */
function diagnoses(history: History, { asOf, now }: Opening, thresholds: Thresholds): Diagnosis[] {
  const from = Math.max(
    lastMonths(asOf, thresholds.months).from,
    history.registration?.since ?? history.person.registeredSince ?? Number.NEGATIVE_INFINITY,
  );
  const byReference = new Map(
    history.contacts.filter(isIndividualVisit).map((contact) => [contact.reference, contact]),
  );
  const met = history.contacts.filter(isDated).filter((one) => isPastConsultation(one, now) || isRestricted(one));
  const inOrder = history.conditions.toSorted((a, b) => (a.recorded ?? 0) - (b.recorded ?? 0));
  const firsts = lifeChanging.flatMap((group) => {
    const own = inOrder.filter(({ groups }) => groups.includes(group));
    const isMade = own.some(({ tentative, review }) => !tentative && !review);
    return isMade && own[0]?.review === false ? own[0] : [];
  });
  return inOrder
    .filter((one) => firsts.includes(one))
    .flatMap(({ reference, recorded, contact }) => {
      if (recorded === undefined || recorded < from) return [];
      const at = byReference.get(contact ?? '');
      return { reference, day: recorded, ...circumstances(at, recorded, met, history, thresholds) };
    });
}

function circumstances(
  at: Contact | undefined,
  recorded: Day,
  met: readonly DatedContact[],
  { clinicians }: History,
  { clearedByDays, alsoSeenDays }: Thresholds,
): Pick<Diagnosis, 'emergency' | 'hidden' | 'seenBefore'> {
  const day = at?.day ?? recorded;
  const before = met.filter((one) => one.day < day || (one.day === day && !isLater(one, at)));
  const clearing = before.filter((one) => day - one.day <= clearedByDays);
  const isAt = at?.unplanned === true && at.day !== undefined;
  const isGp = ({ clinician }: Contact) => clinician !== undefined && profession(clinicians?.get(clinician)) === 'gp';
  return {
    emergency: isAt && clearing.every(isRestricted) ? at.reference : undefined,
    hidden: clearing.some(isRestricted),
    seenBefore: before.findLast((one) => day - one.day <= alsoSeenDays && isGp(one))?.reference,
  };
}

/** Known to be after the emergency; a clinician seen earlier on that day may have sent the person there. */
function isLater({ startedAt }: Contact, at: Contact | undefined): boolean {
  return startedAt !== undefined && at?.startedAt !== undefined && startedAt > at.startedAt;
}
