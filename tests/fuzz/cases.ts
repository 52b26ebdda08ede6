import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** An input that once went wrong. */
export interface Case {
  readonly name: string;
  readonly target: string;
  /** What went wrong, in a sentence. */
  readonly what: string;
  readonly input: unknown;
}

const folder = new URL('cases/', import.meta.url);

/** Every stored case, by name. */
export function storedCases(): readonly Case[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  }));
}

/** Stores a case, to be tried first from now on; gives the name of its file. */
export function storeCase({ name, ...content }: Case): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(content, null, 2)}\n`);
  return `tests/fuzz/cases/${name}.json`;
}
