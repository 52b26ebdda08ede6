/**
 * `npm run fuzz:api -- [options of schemathesis]`: starts the service on loopback and fuzzes it with schemathesis from
 * its own OpenAPI. Schemathesis is a Python program, found as `st` or through SCHEMATHESIS; without it the run is
 * skipped with a message and succeeds.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { endServices, startService } from '../tests/support/process.ts';

const command = process.env.SCHEMATHESIS ?? 'st';
const { error, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
if (error !== undefined) {
  console.log(`SKIPPED: schemathesis is not installed (${command} was not found). To install and use it:

  python3 -m venv ~/.schemathesis && ~/.schemathesis/bin/pip install schemathesis
  SCHEMATHESIS=~/.schemathesis/bin/st npm run fuzz:api`);
  process.exit(0);
}

console.log(stdout.trim());
const token = randomUUID();
const service = await startService({ RATE_LIMIT_PER_SECOND: '0', ADMIN_TOKEN: token });
const usual = [
  ...['--checks', 'all'],
  // The schema cannot exclude 30 February, and a call without a readable record is a 412.
  ...['--exclude-checks', 'positive_data_acceptance'],
  ...['--max-examples', '200'],
  ...['--header', `Authorization: Bearer ${token}`],
];
const schema = `${service.address}/openapi.json`;
// The caller's options come last, so that they win.
const own = process.argv.slice(2);
const { status } = spawnSync(command, ['run', schema, '--url', service.address, ...usual, ...own], {
  stdio: 'inherit',
});
await endServices();
process.exitCode = status ?? 1;
