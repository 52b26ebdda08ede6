import { fields } from '../../json.ts';
import type { PatientRecord } from '../../record/record.ts';
import type { UnresolvedContact } from './draft.ts';

/** Visits within visits within visits: nobody records more, and a circle is found within `deepest` steps. */
const deepest = 10;

/**
 * Finds which of these encounters are only part (`partOf`) of another visit of this person, such as a measurement before a
 * consultation. A consultation during a hospital stay is a visit of its own, and so is what is part of one that did not
 * take place.
 */
export function partsOfVisits(
  contacts: readonly UnresolvedContact[],
  record: PatientRecord,
): (contact: UnresolvedContact) => boolean {
  if (!contacts.some(({ encounter }) => encounter.partOf !== undefined)) return () => false;
  const byReference = new Map(contacts.map((one) => [one.reference, one]));
  const parentOf = ({ encounter }: UnresolvedContact): UnresolvedContact | undefined => {
    const reference = fields(encounter.partOf);
    return reference && byReference.get(record.follow(reference, encounter)?.key ?? '');
  };
  const isAbove = (contact: UnresolvedContact, parent: UnresolvedContact): boolean => {
    let one: UnresolvedContact | undefined = parent;
    for (let steps = 0; one !== undefined && steps < deepest; steps += 1) {
      if (one === contact) return true;
      one = parentOf(one);
    }
    return false;
  };
  return (contact) => {
    const parent = parentOf(contact);
    if (parent === undefined || !parent.isHeld) return false;
    return parent.says.setting !== 'inpatient' && !isAbove(contact, parent);
  };
}
