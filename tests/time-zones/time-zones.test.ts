import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** Where days, times of day and weeks are read, compared, counted or written. */
const suites = [
  'tests/cards/examples',
  'tests/config/config',
  'tests/features/change-of-clinician',
  'tests/features/golden-trace',
  'tests/fhir/mappers/booking',
  'tests/fhir/mappers/contact',
  'tests/fhir/mappers/person',
  'tests/fhir/read/practice-weeks',
  'tests/fhir/record/local-time',
  'tests/history/calendar',
  'tests/history/contact',
  'tests/memory/retention',
];

/**
 * A site's zone is a setting, so that of the process must not matter: a day ahead of UTC in the southern summer, and half an
 * hour off the hour behind it. Everything else runs in the zone of the machine, which in CI is UTC.
 */
test.each(['Pacific/Auckland', 'America/St_Johns'])('the same is said where the process is in %s', (TZ) => {
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const { status, stderr } = spawnSync(process.execPath, [...jest, '--maxWorkers=1', ...suites], {
    env: { ...process.env, TZ },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, expect.stringMatching(/^Test Suites: \d+ passed, \d+ total$/m)]);
  const [, passed] = /^Test Suites: (\d+) passed/m.exec(stderr) ?? [];
  expect(Number(passed)).toBeGreaterThanOrEqual(suites.length);
}, 180_000);
