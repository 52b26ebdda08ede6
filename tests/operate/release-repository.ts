import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A small repository that can be released, with a Docker of its own that builds nothing. */
export interface ReleaseRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (file: string, text: string) => void;
  /** Commits everything; gives the commit. */
  readonly commit: () => string;
  /** Runs the release script there; gives its exit code and all that it said. */
  readonly release: (...flags: readonly string[]) => { readonly code: number | null; readonly output: string };
  /** What Docker was called with, one call after the other. */
  readonly dockerCalls: () => readonly (readonly string[])[];
  readonly remove: () => void;
}

export const baseDigest = `sha256:${'b'.repeat(64)}`;
export const localBaseId = `sha256:${'c'.repeat(64)}`;

/** The bill of materials that the image holds. */
export const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: { component: { name: 'app', version: '1.2.3', purl: 'pkg:npm/secure-base@1.2.3' } },
  components: [
    {
      name: 'zod',
      version: '4.0.0',
      purl: 'pkg:npm/zod@4.0.0',
      hashes: [{ alg: 'SHA-512', content: 'd'.repeat(128) }],
    },
  ],
};

export const changelog = '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2027-01-31\n\n### Added\n\n- Something.\n';

/** The script is called with `--into FOLDER` after its own arguments. */
export const safetyFileThatBindsNothing = {
  'safety-file': `sh -c 'echo bound > "$2/secure-base-1.2.3-safety-file.pdf"' --`,
};

/** Version 1.2.3, committed. */
export function createReleaseRepository(): ReleaseRepository {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-release-'));
  const outside = mkdtempSync(join(tmpdir(), 'secure-base-docker-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'change');
    return git('rev-parse', 'HEAD');
  };
  const env = { ...process.env, PATH: `${outside}:${process.env.PATH}` };
  writeFileSync(join(outside, 'docker'), dockerThatBuildsNothing(outside));
  chmodSync(join(outside, 'docker'), 0o755);
  for (const name of ['docker', 'src']) mkdirSync(join(folder, name));
  cpSync('docker/build-release.sh', join(folder, 'docker/build-release.sh'));
  git('init', '--quiet');
  write('docker/base-images.env', `NODE_IMAGE=node:24@${baseDigest}\n`);
  write('package.json', packageFile({ check: 'echo all was checked', ...safetyFileThatBindsNothing }));
  write('package-lock.json', JSON.stringify({ version: '1.2.3', lockfileVersion: 3, packages: {} }));
  write('CHANGELOG.md', changelog);
  write('.gitignore', '*.log\n/release/\n');
  commit();
  return {
    folder,
    git,
    write,
    commit,
    release: (...flags) => {
      const args = ['--disable-warning=ExperimentalWarning', resolve('scripts/release.ts'), ...flags];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
      return { code: status, output: `${stdout}${stderr}` };
    },
    dockerCalls: () =>
      readFileSync(join(outside, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    remove: () => {
      for (const one of [folder, outside]) rmSync(one, { recursive: true });
    },
  };
}

export function packageFile(scripts: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ name: 'secure-base', version: '1.2.3', scripts }, null, 2)}\n`;
}

/** A program that notes its arguments, remembers the labels of what it is to build, and saves an image of one line. */
function dockerThatBuildsNothing(folder: string): string {
  return `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync('${folder}/calls', JSON.stringify(args) + '\\n');
const after = (flag) => args.flatMap((one, at) => (args[at - 1] === flag ? [one] : []));
if (args[0] === 'build')
  writeFileSync('${folder}/labels', JSON.stringify(Object.fromEntries(after('--label').map((one) => one.split(/=(.*)/)))));
if (args[0] === 'image') console.log(args.at(-1) === 'node:24' ? '${localBaseId}' : readFileSync('${folder}/labels', 'utf8'));
if (args[0] === 'run') console.log('${JSON.stringify(bill)}');
if (args[0] === 'save') writeFileSync(after('--output')[0], 'an image', { mode: 0o600 });
if (args[0] === 'version') console.log('20.10.24');
`;
}
