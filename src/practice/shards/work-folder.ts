import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RunRefused } from '../refused.ts';

/**
 * A folder for the sorted rows of one run: whole records of patients, which nobody else may read, and which are removed
 * however the run ends.
 */
export interface WorkFolder {
  readonly path: string;
  /** Removes it, with all that is in it. */
  remove(): void;
}

const prefix = 'secure-base-practice-';
const ownerFile = 'owner.json';
/** A run shows this often that it is alive. */
const beatMs = 20_000;
/** Of a run on another machine that shares the disk nothing else can be known than how long ago it was last alive. */
const deadAfterMs = 10 * 60_000;

/**
 * Makes the folder in `base`, and removes those there whose run was ended without being able to (SIGKILL, power).
 * @throws one line where `base` can't be written to
 */
export function openWorkFolder(base: string): WorkFolder {
  try {
    mkdirSync(base, { recursive: true, mode: 0o700 });
    removeLeftovers(base);
    const path = mkdtempSync(join(base, prefix));
    chmodSync(path, 0o700);
    const owner = join(path, ownerFile);
    writeFileSync(owner, JSON.stringify({ host: hostname(), pid: process.pid }), { mode: 0o600 });
    const beat = setInterval(() => touch(owner), beatMs).unref();
    const remove = () => {
      clearInterval(beat);
      rmSync(path, { recursive: true, force: true });
    };
    return { path, remove };
  } catch {
    throw new RunRefused(`${base}: the work folder can’t be made there`);
  }
}

function touch(owner: string): void {
  try {
    utimesSync(owner, new Date(), new Date());
  } catch {
    // It is being removed.
  }
}

function removeLeftovers(base: string): void {
  for (const name of readdirSync(base)) {
    const path = join(base, name);
    if (name.startsWith(prefix) && isLeftOver(path)) rmSync(path, { recursive: true, force: true });
  }
}

function isLeftOver(path: string): boolean {
  try {
    const owner = join(path, ownerFile);
    const { host, pid } = JSON.parse(readFileSync(owner, 'utf8'));
    if (host === hostname()) return pid === process.pid || !isRunning(pid);
    return Date.now() - statSync(owner).mtimeMs > deadAfterMs;
  } catch {
    // Begun, and not yet its owner's: or ended before it was.
    return isOld(path);
  }
}

function isOld(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > deadAfterMs;
  } catch {
    return false;
  }
}

function isRunning(pid: unknown): boolean {
  try {
    return typeof pid === 'number' && process.kill(pid, 0);
  } catch (error) {
    // It runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
