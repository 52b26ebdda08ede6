import { z } from 'zod';
import { longTermConditions } from '../../history/long-term-conditions.ts';

/** They do not explain what is felt in the body, and one of them often comes with it. */
const explainNothing: readonly string[] = ['hypertension', 'depression'];

/** Diseases that would explain symptoms, states that do, and illness in which that of the body is easily overlooked. */
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

/** Thresholds of G1: those that bring a card, then those that keep it back. */
export const settings = z.object({
  minAge: z.int().min(18).default(18).describe('Age in years from which anything is said'),
  months: z.int().min(1).max(24).default(12).describe('Months in which contacts and symptoms are counted'),
  minContacts: z.int().min(1).default(5).describe('Least days with a contact in them'),
  minSymptoms: z
    .int()
    .min(2)
    .default(3)
    .describe('Least different symptoms of the body in them, without a known syndrome'),
  years: z.int().min(1).max(10).default(5).describe('Years in which referrals are counted'),
  minReferrals: z.int().min(2).default(3).describe('Least referrals in them'),
  minWithoutCause: z.int().min(2).default(2).describe('Least of them that found no cause'),
  minNormal: z.int().min(2).default(4).describe('Least days with only normal results, where referrals are too few'),
  testDays: days(42, 'Days after a symptom was noted within which a test is for it'),
  newDays: days(42, 'Days for which a symptom, or a change of one, is new'),
  returnDays: days(365, 'Days without a symptom after which it is new again'),
  newAtAge: z
    .int()
    .min(0)
    .default(60)
    .describe('Age from which any symptom that is new within the months keeps a card back'),
  redFlagDays: days(365, 'Days for which a red flag keeps a card back'),
  weightLoss: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Share of the weight whose loss within the months is a red flag'),
  workUpDays: days(182, 'Days for which a search for a disease counts as open'),
  viralDays: days(84, 'Days after an infection in which symptoms may last'),
  missedDays: days(730, 'Days for which what is easily missed keeps a card back where it is no problem of the list'),
  clusterAge: z.int().min(0).default(50).describe('Age from which one symptom that may come from the ovary is enough'),
  notWith: z
    .array(z.string())
    .default(notWith)
    .describe(
      'Code sets of conditions with which nothing is said: what explains symptoms, and where illness of the body is easily overlooked',
    ),
});
export type Thresholds = z.output<typeof settings>;
