import { dstu2 } from './dstu2.ts';
import { inEveryVersion } from './elements.ts';
import { versions } from './index.ts';
import type { FhirVersion } from './version.ts';

/** The elements that are read of a type in this version; none where the version does not have the type. */
export function elementsRead({ elements }: FhirVersion, type: string): readonly string[] {
  return [...(inEveryVersion[type] ?? []), ...(elements[type] ?? [])];
}

const known = new Map<string, string>();

/**
 * The `_elements` of a read or search of this type, and of what it includes: a server may apply the list to both. Where the
 * version is not known it is what is read in any version, and what tells them apart. Made once.
 */
export function elementsFor(version: FhirVersion | undefined, type: string, included?: string): string {
  const key = `${version?.name} ${type} ${included}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const types = included === undefined ? [type] : [type, included];
  const names = types.flatMap((one) => (version === undefined ? inAnyVersion(one) : elementsRead(version, one)));
  const made = [...new Set(names)].join();
  known.set(key, made);
  return made;
}

function inAnyVersion(type: string): readonly string[] {
  const markers = [...versions, dstu2].flatMap((version) => version.markers);
  const telling = markers.flatMap((one) => (one.type === type ? nameOf(one.path[0]) : []));
  return [...versions.flatMap((version) => elementsRead(version, type)), ...telling];
}

/** Of a marker that names one form of a choice, the choice. */
function nameOf(element: string | undefined): readonly string[] {
  return element === undefined ? [] : [element.replace(/^(medication|performed|occurrence)[A-Z].*$/, '$1')];
}
