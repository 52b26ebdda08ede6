/**
 * `npm run fuzz:api -- [options of schemathesis]`: starts the service on loopback and fuzzes it with schemathesis from
 * its own OpenAPI. Schemathesis is a Python program, found as `st` or through SCHEMATHESIS; without it the run is
 * skipped with a message and succeeds.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const config = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'schemathesis.toml');
// What is too long is 413 here.
writeFileSync(
  config,
  `[checks]
missing_required_header.expected-statuses = [401, 429]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 413, 415, 429]
`,
);
const usual = [
  ...['--checks', 'all'],
  // The schema cannot exclude 30 February, and a call without a readable record is a 412. From the sixth call of /admin without
  // its token in a minute the answer is 429.
  ...['--exclude-checks', 'positive_data_acceptance,ignored_auth'],
  ...['--max-examples', '200'],
  ...['--header', `Authorization: Bearer ${token}`],
];
const schema = `${service.address}/openapi.json`;
// The caller's options come last, so that they win.
const own = process.argv.slice(2);
const { status } = spawnSync(
  command,
  ['--config-file', config, 'run', schema, '--url', service.address, ...usual, ...own],
  {
    stdio: 'inherit',
  },
);
await endServices();
process.exitCode = status ?? 1;
