import { readFileSync } from 'node:fs';
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
});
