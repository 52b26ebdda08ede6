import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

interface Override {
  readonly includes: readonly string[];
  readonly plugins?: readonly string[];
}

/** What the lint run has of its own for files such as these. */
function pluginsFor(files: string): string[] {
  const { overrides }: { overrides: readonly Override[] } = JSON.parse(readFileSync('biome.json', 'utf8'));
  const plugins = overrides.flatMap((one) => (one.includes.includes(files) ? (one.plugins ?? []) : []));
  return plugins.map((plugin) => resolve(plugin));
}

/** Those of these pieces of code that the plugins refuse. */
function refused(plugins: readonly string[], pieces: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const linter = { rules: { preset: 'none' } };
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins, linter }));
  pieces.forEach((piece, n) => {
    writeFileSync(join(folder, `${n}.ts`), `declare const text: string;\n${piece}\n`);
  });
  const run = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--reporter=github'], { cwd: folder });
  rmSync(folder, { recursive: true });
  const files = [...String(run.stdout).matchAll(/^::error title=plugin,file=(\d+)\.ts,/gm)];
  return pieces.filter((_, n) => files.some(([, file]) => file === String(n)));
}

test.each(['src/**', 'hooks/**', 'demo/**'])('in %s the lint run refuses whatever makes a pattern of text', (files) => {
  const bad = [
    'export const one = new RegExp(text);',
    "export const one = new RegExp('^' + text, 'u');",
    'export const one = RegExp(text);',
    'export const one = new globalThis.RegExp(text);',
    'export const one = [text].map(RegExp);',
    'export const one = Reflect.construct(RegExp, [text]);',
  ];
  const good = [
    'export const one = /^[a-z]+$/.exec(text);',
    'export const one = RegExp.escape(text);',
    'export function one(pattern: RegExp): RegExp { return pattern; }',
    '// biome-ignore lint/plugin: words of our own.\nexport const one = new RegExp(text);',
  ];
  expect(refused(pluginsFor(files), [...bad, ...good])).toEqual(bad);
});
