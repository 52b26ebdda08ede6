import { type JsonObject, objects } from '../json.ts';
import { dstu2 } from './dstu2.ts';
import { r4 } from './r4.ts';
import { r4b } from './r4b.ts';
import { r5 } from './r5.ts';
import { stu3 } from './stu3.ts';
import type { FhirVersion, Mark } from './version.ts';

export type { FhirVersion } from './version.ts';

/** The version that a server says it speaks; `other` for a number that no table is of, DSTU2's or R6's. */
export type DetectedVersion = FhirVersion | 'other';

/** Every version that can be read, the usual one first. */
export const versions: readonly FhirVersion[] = [r4, r4b, r5, stu3];

/** The version of a `fhirVersion` such as `4.0.1`; undefined for what is no number of a version. */
export function versionOfNumber(number: string): DetectedVersion | undefined {
  const found = versions.find(({ numbers }) => numbers.some((one) => number === one || number.startsWith(`${one}.`)));
  return found ?? (/^\d\.\d/.test(number) ? 'other' : undefined);
}

/** Types under which a version keeps what R4 keeps under this one. */
export function typesIn(version: FhirVersion, type: string): readonly string[] {
  return version.types[type] ?? [type];
}

/** A type of a version that is not read. */
export function isOfUnreadType(type: unknown): boolean {
  return dstu2.types.some((one) => one === type);
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
  return bestOf(versions, resources) ?? r4;
}

/** More of these resources' elements are DSTU2's than of any version that can be read. */
export function isOfUnreadVersion(resources: ReadonlyMap<string, readonly unknown[]>): boolean {
  return bestOf([...versions, dstu2], resources) === dstu2;
}

/** Of these shapes the first that fits most; undefined where none has a mark. */
function bestOf<Shape extends { readonly marks: readonly Mark[] }>(
  shapes: readonly Shape[],
  resources: ReadonlyMap<string, readonly unknown[]>,
): Shape | undefined {
  const looked = new Map([...resources].map(([type, all]) => [type, objects(all.slice(0, looks))]));
  const counts = new Map(
    everyMark.map((mark) => [mark, (looked.get(mark.type) ?? []).filter((one) => carries(one, mark)).length]),
  );
  let best: Shape | undefined;
  let most = 0;
  for (const shape of shapes) {
    const count = shape.marks.reduce((sum, mark) => sum + (counts.get(mark) ?? 0), 0);
    if (count > most) [best, most] = [shape, count];
  }
  return best;
}

/** Each once: most stand in several versions. */
const everyMark = [...new Set([...versions, dstu2].flatMap(({ marks }) => marks))];

function carries(owner: JsonObject, mark: Mark, from = 0): boolean {
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
