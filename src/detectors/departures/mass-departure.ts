import { z } from 'zod';

/** How many departures on one day make a merger or a change of system. */
export const massDepartureSettings = z.object({
  batchPersons: z
    .int()
    .min(2)
    .default(3)
    .describe('Least persons whose roles end on one day for a merger or new system'),
  batchShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Least share of those at work the day before, for the same'),
});
