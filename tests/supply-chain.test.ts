import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

interface Package {
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Readonly<Record<string, Package>>;
};
const others = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('packages', () => {
  test('each is pinned by the hash of its content', () => {
    expect(others.length).toBeGreaterThan(100);
    expect(others.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  test('none that runs in production has a script that runs when it is installed', () => {
    const scripted = others.filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev);
    expect(scripted.map(([path]) => nameOf(path))).toEqual([]);
  });

  test('of those that have one, only the package that brings Node may run it', () => {
    const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const scripted = others.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(Object.keys(allowScripts).toSorted()).toEqual(scripted.toSorted());
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
  });

  test('the lock file names no registry', () => {
    expect(others.filter(([, one]) => 'resolved' in one).map(([path]) => path)).toEqual([]);
  });
});

describe('what npm warns of although .npmrc asks it not to', () => {
  /** The warnings of `npm ci` by the project's own Node, with other engines for one package; nothing is installed. */
  function warnings(engines: Readonly<Record<string, object>> = {}): string {
    const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
    for (const file of ['package.json', '.npmrc']) copyFileSync(file, join(folder, file));
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    for (const [path, needed] of Object.entries(engines)) lock.packages[path].engines = needed;
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const npm = process.env.npm_execpath ?? '';
    const options = ['--dry-run', '--offline', '--ignore-scripts', '--loglevel=warn'];
    const { status, stderr } = spawnSync(process.execPath, [npm, 'ci', ...options], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(0);
    return stderr;
  }

  test('is nothing under the project’s own Node', () => {
    expect(warnings()).toBe('');
  }, 60_000);

  test('would be a package that needs another', () => {
    expect(warnings({ 'node_modules/zod': { node: '>=99' } })).toMatch(/EBADENGINE.*zod/s);
  }, 60_000);
});
