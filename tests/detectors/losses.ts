import type { Acknowledgement, Loss, Relation, Relative } from '#src/history/history.ts';
import { contact, type Life, today } from '../support/builders.ts';

let numbered = 0;
const next = (): number => {
  numbered += 1;
  return numbered;
};

/** A relative who died so many days ago, or is alive, with what differs. */
export function relative(relation: Relation, daysAgo?: number, difference: Partial<Relative> = {}): Relative {
  const died = daysAgo === undefined ? undefined : today - daysAgo;
  return { reference: `RelatedPerson/${next()}`, relation, died, diedExact: died !== undefined, ...difference };
}

/** An entry of a death so many days ago that was recorded on that day, with what differs. */
export function loss(daysAgo: number, difference: Partial<Loss> = {}): Loss {
  return {
    reference: `Condition/loss-${next()}`,
    source: 'problem',
    relation: undefined,
    died: today - daysAgo,
    diedExact: true,
    recorded: today - daysAgo,
    contact: undefined,
    ...difference,
  };
}

/** An entry that gives no day of death, recorded so many days ago. */
export function undatedLoss(recordedDaysAgo: number, difference: Partial<Loss> = {}): Loss {
  return loss(recordedDaysAgo, { died: undefined, diedExact: false, ...difference });
}

/** A death by the family history. */
export function familyLoss(relation: Relation, daysAgo: number, difference: Partial<Loss> = {}): Loss {
  const reference = `FamilyMemberHistory/${next()}`;
  return loss(daysAgo, { reference, source: 'family-history', relation, recorded: undefined, ...difference });
}

/** A message about a bereavement so many days ago, with what differs. */
export function condolence(daysAgo: number, difference: Partial<Acknowledgement> = {}): Acknowledgement {
  const day = today - daysAgo;
  return { reference: `Communication/${next()}`, kind: 'message', day, contact: undefined, ...difference };
}

/** Someone seen here before, with what differs: the registration is long ago. */
export function bereaved(difference: Partial<Life>): Life {
  return { contacts: [contact('A', 400)], ...difference };
}

/** A visit with a bereavement code so many days ago. */
export function visitForLoss(daysAgo: number, difference: Parameters<typeof contact>[2] = {}) {
  return contact('A', daysAgo, { groups: ['bereavement-contact'], ...difference });
}
