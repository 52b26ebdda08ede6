import { fields, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isHeld } from './contact.ts';
import type { About } from './topics.ts';

/** Visits within visits within visits: nobody records more, and a circle is found in so many steps. */
const deepest = 10;

/**
 * Tells which encounters are only part (`partOf`) of another visit of this person, such as a measurement before a
 * consultation. A consultation during a hospital stay is a visit of its own, and so is what is part of one that did not
 * take place.
 */
export function partsOfVisits(
  context: Context,
  { kindOf, settingOf }: About,
): (encounter: IdentifiedResource) => boolean {
  const encounters = context.own.encounters;
  if (!encounters.some(({ partOf }) => partOf !== undefined)) return () => false;
  const byKey = new Map(encounters.map((one) => [`Encounter/${one.id}`, one]));
  const parentOf = (encounter: IdentifiedResource): IdentifiedResource | undefined => {
    const reference = fields(encounter.partOf);
    return reference && byKey.get(context.record.follow(reference, encounter)?.key ?? '');
  };
  const isAbove = (encounter: IdentifiedResource, parent: IdentifiedResource): boolean => {
    let one: IdentifiedResource | undefined = parent;
    for (let steps = 0; one !== undefined && steps < deepest; steps += 1) {
      if (one === encounter) return true;
      one = parentOf(one);
    }
    return false;
  };
  return (encounter) => {
    const parent = parentOf(encounter);
    if (parent === undefined || !isHeld(parent, context)) return false;
    return settingOf(parent, objects(parent.type).map(kindOf)) !== 'inpatient' && !isAbove(encounter, parent);
  };
}
