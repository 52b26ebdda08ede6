import type { Resource } from '@medplum/fhirtypes';
import { elementOf } from './reduced.ts';

/** What of a resource any resource has, and nobody needs to ask for. */
const always = ['resourceType', 'id'];

/** The same resource, which tells of every element of it that is read and that it has. */
export function watched<T extends Resource>(resource: T, onRead: (type: string, element: string) => void): T {
  return new Proxy(resource, {
    get: (target, property, receiver) => {
      const value: unknown = Object.hasOwn(target, property) ? Reflect.get(target, property, receiver) : undefined;
      if (value !== undefined && typeof property === 'string' && !always.includes(property))
        onRead(target.resourceType, elementOf(property));
      return value;
    },
  });
}

/** The same resource, of which no other elements than these can be read. */
export function guarded<T extends Resource>(resource: T, elements: readonly string[]): T {
  return watched(resource, (type, element) => {
    if (!elements.includes(element)) throw new Error(`${type}.${element} is read and not asked for`);
  });
}
