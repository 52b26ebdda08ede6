import { z } from 'zod';
import { cameAfterSettings } from '../came-after.ts';
import { settings as symptomSettings } from '../symptoms/settings.ts';

const share = (standard: number, what: string) => z.number().min(0).max(1).default(standard).describe(what);

/** Thresholds of F1. */
export const settings = symptomSettings.pick({ months: true, redFlagDays: true, weightLoss: true }).extend({
  ...cameAfterSettings.shape,
  windowDays: z.int().min(30).default(182).describe('Days up to the opening in which contact days are counted'),
  pastMonths: z.int().min(1).default(36).describe('Months before those, with which they are compared'),
  minPastMonths: z.int().min(1).default(24).describe('Least of these months in which the person could be observed'),
  minDays: z.int().min(1).default(8).describe('Least contact days, where they are above the practice’s centile too'),
  minDaysAlone: z.int().min(1).default(12).describe('Least contact days, where the practice has no centile to compare'),
  maxP: share(0.001, 'Greatest probability (negative binomial) that so many are chance, given the past'),
  periodDays: z.int().min(1).default(30).describe('Days of a period'),
  periods: z.int().min(1).default(6).describe('Periods before the opening that are looked at'),
  minPeriods: z.int().min(1).default(5).describe('Least of them with a contact day'),
  denseDays: z.int().min(1).default(28).describe('Days that must not hold too many of the contact days'),
  denseShare: share(0.5, 'Share of the contact days that is too many in those days'),
  reasonShare: share(1 / 3, 'Share of the contact days from which one coded reason explains them'),
  minClinicians: z.int().min(1).default(5).describe('Least clinicians seen'),
  minGpVisits: z.int().min(2).default(6).describe('Least GP visits for the sequence of clinicians to count instead'),
  maxSecon: share(0.3, 'Greatest share of GP visits that were with the GP of the visit before'),
  minPeople: z.int().min(1).default(50).describe('Least people of an age group for its centile to be used'),
  shortDays: z.int().min(1).default(7).describe('Days up to which an interval is said to be short'),
  diagnosisDays: z.int().min(0).default(183).describe('Days for which a life-changing diagnosis explains contact'),
});
