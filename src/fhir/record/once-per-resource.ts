import type { Fields } from '../json.ts';

/** Finds something for resources, once for each: thousands of others may refer to one. */
export function oncePerResource<T>(find: (resource: Fields) => T): (resource: Fields) => T {
  const known = new WeakMap<Fields, { readonly found: T }>();
  return (resource) => {
    const before = known.get(resource);
    if (before !== undefined) return before.found;
    const found = find(resource);
    known.set(resource, { found });
    return found;
  };
}
