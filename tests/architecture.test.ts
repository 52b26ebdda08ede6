import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

/** What each part may import besides itself. Files of `src` itself stand for the composition of the whole. */
const mayImport: Record<string, readonly string[]> = {
  'src/history': [],
  'src/cds': ['src/address.ts', 'src/fhir-id.ts', 'src/json-shape.ts', 'src/outbound/bases.ts', 'src/problem.ts'],
  'src/observability': ['src/problem.ts'],
  'src/detectors': ['src/history', 'src/problem.ts'],
  'src/outbound': [],
  'src/store': ['src/problem.ts'],
  'src/admin': [
    'src/store',
    'src/address.ts',
    'src/cds/ids.ts',
    'src/cds/tenant.ts',
    'src/html-page.ts',
    'src/problem.ts',
  ],
  'src/fhir': ['src/history', 'src/outbound', 'src/fhir-id.ts', 'src/json-shape.ts', 'src/problem.ts'],
  'src/cards': ['src/detectors', 'src/history', 'src/problem.ts'],
  'src/warm-up': ['src/cds', 'src/detectors', 'src/history'],
  src: [
    'src/admin',
    'src/history',
    'src/cds',
    'src/observability',
    'src/detectors',
    'src/fhir',
    'src/cards',
    'src/outbound',
    'src/store',
    'src/warm-up',
  ],
  'src/main.ts': ['src', 'src/detectors', 'src/observability', 'hooks', 'demo'],
  hooks: ['src', 'src/cds', 'src/cards', 'src/detectors', 'src/fhir', 'src/history', 'src/observability', 'src/store'],
};

/** `src/fhir/reader.ts` is of `src/fhir`; a file of `src` that has a line of its own is of itself. */
function partOf(file: string): string {
  const [top = '', folder = ''] = file.split('/');
  if (top !== 'src' || file in mayImport) return file in mayImport ? file : top;
  return folder.endsWith('.ts') ? top : `${top}/${folder}`;
}

/** Every import between two of our files, as `[from, to]`. */
function imports(files: readonly string[]): [string, string][] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'((?:#|\.)[^']+)'/g)].map(
      ([, to = '']): [string, string] => [file, to.startsWith('#') ? to.slice(1) : join(dirname(file), to)],
    ),
  );
}

function forbidden([from, to]: [string, string]): boolean {
  const [own, other] = [partOf(from), partOf(to)];
  return own !== other && ![...(mayImport[own] ?? [])].some((part) => part === other || part === to);
}

test('no part imports what it may not', () => {
  const all = imports(globSync(['src/**/*.ts', 'hooks/**/*.ts']));
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(forbidden).map((pair) => pair.join(' -> '))).toEqual([]);
});

test('the table forbids what it should', () => {
  const pairs: [string, string][] = [
    ['src/detectors/x.ts', 'src/cds/protocol.ts'],
    ['src/cds/routes.ts', 'src/history/history.ts'],
    ['src/app.ts', 'hooks/index.ts'],
    ['src/app.ts', 'src/main.ts'],
    ['src/history/visits.ts', 'src/detectors/codes.ts'],
  ];
  expect(pairs.filter(forbidden)).toEqual(pairs);
  expect(forbidden(['src/main.ts', 'hooks/index.ts'])).toBe(false);
});
