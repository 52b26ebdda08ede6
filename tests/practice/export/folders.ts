import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A new folder of a test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  folders.push(folder);
  return folder;
}

/** Removes them all. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
