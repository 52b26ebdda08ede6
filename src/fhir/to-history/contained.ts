import { type Fields, objects, text } from '../json.ts';
import { mayContribute } from './contributing.ts';
import { oncePerResource } from './once-per-resource.ts';
import type { Target } from './record.ts';

/** What a reference such as `#key` leads to within its owner; undefined where the owner contains no such resource. */
export function containedTargets(): (key: string, owner: Fields) => Target | undefined {
  const containedIn = oncePerResource(byId);
  return (key, owner) => {
    const resource = containedIn(owner).get(key.slice(1));
    const type = text(resource?.resourceType);
    if (type === undefined) return undefined;
    return { key: `${text(owner.resourceType)}/${text(owner.id)}${key}`, type, resource };
  };
}

/** Of several with one id the first. */
function byId(owner: Fields): ReadonlyMap<unknown, Fields> {
  return new Map(
    objects(owner.contained)
      .filter(mayContribute)
      .map((one) => [one.id, one] as const)
      .toReversed(),
  );
}
