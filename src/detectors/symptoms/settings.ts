import { z } from 'zod';
import { longTermConditions } from '../../history/long-term-conditions.ts';

/** These do not explain physical symptoms, and depression often accompanies them. */
const explainNothing: readonly string[] = ['hypertension', 'depression'];

/** Diseases and states that explain symptoms, and illnesses in which physical disease is easily overlooked. */
const notWith = [
  ...longTermConditions.filter((group) => !explainNothing.includes(group)),
  'explaining-disease',
  'inflammatory-bowel-disease',
  'eczema',
  'gout',
  'migraine',
  'diabetes-type-1',
  'pregnancy',
  'palliative-care',
  'terminal-illness',
  'serious-mental-illness',
  'psychosis',
];

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);

/** Thresholds of G1: first for showing a card, then for suppressing it. */
export const settings = z.object({
  minAge: z.int().min(18).default(18).describe('Age in years from which a card is shown'),
  months: z.int().min(1).max(24).default(12).describe('Months in which contacts and symptoms are counted'),
  minContacts: z.int().min(1).default(5).describe('Least days with a contact in these months'),
  minSymptoms: z
    .int()
    .min(2)
    .default(3)
    .describe('Least different physical symptoms in these months, without a known syndrome'),
  years: z.int().min(1).max(10).default(5).describe('Years in which referrals are counted'),
  minReferrals: z.int().min(2).default(3).describe('Least referrals in these years'),
  minWithoutCause: z.int().min(2).default(2).describe('Least of these referrals that found no cause'),
  minNormal: z.int().min(2).default(4).describe('Least days with only normal results, where referrals are too few'),
  testDays: days(42, 'Days after a symptom was noted within which a test is for it'),
  newDays: days(42, 'Days for which a symptom, or a change of one, is new'),
  returnDays: days(365, 'Days without a symptom after which it is new again'),
  newAtAge: z
    .int()
    .min(0)
    .default(60)
    .describe('Age from which any symptom that is new within the months suppresses the card'),
  redFlagDays: days(365, 'Days for which a red flag suppresses the card'),
  weightLoss: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Share of the weight whose loss within the months is a red flag'),
  workUpDays: days(182, 'Days for which a search for a disease counts as open'),
  viralDays: days(84, 'Days after an infection in which symptoms may persist'),
  missedDays: days(730, 'Days for which an easily missed disease that is not on the problem list suppresses the card'),
  clusterAge: z.int().min(0).default(50).describe('Age from which one possible symptom of ovarian cancer is enough'),
  notWith: z
    .array(z.string())
    .default(notWith)
    .describe(
      'Code sets of conditions with which no card is shown: those that explain symptoms, and those in which physical disease is easily overlooked',
    ),
});
export type Thresholds = z.output<typeof settings>;
