import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What exactly a file was made from, and when. */
export interface Revision {
  /** Of package.json. */
  readonly version: string;
  /** In 40 digits; undefined without a git history. */
  readonly commit: string | undefined;
  readonly hasUncommittedChanges: boolean;
  readonly madeAt: Date;
}

/**
 * The revision in a folder.
 * @param env SOURCE_DATE_EPOCH, in seconds, takes the place of the current time (https://reproducible-builds.org/specs/source-date-epoch/).
 */
export function readRevision(folder: string, env: NodeJS.ProcessEnv = process.env): Revision {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [above, commit] = git(folder, ['rev-parse', '--show-cdup', 'HEAD'])?.split('\n') ?? [];
  // In a copy without history that lies somewhere in another repository, git would give the commit of that one.
  const isOurs = above === '' && commit !== undefined;
  return {
    version,
    commit: isOurs ? commit : undefined,
    hasUncommittedChanges: isOurs && git(folder, ['status', '--porcelain']) !== '',
    madeAt: env.SOURCE_DATE_EPOCH ? new Date(Number(env.SOURCE_DATE_EPOCH) * 1000) : new Date(),
  };
}

/** The commit in words; `digits` shortens it. */
export function commitInWords({ commit, hasUncommittedChanges }: Revision, digits = 40): string {
  if (commit === undefined) return 'unknown commit';
  return `commit ${commit.slice(0, digits)}${hasUncommittedChanges ? ', with uncommitted changes' : ''}`;
}

/** What git prints; undefined where it fails, or is not installed. */
function git(folder: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  } catch {
    return undefined;
  }
}
