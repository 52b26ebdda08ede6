import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const fhir = (...folders: readonly string[]) => folders.map((folder) => `src/fhir/${folder}`);

/**
 * What each part of the house may import besides itself; a part is a folder, or one file. A part below another is a part of
 * its own. Read from top to bottom nothing imports what stands further down.
 */
const mayImport: Record<string, readonly string[]> = {
  'src/problem.ts': [],
  'src/values': [],
  'src/history': [],
  'src/outbound': ['src/values'],
  'src/small-numbers': [],
  'src/store': [],
  'src/memory': ['src/store'],
  'src/observability': ['src/problem.ts', 'src/values'],
  'src/cds': ['src/problem.ts', 'src/values'],
  'src/detectors': ['src/history'],
  'src/cards': ['src/detectors', 'src/history'],
  'src/pages': ['src/cards', 'src/detectors', 'src/problem.ts'],

  'src/fhir': ['src/values'],
  'src/fhir/versions': ['src/fhir'],
  'src/fhir/terminology': ['src/fhir', 'src/history'],
  'src/fhir/client': ['src/fhir', ...fhir('versions'), 'src/history', 'src/outbound', 'src/values'],
  'src/fhir/record': ['src/fhir', ...fhir('terminology', 'versions'), 'src/history'],
  'src/fhir/mappers/visits': ['src/fhir', ...fhir('record', 'terminology', 'versions'), 'src/history'],
  'src/fhir/mappers/clinicians': ['src/fhir', ...fhir('record', 'terminology'), 'src/history'],
  'src/fhir/mappers/problems': ['src/fhir', ...fhir('record', 'terminology'), 'src/history'],
  'src/fhir/mappers/person': [
    'src/fhir',
    ...fhir('record', 'terminology', 'mappers/visits', 'mappers/problems'),
    'src/history',
  ],
  'src/fhir/mappers/medicines': ['src/fhir', ...fhir('record', 'terminology', 'versions'), 'src/history'],
  'src/fhir/mappers/signatures': [
    'src/fhir',
    ...fhir('record', 'terminology', 'mappers/visits', 'mappers/medicines'),
    'src/history',
  ],
  'src/fhir/mappers/plans': [
    'src/fhir',
    ...fhir('record', 'terminology', 'versions', 'mappers/visits', 'mappers/problems', 'mappers/signatures'),
    'src/history',
  ],
  'src/fhir/mappers/family': [
    'src/fhir',
    ...fhir('record', 'terminology', 'mappers/problems', 'mappers/plans'),
    'src/history',
  ],
  'src/fhir/mappers': [
    'src/fhir',
    ...fhir('record', 'terminology', 'versions'),
    ...fhir(
      ...['visits', 'clinicians', 'problems', 'person', 'medicines', 'signatures', 'plans', 'family'].map(mapperOf),
    ),
    'src/history',
  ],
  'src/fhir/read': ['src/fhir', ...fhir('client', 'mappers', 'record', 'versions'), 'src/history', 'src/values'],
  'src/fhir/export-reader.ts': ['src/fhir', ...fhir('mappers', 'read', 'record', 'terminology'), 'src/history'],
  'src/fhir/reader.ts': ['src/fhir', ...fhir('client', 'mappers', 'read', 'terminology'), 'src/history'],

  'src/config': ['src/cards', 'src/detectors', ...fhir('terminology'), 'src/history', 'src/store', 'src/values'],
  'src/sites': ['src/cards', 'src/cds', 'src/config', 'src/detectors', 'src/values'],
  'src/admin': [
    'src/cards',
    'src/cds',
    ...fhir('client', 'mappers', 'read', 'terminology'),
    'src/history',
    'src/memory',
    'src/observability',
    'src/pages',
    'src/problem.ts',
    'src/small-numbers',
    'src/store',
    'src/values',
  ],
  'src/http': ['src/cds', 'src/config', 'src/observability', 'src/problem.ts', 'src/values'],
  'src/chart': [
    'src/cards',
    'src/cds',
    'src/detectors',
    ...fhir('read', 'reader.ts'),
    'src/history',
    'src/memory',
    'src/observability',
    'src/problem.ts',
    'src/store',
  ],
  'src/thread': [
    'src/cards',
    'src/cds',
    'src/chart',
    'src/detectors',
    'src/history',
    'src/pages',
    'src/problem.ts',
    'src/values',
  ],
  'src/workers': ['src/chart', 'src/detectors', ...fhir('read', 'reader.ts'), 'src/history'],
  'src/smart': [
    'src/cards',
    'src/cds',
    'src/chart',
    'src/config',
    'src/detectors',
    ...fhir('client', 'read', 'reader.ts'),
    'src/history',
    'src/http',
    'src/memory',
    'src/observability',
    'src/outbound',
    'src/pages',
    'src/problem.ts',
    'src/sites',
    'src/values',
  ],
  'src/own-page': [
    'src/cards',
    'src/detectors',
    ...fhir('client', 'mappers', 'read', 'terminology'),
    'src/history',
    'src/memory',
    'src/pages',
    'src/smart',
    'src/store',
  ],
  'src/practice/export': ['src/config', 'src/fhir', ...fhir('read'), 'src/outbound', 'src/smart', 'src/values'],
  'src/practice': [
    'src/cards',
    'src/chart',
    'src/config',
    'src/detectors',
    'src/fhir',
    ...fhir('client', 'export-reader.ts', 'mappers', 'read', 'record', 'terminology', 'versions'),
    'src/history',
    'src/memory',
    'src/outbound',
    'src/pages',
    'src/practice/export',
    'src/problem.ts',
    'src/small-numbers',
    'src/store',
    'src/values',
    'hooks',
  ],
  'src/warm-up': ['src/cds', 'src/detectors', 'src/history'],
  'src/app.ts': [
    'src/admin',
    'src/cds',
    'src/config',
    'src/http',
    'src/observability',
    'src/pages',
    'src/problem.ts',
    'src/smart',
    'src/values',
  ],
  hooks: ['src/cds', 'src/chart', 'src/detectors', ...fhir('mappers', 'terminology')],
  'src/wiring': [
    'src/admin',
    'src/app.ts',
    'src/cards',
    'src/cds',
    'src/chart',
    'src/config',
    'src/detectors',
    ...fhir('client', 'read', 'reader.ts', 'terminology'),
    'src/http',
    'src/memory',
    'src/observability',
    'src/outbound',
    'src/own-page',
    'src/pages',
    'src/problem.ts',
    'src/sites',
    'src/small-numbers',
    'src/smart',
    'src/store',
    'src/thread',
    'src/values',
    'src/warm-up',
    'src/workers',
  ],
  'src/main.ts': ['hooks', 'src/wiring'],
  'src/wiring/workers/worker-thread.ts': ['hooks', 'src/wiring'],
  demo: [
    'hooks',
    'src/cards',
    'src/cds',
    'src/chart',
    'src/config',
    'src/detectors',
    'src/history',
    'src/problem.ts',
    'src/smart',
    'src/wiring',
    'src/values',
  ],
};

function mapperOf(family: string): string {
  return `mappers/${family}`;
}

/** The smallest part that a file is in; undefined where it is in none. */
function partOf(file: string): string | undefined {
  if (file === '.') return undefined;
  return file in mayImport ? file : partOf(dirname(file));
}

type Import = readonly [from: string, to: string];

/** Every import between two of our files, those of types included. */
function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import\(|import)\s*'((?:#|\.)[^']+)'/g)].map(
      ([, to = '']): Import => [file, to.startsWith('#') ? to.slice(1) : join(dirname(file), to)],
    ),
  );
}

function isForbidden([from, to]: Import): boolean {
  const [own, other] = [partOf(from), partOf(to)];
  if (own === undefined || other === undefined) return true;
  return own !== other && !(mayImport[own] ?? []).includes(other);
}

/** Those that lead back to themselves, each with what it leads to within its circle. */
function circlesOf(arrows: readonly Import[]): string[] {
  let left = arrows;
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const targets = new Set(left.map(([, to]) => to));
    const sources = new Set(left.map(([from]) => from));
    left = left.filter(([from, to]) => targets.has(from) && sources.has(to));
  }
  return left.map((arrow) => arrow.join(' -> '));
}

const files = globSync(['src/**/*.ts', 'hooks/**/*.ts', 'demo/**/*.ts']);
const imports = importsOf(files);

test('no part imports what it may not', () => {
  expect(imports.length).toBeGreaterThan(1000);
  expect(imports.filter(isForbidden).map((pair) => pair.join(' -> '))).toEqual([]);
});

test('the table has no circle, and a row for each folder', () => {
  const arrows = Object.entries(mayImport).flatMap(([part, others]) => others.map((other): Import => [part, other]));
  expect(arrows.filter(([, other]) => !(other in mayImport))).toEqual([]);
  expect(circlesOf(arrows)).toEqual([]);
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => `src/${name}`).filter((folder) => !(folder in mayImport))).toEqual([]);
});

test('the table forbids what it should', () => {
  const pairs: Import[] = [
    ['src/detectors/x.ts', 'src/cds/protocol.ts'],
    ['src/cds/routes.ts', 'src/history/history.ts'],
    ['src/app.ts', 'hooks/index.ts'],
    ['src/app.ts', 'src/main.ts'],
    ['src/main.ts', 'demo/index.ts'],
    ['src/history/visits.ts', 'src/detectors/codes.ts'],
    ['src/fhir/record/record.ts', 'src/fhir/mappers/index.ts'],
    ['src/nowhere/file.ts', 'src/problem.ts'],
  ];
  expect(pairs.filter(isForbidden)).toEqual(pairs);
  expect(isForbidden(['src/main.ts', 'hooks/index.ts'])).toBe(false);
});

test('no files import each other in a circle, not even for types', () => {
  const everything = globSync(['{src,hooks,demo,scripts,tests,docker}/**/*.ts']);
  expect(circlesOf(importsOf(everything))).toEqual([]);
  expect(
    circlesOf([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ]),
  ).toEqual(['b -> c', 'c -> b']);
});

test('three files stand loose in src', () => {
  const loose = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(loose.map(({ name }) => name).sort()).toEqual(['app.ts', 'main.ts', 'problem.ts']);
});
