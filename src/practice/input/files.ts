import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { localTime } from '../../fhir/record/local-time.ts';
import type { Day } from '../../history/calendar.ts';
import { RunRefused } from '../refused.ts';
import { exportBase } from './manifest.ts';

/** A file of rows, or a part of one that begins and ends wherever: the row that begins in it belongs to it. */
export interface Piece {
  readonly file: string;
  readonly gzip: boolean;
  readonly from: number;
  /** Where the next piece begins. */
  readonly to: number;
  /** Base of the server that wrote it, where its manifest says so. */
  readonly base: string | undefined;
}

/** What a folder of an export holds. */
export interface InputFiles {
  readonly pieces: readonly Piece[];
  /** Bundles of what was deleted since the export before. */
  readonly deleted: readonly DeletedFile[];
  /** Bytes of the rows, those of compressed files estimated. */
  readonly bytes: number;
}

/** A file of deletions, and when its export was made, in ms since 1970, where its manifest says so. */
export interface DeletedFile {
  readonly file: string;
  readonly until: number | undefined;
}

/** What one piece holds of a plain file; a compressed one can't be entered in the middle. */
const pieceBytes = 32 * 1024 * 1024;
/** What JSON of FHIR is compressed to, about. */
const compressed = 10;

/**
 * The rows of folders as `$export`, SMART Fetch or Pathling write them, at any depth.
 * @throws one line where a folder can't be read or holds no rows
 */
export async function listInput(folders: readonly string[]): Promise<InputFiles> {
  const found: { pieces: Piece[]; deleted: DeletedFile[]; bytes: number } = { pieces: [], deleted: [], bytes: 0 };
  for (const folder of folders) {
    const names = await namesIn(folder);
    const rows = names.filter(isRows);
    if (rows.length === 0) throw new RunRefused(`${folder}: holds no .ndjson or .ndjson.gz file`);
    const manifests = new Map<string, Manifest>();
    for (const name of rows) {
      const file = join(folder, name);
      const own = manifests.get(dirname(file)) ?? (await manifestOf(file, folder));
      manifests.set(dirname(file), own);
      if (basename(dirname(file)) === 'deleted') found.deleted.push({ file, until: own.until });
      else found.bytes += await addPieces(file, own.base, found.pieces);
    }
  }
  return found;
}

async function addPieces(file: string, base: string | undefined, pieces: Piece[]): Promise<number> {
  const { size } = await stat(file);
  const gzip = file.endsWith('.gz');
  const step = gzip ? size : pieceBytes;
  for (let from = 0; from < size; from += step)
    pieces.push({ file, gzip, from, to: Math.min(from + step, size), base });
  return gzip ? size * compressed : size;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    // Some exporters make a folder of this name, with the file in it.
    const files = found.filter((one) => !one.isDirectory());
    return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort();
  } catch {
    throw new RunRefused(`${folder}: is no folder that can be read`);
  }
}

/** What a server reports about its export (`error`, `outcomes`) is no row of it. */
function isRows(name: string): boolean {
  const folders = name.split('/').slice(0, -1);
  return /\.ndjson(?:\.gz)?$/i.test(name) && !folders.some((one) => /^(?:errors?|outcomes?|\..*)$/i.test(one));
}

interface Manifest {
  readonly base: string | undefined;
  readonly until: number | undefined;
}

/** The manifest beside a file, or above it up to the folder that was named. */
async function manifestOf(file: string, top: string): Promise<Manifest> {
  const folder = dirname(file);
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    return exportBase(manifest);
  } catch {
    return folder.length > top.length ? manifestOf(folder, top) : { base: undefined, until: undefined };
  }
}

/** The day on which the latest of these exports was made, where their manifests say so. */
export async function exportedOn(folders: readonly string[], timeZone: string): Promise<Day | undefined> {
  const manifests = await Promise.all(folders.map((folder) => manifestOf(join(folder, 'manifest.json'), folder)));
  const latest = Math.max(...manifests.map(({ until = 0 }) => until));
  return latest > 0 ? localTime(timeZone).dayOf(latest) : undefined;
}
