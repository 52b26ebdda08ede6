import { type JsonObject, objects, text } from '../json.ts';
import { mayContribute } from './contributing.ts';
import { oncePerResource } from './once-per-resource.ts';
import type { Target } from './target.ts';

/** What a reference such as `#key` leads to within its owner; undefined where the owner contains no such resource. */
export function containedTargets(): (key: string, owner: JsonObject) => Target | undefined {
  const containedIn = oncePerResource(byId);
  return (key, owner) => {
    const resource = containedIn(owner).get(withoutHash(key));
    const type = text(resource?.resourceType);
    if (type === undefined) return undefined;
    return { key: containedKey(owner, key), type, resource };
  };
}

/** Key of the resource that its owner contains under an id. */
export function containedKey(owner: JsonObject, id: unknown): string {
  return `${text(owner.resourceType)}/${text(owner.id)}#${withoutHash(id)}`;
}

/** Some servers (HAPI 7) write the `#` of the references into the contained resource's own id too. */
function withoutHash(id: unknown): string {
  return (text(id) ?? '').replace(/^#/, '');
}

/** Of several with one id the first. */
function byId(owner: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(
    objects(owner.contained)
      .filter(mayContribute)
      .map((one) => [withoutHash(one.id), one] as const)
      .toReversed(),
  );
}
