import type { Config } from 'jest';

/**
 * Which folders of `tests` make up which category. A folder that is in no category, or in two, fails
 * tests/categories.test.ts; each category has its command in package.json, and `npm run test:all` runs them all at once.
 */
export const categories = {
  test: [
    '.',
    'admin',
    'cards',
    'chart',
    'clients',
    'config',
    'conformance',
    'deploy',
    'detectors',
    'features',
    'fhir',
    'history',
    'hooks',
    'http',
    'memory',
    'outbound',
    'own-page',
    'practice',
    'properties',
    'sites',
    'small-numbers',
    'smart',
    'store',
    'support',
    'thread',
    'values',
    'warm-up',
    'wiring',
  ],
  attacks: ['attacks'],
  browser: ['browser'],
  containers: ['containers'],
  slow: [
    'complexity',
    'demo',
    'evaluate',
    'fuzz',
    'operate',
    'practice-commands',
    'processes',
    'published',
    'soak',
    'store-histories',
    'time-zones',
    'types',
  ],
} as const;

/** The files of a folder: of `.` those that lie in `tests` itself, of any other one also those of its folders. */
const filesOf = (folder: string) => `<rootDir>/tests/${folder === '.' ? '' : `${folder}/**/`}*.test.ts`;

/** How much longer a test may take where properties try more values. */
const factor = Number(process.env.PROPERTY_FACTOR ?? '1');

export const projects = Object.entries(categories).map(([displayName, folders]) => ({
  displayName,
  testMatch: folders.map(filesOf),
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'],
  setupFiles: ['<rootDir>/tests/support/property-seed.ts'],
}));

// One seed for all workers of the run, printed so that what it finds can be found again.
if (process.env.PROPERTY_SEED === 'random') {
  process.env.PROPERTY_SEED = String(Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`PROPERTY_SEED=${process.env.PROPERTY_SEED}\n`);
}

const config: Config = { maxWorkers: 2, workerIdleMemoryLimit: '1GB', testTimeout: 30_000 * factor, projects };

// biome-ignore lint/style/noDefaultExport: jest reads the default export of its configuration
export default config;
