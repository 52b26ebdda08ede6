import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Resource } from '@medplum/fhirtypes';
import * as generated from '../../scripts/practice-export/write-practice.ts';
import { today } from './builders.ts';

/** Writes an export of a generated practice (see scripts/practice-export.ts); by default one of 60 people, as of `today`. */
export function writePractice(folder: string, wanted: Partial<generated.Wanted> = {}): ReadonlyMap<string, number> {
  return generated.writePractice(folder, { people: 60, asOf: today, ...wanted });
}

/** The lines of the files of a folder of NDJSON, plain or compressed, by name of file. */
export function linesOf(folder: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => {
        const bytes = readFileSync(join(folder, name));
        const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
        return [name.replace(/\.gz$/, ''), text.split('\n').slice(0, -1)];
      }),
  );
}

/** The resources of one type in an export. */
export function resourcesOf<T extends Resource['resourceType']>(
  folder: string,
  type: T,
): (Resource & { resourceType: T })[] {
  return [...linesOf(folder)].flatMap(([name, lines]) =>
    name.startsWith(`${type}.`) ? lines.map((line) => JSON.parse(line)) : [],
  );
}
