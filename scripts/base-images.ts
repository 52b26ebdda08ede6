/**
 * `npm run base-images [FILE]`: looks up the digest of every image in docker/base-images.env and rewrites the file; if
 * any lookup fails, it exits with 1 and leaves the file unchanged.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { digestOf } from './base-images/digest.ts';

const file = process.argv[2] ?? 'docker/base-images.env';
/** NAME=tag or NAME=tag@digest */
const line = /^(\w+)=([^@\s]+)(?:@(\S+))?$/;

try {
  await renew();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`${file} is as it was: the digests could not be looked up. Run this where a registry answers.`);
  process.exitCode = 1;
}

async function renew(): Promise<void> {
  const renewed = await Promise.all(readFileSync(file, 'utf8').split('\n').map(renewedLine));
  // Write and rename, so that an interrupted run leaves the old file.
  writeFileSync(`${file}.new`, renewed.map(({ text }) => text).join('\n'));
  renameSync(`${file}.new`, file);
  for (const { note } of renewed) if (note !== undefined) console.log(note);
}

async function renewedLine(text: string): Promise<{ readonly text: string; readonly note?: string }> {
  const [, name, tag, before] = line.exec(text) ?? [];
  if (name === undefined || tag === undefined) return { text };
  const digest = await digestOf(tag);
  return { text: `${name}=${tag}@${digest}`, note: `${tag} ${digest}${digest === before ? ' (unchanged)' : ''}` };
}
