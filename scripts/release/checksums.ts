import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file and its SHA-256 in hexadecimal digits. */
export interface Checksum {
  readonly name: string;
  readonly sha256: string;
}

/** The checksum of each file in a folder, by name. */
export async function checksumsOf(folder: string): Promise<readonly Checksum[]> {
  const names = readdirSync(folder).toSorted();
  return Promise.all(names.map(async (name) => ({ name, sha256: await sha256Of(join(folder, name)) })));
}

/** The SHA-256 of a file, which may be larger than memory. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Writes SHA256SUMS, as `sha256sum --check` reads it. */
export async function writeChecksums(folder: string): Promise<void> {
  const lines = (await checksumsOf(folder)).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}
