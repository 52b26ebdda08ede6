import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A commit to run beside this one, or why there is none. */
export type EarlierVersion = { readonly commit: string } | { readonly none: string };

/** The packages of a package-lock.json, by path. */
type Locked = Readonly<Record<string, { readonly version?: string; readonly dev?: boolean }>>;

/**
 * The newest commit before HEAD whose version in package.json, or whose migrations, differ from those of HEAD, in a
 * repository at `root`.
 */
export function findEarlierVersion(root = process.cwd()): EarlierVersion {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const stateAt = (commit: string) => {
    const { version } = JSON.parse(git('show', `${commit}:package.json`));
    return `${version} ${git('rev-parse', `${commit}:src/store/migrations`)}`;
  };
  try {
    const now = stateAt('HEAD');
    // What differs lies right before a commit that touched one of the two.
    const touched = git('log', '--first-parent', '--format=%P', '--', 'package.json', 'src/store/migrations');
    const before = touched.split('\n').map((parents) => parents.split(' ')[0] ?? '');
    const commit = before.find((parent) => parent !== '' && stateAt(parent) !== now);
    return commit === undefined ? { none: 'no earlier commit has another version or other migrations' } : { commit };
  } catch {
    return { none: 'this is not a clone with the history of the project' };
  }
}

/** The name of the last migration that a commit has; empty where it has none. */
export function lastMigrationAt(commit: string): string {
  const list = execFileSync('git', ['show', `${commit}:src/store/migrations/index.ts`], { encoding: 'utf8' });
  return [...list.matchAll(/^ {2}'(\d{4}-[\w-]+)': /gm)].at(-1)?.[1] ?? '';
}

/**
 * The source of a commit in a folder of its own, with its packages: those of this project where they are the same ones,
 * else as its own package-lock.json has them, from npm's cache or the registry.
 */
export function checkOut(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-earlier-'));
  const source = join(folder, 'source');
  mkdirSync(source);
  execFileSync('git', ['archive', '--output', join(folder, 'source.tar'), commit]);
  execFileSync('tar', ['--extract', '--file', join(folder, 'source.tar'), '--directory', source]);
  const installed = lockedIn('.');
  const needed = Object.entries(lockedIn(source)).filter(([path, { dev }]) => path !== '' && dev !== true);
  if (needed.every(([path, { version }]) => installed[path]?.version === version))
    symlinkSync(resolve('node_modules'), join(source, 'node_modules'));
  else execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline'], { cwd: source });
  return source;
}

function lockedIn(folder: string): Locked {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
}
