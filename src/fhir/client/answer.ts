import type { Resource } from '@medplum/fhirtypes';
import type { Origins } from '../own-bases.ts';
import type { Failure } from './failure.ts';

/** Resources as they came together. */
export interface Batch {
  readonly resources: readonly Resource[];
  /** How many more there were than one source may give. */
  readonly leftOut: number;
  /** Of entries of a Bundle, where each says that it is from. */
  readonly origins?: Origins;
}

/** What a read or search gave. Without a failure, and without `more`, it is all there is. */
export interface Answer extends Batch {
  readonly failure: Failure | undefined;
  /** There are further pages that were not asked for. */
  readonly more: boolean;
  /** The server refused parameters such as `_include` or `_sort` (not only `_elements`), which were then left out. */
  readonly plain: boolean;
}

/** An answer that holds nothing, and why. */
export function failed(failure: Failure): Answer {
  return { resources: [], leftOut: 0, failure, more: false, plain: false };
}

/** The JSON of one HTTP answer. */
export type Body = { readonly value: unknown } | { readonly failure: Failure };

/**
 * Sends one GET; the path is relative to the server's base, or an address on it. Without one, where a link leads off the
 * base, nothing is sent and the failure is `off-base`. It never throws.
 */
export type Get = (type: string, path: string | undefined) => Promise<Body>;
