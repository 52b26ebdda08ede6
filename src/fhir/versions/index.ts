import { type Fields, objects } from '../json.ts';
import { r4 } from './r4.ts';
import { r4b } from './r4b.ts';
import { r5 } from './r5.ts';
import { stu3 } from './stu3.ts';
import type { FhirVersion, Mark } from './version.ts';

export type { FhirVersion } from './version.ts';

/** The version that a server says it speaks; `other` for one that no table is of. */
export type Spoken = FhirVersion | 'other';

/** Every version that can be read, the usual one first. */
export const versions: readonly FhirVersion[] = [r4, r4b, r5, stu3];

/** The version of a `fhirVersion` such as `4.0.1`; undefined for one that can't be read. */
export function versionOfNumber(number: string): FhirVersion | undefined {
  return versions.find(({ numbers }) => numbers.some((one) => number === one || number.startsWith(`${one}.`)));
}

/** Types under which a version keeps what R4 keeps under this one. */
export function typesIn(version: FhirVersion, type: string): readonly string[] {
  return version.types[type] ?? [type];
}

/** Every type under which any version keeps what R4 keeps under this one. */
export function typesInAny(type: string): readonly string[] {
  return [...new Set(versions.flatMap((version) => typesIn(version, type)))];
}

/** So many resources of a type are looked at: what tells versions apart stands in most of them. */
const looks = 50;

/**
 * The version that these resources were written in, by elements that not every version has: the one that fits most of
 * them, R4 where another fits no better.
 */
export function versionByShape(resources: ReadonlyMap<string, readonly unknown[]>): FhirVersion {
  const looked = new Map([...resources].map(([type, all]) => [type, objects(all.slice(0, looks))]));
  const counts = new Map(
    everyMark.map((mark) => [mark, (looked.get(mark.type) ?? []).filter((one) => carries(one, mark)).length]),
  );
  let [best, most] = [r4, 0];
  for (const version of versions) {
    const count = version.marks.reduce((sum, mark) => sum + (counts.get(mark) ?? 0), 0);
    if (count > most) [best, most] = [version, count];
  }
  return best;
}

/** Each once: most stand in several versions. */
const everyMark = [...new Set(versions.flatMap(({ marks }) => marks))];

function carries(owner: Fields, mark: Mark, from = 0): boolean {
  const { path, form } = mark;
  const step = path[from];
  if (step === undefined) return true;
  const value = owner[step];
  if (value === undefined || value === null) return false;
  if (from + 1 < path.length) return objects(value).some((one) => carries(one, mark, from + 1));
  return form === undefined || form === formOf(value);
}

function formOf(value: unknown): Mark['form'] {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : 'object';
}
