import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openAudit } from '#src/observability/audit.ts';
import { startApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';
import { endServices, startService } from '../support/process.ts';

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

describe('a disk that is full', () => {
  const line = { kind: 'discovery', outcome: 'answered', status: 200, ms: 1 } as const;
  const minute = 60_000;

  /** An audit on a full disk, which `empty` makes room on. */
  function fullDisk() {
    const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
    const [file, room] = [join(folder, 'audit.log'), join(folder, 'room.log')];
    symlinkSync('/dev/full', file);
    const said: [string, number][] = [];
    const clock = { now: 0 };
    const audit = openAudit(
      file,
      (event, lost) => void said.push([event, lost]),
      () => clock.now,
    );
    const write = (count: number) => {
      for (let i = 0; i < count; i += 1) audit.write(line);
    };
    const point = (to: string) => {
      rmSync(file);
      symlinkSync(to, file);
      audit.reopen();
    };
    return { said, clock, write, fill: () => point('/dev/full'), empty: () => point(room), room };
  }

  test('is said at most once a minute, with how many lines were lost, and once when there is room again', () => {
    const { said, clock, write, empty, room } = fullDisk();
    write(400);
    expect(said).toEqual([['audit-not-written', 1]]);
    clock.now = minute - 1;
    write(1);
    clock.now = minute;
    write(10);
    expect(said.slice(1)).toEqual([['audit-not-written', 401]]);
    empty();
    write(3);
    expect(said.slice(2)).toEqual([['audit-written-again', 9]]);
    expect(readFileSync(room, 'utf8').trim().split('\n')).toHaveLength(3);
  });

  test('that is full and has room by turns says no more', () => {
    const { said, clock, write, fill, empty } = fullDisk();
    for (let round = 0; round < 20; round += 1) {
      write(5);
      empty();
      write(5);
      fill();
    }
    expect(said).toEqual([
      ['audit-not-written', 1],
      ['audit-written-again', 4],
    ]);
    clock.now = minute;
    write(1);
    expect(said.slice(2)).toEqual([['audit-not-written', 19 * 5 + 1]]);
  });
});

test('a line of which the disk took only the beginning spoils no other', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'audit.log');
  // Where files may have so few bytes, the last line that fits in part is cut there (setrlimit(2), RLIMIT_FSIZE).
  const program = `
    import { readFileSync, truncateSync } from 'node:fs';
    import { openAudit } from '#src/observability/audit.ts';
    const file = process.argv[1];
    let full = false;
    const audit = openAudit(file, () => { full = true; });
    const write = () => audit.write({ kind: 'discovery', outcome: 'answered', status: 200, ms: 1 });
    while (!full) write();
    if (readFileSync(file, 'utf8').endsWith('\\n')) throw new Error('no line is cut');
    truncateSync(file, readFileSync(file, 'utf8').indexOf('\\n') + 11);
    write();`;
  execFileSync('sh', [
    '-c',
    'ulimit -S -f 1; exec "$0" "$@"',
    process.execPath,
    '--input-type=module',
    '-e',
    program,
    file,
  ]);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.map((line) => (line.endsWith('}') ? JSON.parse(line).status : line.length))).toEqual([200, 10, 200, 0]);
});

test('where no new file can be opened the moved one goes on, and that is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  const moved = `${folder}-moved`;
  const said: string[] = [];
  const audit = openAudit(join(folder, 'audit.log'), (event) => void said.push(event));
  renameSync(folder, moved);
  for (let round = 0; round < 3; round += 1) audit.reopen();
  audit.write({ kind: 'discovery', outcome: 'answered', status: 200, ms: 1 });
  expect(said).toEqual(Array(3).fill('audit-not-reopened'));
  expect(readFileSync(join(moved, 'audit.log'), 'utf8').trim().split('\n')).toHaveLength(1);
});

describe('the process', () => {
  afterEach(endServices);

  test('goes on, with one line in the log, where the disk of its audit is full and SIGHUP finds no folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
    symlinkSync('/dev/full', join(folder, 'audit.log'));
    const service = await startService({ AUDIT_LOG: join(folder, 'audit.log') });
    const call = async () => expect((await fetch(`${service.address}/cds-services`)).status).toBe(200);
    for (let count = 0; count < 40; count += 1) await call();
    rmSync(folder, { recursive: true });
    service.child.kill('SIGHUP');
    await service.logged(({ event }) => event === 'audit-not-reopened');
    await call();
    const said = service.lines.filter(({ event }) => event === 'audit-not-written');
    expect(said).toEqual([expect.objectContaining({ count: 1 })]);
  }, 30_000);
});
