import { fields, objects } from '../json.ts';
import { isFormOf } from '../versions/elements.ts';
import { isResource } from './bundle.ts';

/**
 * Whether a server that was asked for these elements has understood that: some of what came of this type has any of them,
 * besides `meta`, which comes always. Nothing of the type at all is an answer too.
 * @param elements as in `_elements`; undefined where none were asked for
 */
export function holdsElements(value: unknown, type: string, elements: string | undefined): boolean {
  if (elements === undefined) return true;
  const names = elements.split(',').filter((name) => name !== 'meta');
  const hasAny = (one: object) => Object.keys(one).some((key) => names.some((name) => isFormOf(key, name)));
  const entries = isResource(value, 'Bundle') ? objects(fields(value)?.entry) : [{ resource: value }];
  if (entries.some(({ resource }) => isResource(resource, type) && hasAny(resource))) return true;
  return entries.every(({ resource }) => isResource(resource) && resource.resourceType !== type);
}
