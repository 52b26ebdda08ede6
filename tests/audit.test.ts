import { mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openAudit } from '#src/observability/audit.ts';
import { startApp } from './support/app.ts';
import { exampleCall, staffFile } from './support/example.ts';

const url = '/cds-services/secure-base-patient-view';

test('one line for each call of discovery, a service and feedback, and for nothing else', async () => {
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
  await site.get('/cds-services');
  const shown = await site.post(url, exampleCall({ hook: 'patient-view' }));
  await site.post(`${url}/feedback`, {
    feedback: [{ card: shown.json().cards[0].uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() }],
  });
  await site.post(url, {});
  for (const other of ['/health/live', '/metrics', '/detections']) await site.get(other);
  await site.app.inject({
    method: 'OPTIONS',
    url,
    headers: { origin: 'https://x.example.org', 'access-control-request-method': 'POST' },
  });
  const pseudonym = expect.stringMatching(/^[\w-]{43}$/);
  const common = { audit: 1, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), tenant: 'open', ms: expect.any(Number) };
  const service = { hook: 'patient-view', service: 'secure-base-patient-view' };
  expect(site.audited).toEqual([
    { ...common, kind: 'discovery', outcome: 'answered', status: 200 },
    {
      ...common,
      ...service,
      kind: 'hook',
      outcome: 'answered',
      status: 200,
      cards: ['usual-clinician-left'],
      readMs: expect.any(Number),
      patient: pseudonym,
      clinician: pseudonym,
    },
    { ...common, ...service, kind: 'feedback', outcome: 'answered', status: 200 },
    { ...common, ...service, kind: 'hook', outcome: 'malformed', status: 400 },
  ]);
  await site.close();
});

test('a file goes on in a new one after it was moved away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  const [file, moved] = [join(folder, 'audit.log'), join(folder, 'audit.log.1')];
  const audit = openAudit(file, () => {});
  audit.write({ kind: 'discovery', outcome: 'answered', status: 200, ms: 1 });
  renameSync(file, moved);
  audit.reopen();
  audit.write({ kind: 'discovery', outcome: 'unauthenticated', status: 401, ms: 2 });
  const statuses = (name: string) =>
    readFileSync(name, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status);
  expect([statuses(moved), statuses(file)]).toEqual([[200], [401]]);
});

test('a file that can’t be written refuses to start', () => {
  expect(() => openAudit('/nowhere/audit.log', () => {})).toThrow(/^AUDIT_LOG: [^\n]+$/);
});
