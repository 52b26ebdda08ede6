import { type JsonObject, objects } from '../json.ts';
import { dstu2 } from './dstu2.ts';
import { r4 } from './r4.ts';
import { r4b } from './r4b.ts';
import { r5 } from './r5.ts';
import { stu3 } from './stu3.ts';
import type { FhirVersion, VersionMarker } from './version.ts';

export type { FhirVersion } from './version.ts';

/** The version that a server declares; `other` for one without a table here, such as DSTU2 or R6. */
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
  return movedTypes.get(type) ?? [type];
}

const movedTypes: ReadonlyMap<string, readonly string[]> = new Map(
  versions
    .flatMap(({ types }) => Object.keys(types))
    .map((type) => [type, [...new Set(versions.flatMap((version) => typesIn(version, type)))]]),
);

/** At most this many resources of a type are examined: the elements that distinguish versions are in most of them. */
const maxExamined = 50;

/** The version that these resources were written in, by the elements that not every version has; R4 if none fits better. */
export function versionByShape(resources: ReadonlyMap<string, readonly unknown[]>): FhirVersion {
  return bestOf(versions, resources) ?? r4;
}

/** As {@link versionByShape}, of each resource of one type alone: decided once for all with the same markers. */
export function versionByOwnShape(type: string): (resource: JsonObject) => FhirVersion {
  const markers = markersOfType.get(type) ?? [];
  const known = new Map<number, FhirVersion>();
  return (resource) => {
    // A bit for each marker: a type has some 20, and a number holds 53.
    const shape = markers.reduce((bits, marker) => bits * 2 + (hasMarker(resource, marker) ? 1 : 0), 0);
    const version = known.get(shape) ?? versionByShape(new Map([[type, [resource]]]));
    known.set(shape, version);
    return version;
  };
}

/** Whether these resources have more markers of DSTU2 than of any version that can be read. */
export function isOfUnreadVersion(resources: ReadonlyMap<string, readonly unknown[]>): boolean {
  return bestOf([...versions, dstu2], resources) === dstu2;
}

/** The first of the shapes with the most markers in these resources; undefined if no marker is found. */
function bestOf<Shape extends { readonly markers: readonly VersionMarker[] }>(
  shapes: readonly Shape[],
  resources: ReadonlyMap<string, readonly unknown[]>,
): Shape | undefined {
  const counts = new Map([...resources].flatMap(([type, all]) => (all.length > 0 ? [...countMarkers(all, type)] : [])));
  let best: Shape | undefined;
  let most = 0;
  for (const shape of shapes) {
    const count = shape.markers.reduce((sum, marker) => sum + (counts.get(marker) ?? 0), 0);
    if (count > most) [best, most] = [shape, count];
  }
  return best;
}

/** Without duplicates: most are in several versions. */
const everyMarker = [...new Set([...versions, dstu2].flatMap(({ markers }) => markers))];
const markersOfType = Map.groupBy(everyMarker, ({ type }) => type);

/** By list of resources, of which a call asks three times. */
const markerCounts = new WeakMap<readonly unknown[], ReadonlyMap<VersionMarker, number>>();

/** How many of these resources of a type have each of its markers. */
function countMarkers(all: readonly unknown[], type: string): ReadonlyMap<VersionMarker, number> {
  const before = markerCounts.get(all);
  if (before !== undefined) return before;
  const examined = objects(all.slice(0, maxExamined));
  const markers = markersOfType.get(type) ?? [];
  const counts = new Map(markers.map((one) => [one, examined.filter((each) => hasMarker(each, one)).length]));
  markerCounts.set(all, counts);
  return counts;
}

function hasMarker(owner: JsonObject, marker: VersionMarker, from = 0): boolean {
  const { path, form } = marker;
  const step = path[from];
  if (step === undefined) return true;
  const value = owner[step];
  if (value === undefined || value === null) return false;
  if (from + 1 < path.length) return objects(value).some((one) => hasMarker(one, marker, from + 1));
  return form === undefined || form === formOf(value);
}

function formOf(value: unknown): VersionMarker['form'] {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : 'object';
}
