import { fields, objects, text } from '../../fhir/json.ts';
import type { DeletedFile } from './files.ts';
import { linesOf } from './lines.ts';

/** When resources were deleted at the latest, in ms since 1970, by reference; the greatest number where that is not known. */
export type Deletions = ReadonlyMap<string, number>;

/**
 * What was deleted since an earlier export: the entries of Bundles of type `transaction` with the method DELETE
 * (https://hl7.org/fhir/uv/bulkdata/export.html#deleted-resources).
 */
export async function readDeletions(files: readonly DeletedFile[]): Promise<Deletions> {
  const deletions = new Map<string, number>();
  for (const { file, until = Number.MAX_SAFE_INTEGER } of files) {
    const gzip = file.endsWith('.gz');
    const whole = { file, gzip, from: 0, to: Number.POSITIVE_INFINITY, base: undefined };
    for await (const { lines } of linesOf(whole))
      for (const line of lines)
        for (const reference of deletedIn(line.toString('utf8')))
          deletions.set(reference, Math.max(until, deletions.get(reference) ?? until));
  }
  return deletions;
}

function deletedIn(row: string): readonly string[] {
  try {
    const bundle = fields(JSON.parse(row));
    return objects(bundle?.entry).flatMap((entry) => {
      const request = fields(entry.request);
      const url = text(request?.url);
      return request?.method === 'DELETE' && url !== undefined ? url.replace(/^\/+/, '') : [];
    });
  } catch {
    return [];
  }
}
