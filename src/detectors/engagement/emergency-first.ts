import { z } from 'zod';
import { type IsoDate, isoDay } from '../../history/calendar.ts';
import { detector, type Finding } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';
import { firstDiagnoses } from './first-diagnoses.ts';

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
const parts = { needs: ['person', 'conditions', 'contacts'], uses: ['registration', 'clinicians'] } as const;
const silences = ['too-few-diagnoses', 'few-emergencies', 'seen-shortly-before', 'restricted-entry'] as const;
type Result = Finding<'emergency-first', EmergencyFirst> | Silence<(typeof silences)[number]>;

/** D2: serious diagnoses that were first recorded at an emergency. */
export const emergencyFirst = detector({
  code: 'emergency-first',
  mark: 'D2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 24,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const { latest, minEmergencies } = thresholds;
    const last = firstDiagnoses(history, lifeChanging, opening, thresholds).slice(-latest);
    if (last.length < minEmergencies)
      return silent('too-few-diagnoses', { diagnoses: last.length, needs: minEmergencies });
    const all = last.filter(({ emergency }) => emergency !== undefined);
    if (all.length < minEmergencies)
      return silent('few-emergencies', { emergencies: all.length, of: last.length, needs: minEmergencies });
    const emergencies = all.filter((one) => !one.seenShortlyBefore);
    if (emergencies.length < minEmergencies)
      return silent('seen-shortly-before', {
        diagnoses: all.length - emergencies.length,
        of: all.length,
        withinDays: thresholds.clearedByDays,
      });
    if (emergencies.some(({ hidden }) => hidden)) return silent('restricted-entry');
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
      span: { from: last[0]?.day ?? opening.asOf, to: last.at(-1)?.day ?? opening.asOf },
      number: last.length,
      unit: 'diagnoses',
      changeKey: emergencies.at(-1)?.reference ?? history.person.reference,
    };
  },
});
