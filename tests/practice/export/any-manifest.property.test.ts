import { existsSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAddresses } from '#src/practice/export/addresses.ts';
import { askedTypes } from '#src/practice/export/asked-types.ts';
import { allParts, parseManifest } from '#src/practice/export/manifest.ts';
import { planFiles } from '#src/practice/export/plan.ts';
import { isExportRefusal } from '#src/practice/export/refusal.ts';
import { baseUrlOf } from '../../support/base-url.ts';
import { startForbiddenServer } from '../../support/fhir-server.ts';
import { runs } from '../../support/property-runs.ts';
import {
  type BulkServer,
  fileOf,
  ndjson,
  patientRow,
  playExport,
  startBulkServer,
  transactionTime,
} from './bulk-server.ts';
import { newFolder, removeFolders } from './folders.ts';
import { runExport } from './run-export.ts';

type Forbidden = Awaited<ReturnType<typeof startForbiddenServer>>;
let server: BulkServer;
let forbidden: Forbidden;
beforeEach(async () => {
  [server, forbidden] = await Promise.all([startBulkServer(), startForbiddenServer()]);
});
afterEach(() => Promise.all([server.close(), forbidden.close()]));
afterAll(removeFolders);

/** Types and texts that would lead out of a folder if any part of them became a path. */
const hostile = fc.constantFrom(
  '../../etc',
  '..',
  '/etc/passwd',
  'Patient/../../x',
  'a\0b',
  'con',
  '.',
  '',
  '__proto__',
  '%2e%2e%2f',
);
const type = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...askedTypes.slice(0, 4), 'Immunization') },
  hostile,
  fc.string(),
);

/** Addresses on the server, on one that must not be called, and of every other shape. */
const address = (own: string, other: string) =>
  fc.oneof(
    {
      weight: 60,
      arbitrary: fc.constantFrom(`${own}/files/1`, '/files/2', 'files/3', `${own}/../../etc/passwd`, `${own}/%2e%2e/x`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        `${other}/1`,
        `//${new URL(other).host}/1`,
        `http://127.0.0.1@${new URL(other).host}/`,
      ),
    },
    fc.constantFrom(
      `${own.replace('http', 'https')}/1`,
      'file:///etc/passwd',
      `${own}@elsewhere.example.org/`,
      '\\\\host\\x',
      'http:',
      '',
    ),
    fc.webUrl(),
    fc.string(),
  );

const manifestOf = (own: string, other: string) => {
  const url = address(own, other);
  const file = fc.record(
    { type: fc.oneof({ weight: 99, arbitrary: type }, fc.jsonValue()), url, count: fc.nat(3), continuesInFile: url },
    { requiredKeys: ['url'] },
  );
  const files = fc.oneof({ weight: 30, arbitrary: fc.array(file, { maxLength: 5 }) }, fc.jsonValue());
  const link = fc.array(fc.record({ relation: fc.constantFrom('next', 'self'), url }), { maxLength: 2 });
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record(
        {
          transactionTime: fc.constant(transactionTime),
          requiresAccessToken: fc.boolean(),
          ...{ output: files, deleted: files, error: files, outcome: files, link },
          outputOrganizedBy: fc.oneof(hostile, fc.string()),
        },
        { requiredKeys: ['transactionTime'] },
      ),
    },
    fc.jsonValue(),
  );
};

const name = /^(?:[A-Z][A-Za-z]+|deleted\/Bundle|outcomes\/OperationOutcome)\.\d{3,}\.ndjson$/;

test('no manifest makes a path outside of the folder, nor an address that may not be called', async () => {
  const client = { credentials: undefined, level: 'patient', allowHttp: false, allowPrivateAddresses: false } as const;
  const own = 'http://127.0.0.1:8080';
  const addresses = createAddresses(baseUrlOf(`${own}/fhir`), { ...client, files: [], types: undefined, warnings: [] });
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(manifestOf(own, 'http://127.0.0.1:9090'), async (json) => {
      try {
        const first = parseManifest({ json, url: `${own}/status`, expires: null });
        const parts = await allParts(
          first,
          (next) => Promise.resolve({ ...first, from: addresses.check(next), link: [] }),
          10,
        );
        const { files } = planFiles(parts, askedTypes, { addresses, max: 50 });
        for (const file of files) {
          expect(file.name).toMatch(name);
          expect(resolve('/work/folder', file.name).startsWith(`/work/folder${sep}`)).toBe(true);
          expect(new URL(file.url).origin).toBe(own);
        }
        expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
        planned += files.length;
      } catch (error) {
        expect(isExportRefusal(error) ? '' : error).toBe('');
      }
    }),
    runs(1000),
  );
  expect(planned).toBeGreaterThan(100);
});

test('whatever the manifest is, nothing is written beside the folder and nobody else is called', async () => {
  const requests = new Set<string>();
  await fc.assert(
    fc.asyncProperty(manifestOf(server.origin, forbidden.address), async (manifest) => {
      playExport(server);
      server.on('GET', '/status', { body: JSON.stringify(manifest) });
      for (const path of ['/files/1', '/files/2', '/files/3']) server.on('GET', path, fileOf(ndjson(patientRow)));
      const folder = newFolder();
      const { refusal, into } = await runExport({ base: server.base, folder, limits: { attempts: 2 } });
      expect(existsSync(into)).toBe(refusal === undefined);
      expect(readdirSync(folder).sort()).toEqual(['client.json', ...(refusal === undefined ? ['practice'] : [])]);
      const found = existsSync(into) ? readdirSync(into, { recursive: true, withFileTypes: true }) : [];
      for (const entry of found.filter((one) => one.isFile()))
        expect(join(entry.parentPath, entry.name).slice(into.length + 1)).toMatch(/^manifest\.json$|\.\d{3,}\.ndjson$/);
      expect(server.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
      for (const { path } of server.requests.splice(0)) requests.add(path);
    }),
    runs(60),
  );
  expect(forbidden.connections()).toBe(0);
  expect(requests).toContain('/files/1');
}, 60_000);
