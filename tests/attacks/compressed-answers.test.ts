import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exampleCall } from '../support/example.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

// Answers of FHIR servers that are small as sent and large once unpacked.

const path = '/cds-services/secure-base-patient-view';
const mebibyte = 1024 * 1024;
const patient = JSON.stringify({ resourceType: 'Patient', id: 'margaret-holloway', name: [{ family: 'Holloway' }] });

type Coded = { readonly coding: string; readonly body: Buffer; readonly status?: number };
let now: Coded = { coding: 'gzip', body: gzipSync(patient) };
let asked = 0;
let server: Server;
let service: RunningService;
let base: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1;
    const { coding, body, status = 200 } = now;
    response.writeHead(status, { 'content-type': 'application/fhir+json', 'content-encoding': coding });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = await startService({ FHIR_SERVERS: base, DEADLINE_MS: '10000' });
});
afterAll(async () => {
  await endServices();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const brotli = (data: Buffer | string) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });

async function ask(answer: Coded): Promise<number> {
  now = answer;
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const { patient: _, ...others } = prefetch ?? {};
  const { status } = await fetch(service.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...call, prefetch: others, fhirServer: base }),
  });
  return status;
}

async function metric(name: string): Promise<number> {
  const line = (await service.metrics()).split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
}

const tooLarge = () => metric('secure_base_fhir_read_seconds_count{type="Patient",outcome="too-large"}');
const memory = () => metric('process_resident_memory_bytes');

test('an answer in each coding is read', async () => {
  for (const [coding, body] of [
    ['gzip', gzipSync(patient)],
    ['GZIP', gzipSync(patient)],
    ['x-gzip', gzipSync(patient)],
    ['deflate', deflateSync(patient)],
    ['br', brotli(patient)],
    ['zstd', zstdCompressSync(patient)],
    ['gzip, br', brotli(gzipSync(patient))],
  ] as const)
    expect([coding, await ask({ coding, body })]).toEqual([coding, 200]);
});

test('a few kilobytes that unpack to 256 MiB are given up at the limit, in whatever coding, and others are answered', async () => {
  const bomb = Buffer.alloc(256 * mebibyte, ' ');
  const [once, slowly] = [gzipSync(bomb), brotli(bomb)];
  const before = await memory();
  expect(before).toBeGreaterThan(mebibyte);
  for (const [coding, body, status] of [
    ['gzip', once, 200],
    ['x-gzip', once, 200],
    ['Gzip', once, 200],
    ['gzip', once, 500],
    ['deflate', deflateSync(bomb), 200],
    ['br', slowly, 200],
    ['zstd', zstdCompressSync(bomb), 200],
    ['gzip, gzip', gzipSync(once), 200],
    ['br, gzip', gzipSync(slowly), 200],
    ['gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(once))), 200],
  ] as const) {
    const counted = await tooLarge();
    const answer = ask({ coding, body, status });
    expect((await fetch(`${service.address}/health/live`)).status).toBe(200);
    expect([coding, await answer]).toEqual([coding, 412]);
    expect([coding, (await tooLarge()) - counted]).toEqual([coding, 1]);
    // Some twenty answers at once are each read up to their limit of 20 MiB; unlimited ones would take gigabytes.
    expect((await memory()) - before).toBeLessThan(600 * mebibyte);
  }
}, 60_000);

test('so many codings, one within another, or one that is not known, are not even begun', async () => {
  for (const coding of [Array.from({ length: 50 }, () => 'gzip').join(), 'secret', 'gzip, secret'])
    expect([coding, await ask({ coding, body: gzipSync(patient) })]).toEqual([coding, 412]);
  const before = asked;
  expect(await ask({ coding: 'gzip', body: gzipSync(patient) })).toBe(200);
  expect(asked).toBeGreaterThan(before);
});
