import type { JsonObject } from '../json.ts';
import { isNotTrue } from './condition-status.ts';
import { isRestricted } from './restricted.ts';

/**
 * Whether what a resource says may become a fact: it is neither restricted, nor entered in error, nor refuted. What was
 * only planned, or cancelled, each type says in words of its own, which its mapper knows.
 */
export function mayContribute(resource: JsonObject): boolean {
  return !isErroneous(resource) && !isRestricted(resource);
}

/** It was entered in error, or is known not to be so. */
export function isErroneous(resource: JsonObject): boolean {
  return resource.status === 'entered-in-error' || isNotTrue(resource);
}
