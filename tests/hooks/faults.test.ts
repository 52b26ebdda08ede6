import { afterEach, expect, test } from '@jest/globals';
import { services } from '#hooks/index.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

let site: TestApp | undefined;
afterEach(() => site?.close());

/** The example's chart opened where one thing of ours is broken. */
async function openWith(broken: (charts: ChartDependencies) => Partial<ChartDependencies>) {
  site = await startApp({
    env: { STAFF_DIRECTORY: staffFile() },
    services: (charts) => services({ ...charts, ...broken(charts) }),
  });
  const answer = await site.post('/cds-services/secure-base-patient-view', exampleCall({ hook: 'patient-view' }));
  return { answer, lines: site.lines.map((line) => JSON.parse(line)), metrics: await site.metrics() };
}
const fault = () => {
  throw new TypeError('marker of the test');
};

test('a detection that throws is logged and counted, and the others answer', async () => {
  const { answer, lines, metrics } = await openWith(({ detectors }) => ({
    detectors: detectors.map((one) => (one.code === 'known-team' ? { ...one, detect: fault } : one)),
  }));
  expect([answer.statusCode, answer.json().cards.length]).toEqual([200, 1]);
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'skipped', level: 50, code: 'known-team', reason: 'threw' }),
  );
  expect(metrics).toContain('secure_base_skipped_total{code="known-team",part="detector",why="threw"} 1');
});

test('a card that can’t be written is left out, logged by the class of its error, and counted', async () => {
  const { answer, lines, metrics } = await openWith(({ words }) => ({
    words: { ...words, format: fault, say: fault },
  }));
  expect([answer.statusCode, answer.json().cards]).toEqual([200, []]);
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'card-failed', code: 'usual-clinician-left', errorClass: 'TypeError' }),
  );
  expect(JSON.stringify(lines)).not.toContain('marker');
  expect(metrics).toContain('secure_base_held_total{code="usual-clinician-left",why="threw"} 1');
});

test('a reader that throws is 500 with an OperationOutcome, and no word of the error', async () => {
  const { answer, lines } = await openWith(() => ({ reader: { read: fault } }));
  expect([answer.statusCode, answer.json().issue[0].code]).toEqual([500, 'exception']);
  expect(answer.body + JSON.stringify(lines)).not.toContain('marker');
  expect(lines).toContainEqual(expect.objectContaining({ event: 'error', errorClass: 'TypeError' }));
});
