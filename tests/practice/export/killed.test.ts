import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { type BulkServer, fileOf, ndjson, playExport, sizeReached, startBulkServer } from './bulk-server.ts';
import { newFolder, removeFolders } from './folders.ts';
import { filesBelow, runExport } from './run-export.ts';

let server: BulkServer;
beforeEach(async () => {
  server = await startBulkServer();
});
afterEach(() => server.close());
afterAll(removeFolders);

const encounters = ndjson({ resourceType: 'Encounter', id: 'a' }, { resourceType: 'Encounter', id: 'b' });

/** Runs an export in a process of its own. */
function startProcess(folder: string) {
  const client = join(folder, 'client.json');
  writeFileSync(client, '{"authorisation": "none"}', { mode: 0o600 });
  const options = { fhirUrl: server.base, client, into: join(folder, 'practice') };
  const from = resolve('src/practice/export');
  const script = `
    import { exportPractice } from '${from}/export-practice.ts';
    import { exportOptions } from '${from}/options.ts';
    import { realTime } from '${from}/surroundings.ts';
    const { signal } = new AbortController();
    await exportPractice(exportOptions.parse(${JSON.stringify(options)}), { ...realTime, log: () => {}, signal });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
}

test('killed with -9 in the middle of a file, the next start goes on with the same job', async () => {
  playExport(server);
  server.on('GET', '/files/2', { ...fileOf(encounters, { etag: '"v1"' }), hangsAfter: 30 }, ({ headers }) => {
    const offset = Number(/\d+/.exec(headers.range ?? '')?.[0]);
    const range = `bytes ${offset}-${encounters.length - 1}/${encounters.length}`;
    return { status: 206, headers: { 'content-range': range }, body: encounters.slice(offset) };
  });
  const folder = newFolder();
  const part = join(folder, 'practice.part');
  const child = startProcess(folder);
  const ended = once(child, 'exit');
  await Promise.all([
    sizeReached(join(part, 'Encounter.001.ndjson.part'), 30),
    sizeReached(join(part, 'Patient.001.ndjson'), 1),
  ]);
  child.kill('SIGKILL');
  await ended;
  expect(server.of('/status', 'DELETE')).toEqual([]);

  const { result, into, refusal } = await runExport({ base: server.base, folder });
  expect(refusal).toBeUndefined();
  expect(result?.rows).toBe(3);
  expect(readFileSync(join(into, 'Encounter.001.ndjson'), 'utf8')).toBe(encounters);
  expect(server.of('/fhir/Patient/$export')).toHaveLength(1);
  expect(server.of('/files/2').map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=30-']);
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
  expect(filesBelow(folder).map((line) => line.split(' ')[0])).toEqual([
    'client.json',
    'practice',
    'practice/Encounter.001.ndjson',
    'practice/Patient.001.ndjson',
    'practice/manifest.json',
  ]);
});
