import { z } from 'zod';
import { type Day, isoDay, months } from '../../history/calendar.ts';
import type { Contact } from '../../history/history.ts';
import { isConsultation } from '../../history/own-rhythm.ts';
import { detector, type Finding, type Seen } from '../detector.ts';
import type { EmergencyFirst } from '../quiet-facts.ts';
import { about } from './about-emergency-first.ts';

/** Diagnoses that change a life and mostly give time to come: none of them strikes from one hour to the next. */
const serious = [
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
  clearedByDays: z.int().min(0).default(90).describe('A contact so many days before clears a diagnosis'),
  alsoSeenDays: z.int().min(0).default(365).describe('Days before in which contact with a GP is mentioned'),
});
type Thresholds = z.output<typeof settings>;
type History = Seen<'person' | 'conditions' | 'contacts', 'registration'>;

interface Diagnosis {
  readonly reference: string;
  readonly day: Day;
  /** The emergency at which it was first recorded, with no contact shortly before. */
  readonly emergency: string | undefined;
  /** A consultation in the year before. */
  readonly seenBefore: string | undefined;
}

/** D2: serious diagnoses that were first recorded at an emergency. */
export const emergencyFirst = detector({
  code: 'emergency-first',
  about,
  needs: ['person', 'conditions', 'contacts'],
  uses: ['registration'],
  lookBackMonths: 24,
  settings,
  detect(
    history,
    { asOf, now },
    thresholds = settings.parse({}),
  ): Finding<'emergency-first', EmergencyFirst> | undefined {
    const last = diagnoses(history, asOf, now, thresholds).slice(-thresholds.latest);
    const emergencies = last.filter(({ emergency }) => emergency !== undefined);
    const [first, newest] = [last[0], last.at(-1)];
    if (emergencies.length < thresholds.minEmergencies || first === undefined || newest === undefined) return undefined;
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
      materialKey: emergencies.at(-1)?.reference ?? newest.reference,
    };
  },
});

/** The first record of each serious diagnosis in the look-back, oldest first; before registration nobody here could be seen. */
function diagnoses(history: History, asOf: Day, now: number, thresholds: Thresholds): Diagnosis[] {
  const from = Math.max(
    asOf - months(thresholds.months) + 1,
    history.registration?.since ?? history.person.registeredSince ?? Number.NEGATIVE_INFINITY,
  );
  const byReference = new Map(history.contacts.map((contact) => [contact.reference, contact]));
  const known = new Set<string>();
  return history.conditions
    .filter(({ review, tentative }) => !review && !tentative)
    .toSorted((a, b) => (a.recorded ?? 0) - (b.recorded ?? 0))
    .flatMap(({ reference, groups, recorded, contact }) => {
      const fresh = serious.filter((group) => groups.includes(group) && !known.has(group));
      for (const group of fresh) known.add(group);
      if (fresh.length === 0 || recorded === undefined || recorded < from) return [];
      const at = byReference.get(contact ?? '');
      return { reference, day: recorded, ...howFound(at, recorded, history.contacts, now, thresholds) };
    });
}

function howFound(
  at: Contact | undefined,
  recorded: Day,
  contacts: readonly Contact[],
  now: number,
  { clearedByDays, alsoSeenDays }: Thresholds,
): Pick<Diagnosis, 'emergency' | 'seenBefore'> {
  const day = at?.day ?? recorded;
  const before = contacts.filter((one) => one.day !== undefined && one.day < day && isConsultation(one, now));
  const isCleared = before.some((one) => day - (one.day ?? day) <= clearedByDays);
  const emergency = at?.unplanned === true && !isCleared ? at.reference : undefined;
  return { emergency, seenBefore: before.findLast((one) => day - (one.day ?? 0) <= alsoSeenDays)?.reference };
}
