import type { Consulted } from '#src/practice/people/consulted.ts';

/** Where nothing is known of when clinicians saw anyone. */
export const nobodyConsulted: Consulted = {
  activityOn: () => ({ known: false, why: 'not-available' }),
  weeks: { known: false, why: 'not-available' },
  wasSeen: () => false,
};
