import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What a run of `practice` left. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A folder of its own below the system's. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'practice-'));
}

type Child = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

/** Starts `src/practice/main.ts` as a process of its own. */
export function startPractice(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const flags = ['--disable-warning=ExperimentalWarning', 'src/practice/main.ts', ...args];
  const options = { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] } as const;
  return spawn(process.execPath, flags, { ...options, stdio: [...options.stdio] }) as Child;
}

/** Runs it to its end. */
export async function practice(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = startPractice(args, env);
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const [code] = await once(child, 'close');
  return { code, output: await output, errors: await errors };
}

/** The content of every file of a folder and of those in it, by name. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'latin1')]));
}
