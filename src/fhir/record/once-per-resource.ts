import type { JsonObject } from '../json.ts';

/** Finds something for resources, once for each: thousands of others may refer to one. */
export function oncePerResource<T>(find: (resource: JsonObject) => T): (resource: JsonObject) => T {
  const known = new WeakMap<JsonObject, { readonly found: T }>();
  return (resource) => {
    const before = known.get(resource);
    if (before !== undefined) return before.found;
    const found = find(resource);
    known.set(resource, { found });
    return found;
  };
}
