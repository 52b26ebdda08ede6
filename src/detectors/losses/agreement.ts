import { z } from 'zod';

/** When two records speak of one death, and when they contradict each other. */
export const agreement = {
  sameDeathDays: z.int().min(0).default(31).describe('Days by which two records of one death may differ'),
  conflictDays: z
    .int()
    .min(0)
    .default(183)
    .describe('Days up to which two sources that differ by more contradict each other; further apart are two deaths'),
};
const schema = z.object(agreement);
export type Agreement = z.output<typeof schema>;

/** What tells of a death, and of what must not be touched upon. */
export const lossParts = {
  needs: ['person', 'contacts', 'safeguarding', 'domesticAbuse', 'conditions', 'losses', 'acknowledgements'],
  uses: ['observations', 'familyLosses', 'relatives'],
} as const;
