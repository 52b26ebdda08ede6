import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oncePerResource } from '../../record/once-per-resource.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import type { CodeSetName } from '../../terminology/code-set-names.ts';

/**
 * Whether an encounter was at a place of that set. UK Core keeps the kind of place in
 * `location.physicalType`, others in the Location's own type.
 */
export function seenAt(
  set: CodeSetName,
  { version, codeSets, record }: Pick<Context, 'version' | 'codeSets' | 'record'>,
): (encounter: IdentifiedResource) => boolean {
  const isOfSet = oncePerResource((place) =>
    [...objects(place.type), place[version.location.kind]].some((one) => codeSets.has(set, one)),
  );
  // Most records come without the places themselves.
  const anyRead = record.shared('Location').length > 0;
  const placeOf = (stay: JsonObject, encounter: IdentifiedResource): JsonObject | undefined => {
    const reference = fields(stay.location);
    if (!anyRead && text(reference?.reference)?.startsWith('Location/')) return undefined;
    return reference && record.follow(reference, encounter)?.resource;
  };
  return (encounter) => {
    if (encounter.location === undefined) return false;
    for (const stay of objects(encounter.location)) {
      const kind = stay[version.encounter.placeKind];
      if (kind !== undefined && codeSets.has(set, kind)) return true;
      const place = placeOf(stay, encounter);
      if (place !== undefined && isOfSet(place)) return true;
    }
    return false;
  };
}
