import { z } from 'zod';
import { discontentLimits, moveLimits } from '../../history/move-away.ts';
import type { SeenBy } from '../detector.ts';

const probability = (standard: number, what: string) => z.number().min(0).max(1).default(standard).describe(what);

/** Thresholds of I1. */
export const moveSettings = z.object({
  months: z.int().min(1).default(moveLimits.months).describe('Months up to the last visit with the usual clinician'),
  minVisits: z.int().min(1).default(moveLimits.minVisits).describe('Least visits with the usual clinician in them'),
  minSince: z.int().min(1).default(moveLimits.minSince).describe('Least visits since, all with others'),
  maxP: probability(moveLimits.maxP, 'Greatest probability (beta-binomial) that all of them are with others by chance'),
  minSinceDiscontent: z
    .int()
    .min(1)
    .default(discontentLimits.minSince)
    .describe('Least visits since, where discontent or a wish to change was recorded'),
  maxPDiscontent: probability(discontentLimits.maxP, 'Greatest probability in that case'),
  mergeDays: z.int().min(0).default(moveLimits.mergeDays).describe('Days within which visits since count once'),
  lastWithinMonths: z.int().min(1).default(12).describe('Months within which the last of these visits lies'),
  minWeeksShare: probability(0.6, 'Least share of the weeks of these visits in which the usual clinician consulted'),
});
export type Thresholds = z.output<typeof moveSettings>;

export const parts = {
  needs: ['person', 'contacts', 'bookings', 'conditions', 'observations', 'roles', 'clinicians'],
  uses: ['registration', 'teams', 'consultingWeeks'],
} as const;
export type History = SeenBy<typeof parts>;
