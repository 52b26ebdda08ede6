import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let copy = '';
/** Files that were written or changed, and how many lines of each. */
const touched = new Map<string, number>();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'secure-base-detection-'));
  for (const part of ['src', 'hooks', 'fhir-profiles', 'package.json', 'tsconfig.json'])
    cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const read = (file: string) => readFileSync(join(copy, file), 'utf8');

function write(file: string, text: string, lines: number): void {
  writeFileSync(join(copy, file), text);
  touched.set(file, lines);
}

/** Puts a line before another one. */
function addBefore(file: string, ...changes: readonly (readonly [before: string, line: string])[]): void {
  let text = read(file);
  for (const [before, line] of changes) {
    expect(text).toContain(before);
    text = text.replace(before, `${line}\n${before}`);
  }
  write(file, text, changes.length);
}

function addEntry(file: string, path: readonly string[], entry: object): void {
  const words = JSON.parse(read(file));
  const place = path.reduce((inner, key) => inner[key], words);
  place['dummy-detection'] = entry;
  write(file, JSON.stringify(words), 1);
}

const run = (...command: readonly string[]) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], { cwd: copy, encoding: 'utf8' });
const compile = () => run(join(copy, 'node_modules/typescript/bin/tsc'), '-p', '.');

const detection = `import { z } from 'zod';
import { detector, type Finding } from '../detector.ts';

type DummyDetection = { readonly visits: number };

export const dummyDetection = detector({
  code: 'dummy-detection',
  mark: 'Z1',
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  needs: ['contacts'],
  uses: ['registration'],
  lookBackMonths: 0,
  settings: z.object({ least: z.int().default(1).describe('Least visits') }),
  detect({ contacts }, { asOf }, { least }): Finding<'dummy-detection', DummyDetection> | undefined {
    if (contacts.length < least) return undefined;
    return {
      code: 'dummy-detection',
      facts: { visits: contacts.length },
      counted: contacts.map(({ reference }) => reference),
      notCounted: [],
      span: { from: asOf, to: asOf },
      number: contacts.length,
      unit: 'visits',
      changeKey: '',
    };
  },
});
`;

const opening = `import { readFileSync } from 'node:fs';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
const config = readConfig({ DEMO: 'on', AS_OF: '2026-09-30', AUDIT_LOG: 'off', MAX_CARDS: '20' });
const { app, close } = await composeService(config, { services, log: silentLog, pressure: {} });
const body = JSON.parse(readFileSync('hooks/patient-view/example-request.json', 'utf8'));
const payload = { ...body, fhirServer: undefined, fhirAuthorization: undefined };
const answer = await app.inject({ method: 'POST', url: '/cds-services/secure-base-patient-view', payload });
console.log(answer.body);
await close(1000);
`;

test('a detection on parts that are there is one file, two entries of lists and two of words', () => {
  write('src/detectors/familiarity/dummy-detection.ts', detection, detection.split('\n').length);
  addBefore(
    'src/detectors/index.ts',
    ['import { firstMeeting }', "import { dummyDetection } from './familiarity/dummy-detection.ts';"],
    ['  firstMeeting,', '  dummyDetection,'],
  );
  // The compiler names every language that has no words for it.
  const { status, stdout } = compile();
  expect([status === 0, stdout]).toEqual([false, expect.stringMatching(/wording\/index\.ts.*\n.*dummy-detection/s)]);

  addBefore('hooks/patient-view/service.ts', ["  'first-meeting',", "  'dummy-detection',"]);
  addEntry('src/cards/wording/en-GB/cards.json', ['findings'], {
    topic: 'A dummy',
    summary: '{person} has {visits, plural, one {# visit} other {# visits}}.',
    detail: ['Seen.'],
  });
  addEntry('src/cards/wording/en-GB/detections.json', [], {
    title: 'A dummy',
    definition: 'Any visit.',
    looksFor: 'Any visit.',
    evidence: 'None',
    grade: 'none',
    notOn: [],
    act: 'Nothing.',
  });
  expect(compile()).toMatchObject({ status: 0, stdout: '' });

  writeFileSync(join(copy, 'open.ts'), opening);
  const opened = run('open.ts');
  expect(opened.stderr).toBe('');
  const codes = JSON.parse(opened.stdout).cards.map(
    (card: { source: { topic: { code: string } } }) => card.source.topic.code,
  );
  expect(codes).toContain('dummy-detection');
  expect([...touched]).toEqual([
    ['src/detectors/familiarity/dummy-detection.ts', expect.any(Number)],
    ['src/detectors/index.ts', 2],
    ['hooks/patient-view/service.ts', 1],
    ['src/cards/wording/en-GB/cards.json', 1],
    ['src/cards/wording/en-GB/detections.json', 1],
  ]);
}, 120_000);
