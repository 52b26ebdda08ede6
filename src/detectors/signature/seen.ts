import type { Seen } from '../detector.ts';

/** What E1 sees of a history. */
export type History = Seen<
  'person' | 'contacts' | 'conditions',
  'bookings' | 'observations' | 'medicines' | 'registration' | 'signatures' | 'invitations' | 'clinicians'
>;
