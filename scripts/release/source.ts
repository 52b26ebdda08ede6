import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBuild } from '#src/values/build.ts';
import type { Run } from './run.ts';

/** What a release is made of: a version, and the commit that has it. */
export interface Source {
  readonly version: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
}

/** Where the Dockerfile copies from: files that git ignores would get into the image from there. */
const copied = ['src', 'hooks', 'fhir-profiles', 'docker'];

/**
 * The source of a release in the folder `root`, which must be as it was committed.
 * @throws one line that says why it can't be released
 */
export function readSource(root: string, run: Run): Source {
  assertClean(run);
  const { version } = readBuild(join(root, 'package.json'));
  if (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).version !== version)
    throw new Error(`package-lock.json: its version is not ${version}`);
  assertInChangelog(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  return { version, commit: run.read('git', 'rev-parse', 'HEAD') };
}

/** @throws one line that names the first file that is not as it was committed */
export function assertClean(run: Run): void {
  const status = ['status', '--porcelain', '--untracked-files=all'];
  const changed = run.read('git', ...status) || run.read('git', ...status, '--ignored', '--', ...copied);
  // Two letters and a space before each name (https://git-scm.com/docs/git-status#_short_format).
  const [first] = changed.split('\n');
  if (changed !== '') throw new Error(`the working tree has changes (${first?.slice(3)}): commit or remove them first`);
}

/** The heading of the version must be the first one below an Unreleased without entries (https://keepachangelog.com). */
function assertInChangelog(changelog: string, version: string): void {
  const [, unreleased = '', ...releases] = changelog.split(/^## /m);
  if (/^- /m.test(unreleased))
    throw new Error(`CHANGELOG.md: has entries under Unreleased: they belong to ${version}, or to no release yet`);
  const [heading = ''] = releases[0]?.split('\n') ?? [];
  if (!heading.startsWith(`[${version}] - `) || !/ - \d{4}-\d{2}-\d{2}$/.test(heading))
    throw new Error(`CHANGELOG.md: has no heading ## [${version}] - YYYY-MM-DD right below an empty Unreleased`);
}
