import type { Clinician, Condition, Contact, Invitation } from '#src/history/history.ts';
import { booking, condition, contact, drawn, type Life, practice, today } from '../support/builders.ts';

/** Lives on which a detection fires, for its own test and those that compare detections. */

/** C1: nine of eleven visits with A, over four and a half years; U, who opens the chart, was never seen. */
export const longKnownToA: Life = { contacts: drawn('AAABAAACAAA', { from: 1700, to: 50 }) };

export const emergency = (daysAgo: number, difference: Partial<Contact> = {}): Contact =>
  contact('A', daysAgo, { setting: 'emergency', excluded: 'not-ambulatory', unplanned: true, ...difference });
export const diagnosis = (group: string, at: Contact, difference: Partial<Condition> = {}): Condition =>
  condition([group], today - (at.day ?? today), { contact: at.reference, ...difference });

/** D2: two of the last three serious diagnoses were first recorded at an emergency; `second` is the later of these. */
export function twoEmergencies(second = emergency(300)): Required<Pick<Life, 'contacts' | 'conditions'>> {
  const [first, clinic] = [emergency(800), contact('A', 100)];
  return {
    contacts: [first, second, clinic],
    conditions: [diagnosis('epilepsy', first), diagnosis('heart-failure', second), diagnosis('cancer', clinic)],
  };
}

/** D4: this number of visits in the three years before the last one, `gap` days ago; an asthma review is due. */
export const rhythm = (visits: number, gap: number, difference: Partial<Contact> = {}): Life => ({
  contacts: drawn('A'.repeat(visits), { from: gap + 1094, to: gap }, difference),
  conditions: [condition(['asthma'], 2000)],
});

/** D5: an invitation of a kind that nothing answers. */
export const invitation = (kind: string, daysAgo: number, difference: Partial<Invitation> = {}): Invitation => ({
  reference: `Communication/${kind}-${daysAgo}`,
  day: today - daysAgo,
  kinds: [kind],
  what: kind.replace('recall-', '').replaceAll('-', ' '),
  closed: undefined,
  bounced: false,
  ...difference,
});

/** D6: three of five appointments were missed. */
export const missedThreeOfFive: Life = {
  bookings: [
    ...[300, 250].map((days) => booking(days, { clinicians: ['A'] })),
    ...[200, 120, 40].map((days) => booking(days, { clinicians: ['A'], state: 'missed', by: 'person' })),
  ],
};

/** The life with more contacts. */
export const plus = (life: Life, ...more: readonly Contact[]): Life => ({
  ...life,
  contacts: [...(life.contacts ?? []), ...more],
});

/** The life with each contact changed. */
export const eachContact = (life: Life, difference: Partial<Contact>): Life => ({
  ...life,
  contacts: (life.contacts ?? []).map((one) => ({ ...one, ...difference })),
});

/** The life with one clinician of the practice changed. */
export const withClinician = (life: Life, who: string, difference: Partial<Clinician>): Life => ({
  ...life,
  clinicians: practice.map((one) => (one.key === who ? { ...one, ...difference } : one)),
});
