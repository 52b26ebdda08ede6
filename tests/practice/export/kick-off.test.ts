import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askedTypes, compartmentTypes } from '#src/practice/export/asked-types.ts';
import { type BulkServer, playExport, type Received, startBulkServer } from './bulk-server.ts';
import { removeFolders } from './folders.ts';
import { runExport } from './run-export.ts';

const kickOff = '/fhir/Patient/$export';
let server: BulkServer;
let begun: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
beforeEach(async () => {
  server = await startBulkServer();
  begun = { status: 202, headers: { 'content-location': `${server.origin}/status` } };
  playExport(server);
});
afterEach(() => server.close());
afterAll(removeFolders);

const outcome = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics: 'about Ann Smith' }],
});

/** Parameters of a kick-off, in either form. */
function parametersOf({ method, query, body }: Received): Record<string, string> {
  if (method === 'GET') return Object.fromEntries(query);
  const { parameter } = JSON.parse(body) as {
    parameter: { name: string; valueString?: string; valueInstant?: string }[];
  };
  return Object.fromEntries(
    parameter.map(({ name, valueString, valueInstant }) => [name, valueString ?? valueInstant ?? '']),
  );
}

describe('what is asked for', () => {
  test('is what the history reads, of all patients, as a POST of Parameters', async () => {
    await runExport({ base: server.base });
    const [request] = server.of(kickOff, 'POST');
    expect(request?.headers).toMatchObject({
      prefer: 'respond-async, handling=lenient',
      accept: 'application/fhir+json',
      'content-type': 'application/fhir+json',
    });
    expect(JSON.parse(request?.body ?? '').resourceType).toBe('Parameters');
    expect(request && parametersOf(request)).toEqual({
      _type: askedTypes.join(','),
      _typeFilter: expect.stringMatching(/^DocumentReference\?type=[^&]+$/),
      organizeOutputBy: 'Patient',
    });
    expect(askedTypes).toEqual(expect.arrayContaining(['Patient', 'Encounter', 'PractitionerRole']));
    expect(askedTypes).not.toContain('Immunization');
  });

  test('is what changed since, of a Group', async () => {
    server.on('POST', '/fhir/Group/g-1/$export', begun);
    const options = { group: 'g-1', since: '2026-10-01T00:00:00+01:00' };
    const { result } = await runExport({ base: server.base, options });
    expect(result?.files).toBe(2);
    const [request] = server.of('/fhir/Group/g-1/$export');
    expect(request && parametersOf(request)._since).toBe(options.since);
    expect(JSON.parse(request?.body ?? '').parameter).toContainEqual({ name: '_since', valueInstant: options.since });
  });

  test('is a whole system, or fewer types, where the client file says so', async () => {
    server.on('POST', '/fhir/$export', begun);
    const client = { authorisation: 'none', level: 'system', types: ['Patient', 'Encounter'] };
    const { result } = await runExport({ base: server.base, client });
    expect(result?.files).toBe(2);
    const [request] = server.of('/fhir/$export');
    expect(request && parametersOf(request)).toEqual({ _type: 'Patient,Encounter', organizeOutputBy: 'Patient' });
  });

  test('is never a Group and the system at once', async () => {
    const client = { authorisation: 'none', level: 'system' };
    const { refusal } = await runExport({ base: server.base, client, options: { group: 'g' } });
    expect(refusal?.reason).toBe('client-file');
    expect(server.requests).toEqual([]);
  });
});

describe('a server that declines', () => {
  test.each([400, 404, 405, 415])('POST with %d is asked by GET, for the same', async (status) => {
    server.on('POST', kickOff, { status, body: outcome('not-supported') });
    server.on('GET', kickOff, begun);
    const { result } = await runExport({ base: server.base, options: { since: '2026-10-01T00:00:00Z' } });
    expect(result?.notAsked).toEqual([]);
    const [posted, got] = server.requests;
    expect(got?.method).toBe('GET');
    expect(got?.body).toBe('');
    expect(got?.headers).toMatchObject({ prefer: 'respond-async, handling=lenient', accept: 'application/fhir+json' });
    expect(got && parametersOf(got)).toEqual(posted && parametersOf(posted));
  });

  test('types outside of the Patient compartment is asked without them, which is mentioned', async () => {
    const answer = (request: Received) =>
      parametersOf(request)._type === compartmentTypes.join(',') ? begun : { status: 400, body: outcome('processing') };
    server.on('POST', kickOff, answer);
    server.on('GET', kickOff, answer);
    const { result, lines } = await runExport({ base: server.base });
    const missing = ['Task', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication'];
    expect(result?.notAsked).toEqual(missing);
    expect(lines.join('\n')).toContain(`will be missing: ${missing.join(', ')}`);
    expect(server.of(kickOff)).toHaveLength(3);
  });

  test('parameters that are only a wish is asked without them, by the method that it knows', async () => {
    server.on('POST', kickOff, (request) => ('organizeOutputBy' in parametersOf(request) ? { status: 422 } : begun));
    server.on('GET', kickOff, { status: 405 });
    const { result } = await runExport({ base: server.base });
    expect(result?.files).toBe(2);
    expect(server.of(kickOff).map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'POST']);
    const last = server.of(kickOff).at(-1);
    expect(last && Object.keys(parametersOf(last))).toEqual(['_type']);
  });

  test.each([
    [401, 'authorisation'],
    [403, 'authorisation'],
    [501, 'unsupported'],
    [500, 'kick-off'],
    [200, 'kick-off'],
  ])('with %d is asked once', async (status, reason) => {
    server.on('POST', kickOff, { status, body: outcome('forbidden') });
    const { refusal, into } = await runExport({ base: server.base });
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.line).toMatch(new RegExp(`HTTP ${status} \\(forbidden\\)$`));
    expect(server.requests).toHaveLength(1);
    expect(existsSync(`${into}.part`)).toBe(false);
  });

  test.each([
    [{}, kickOff, /^the FHIR server has no export of patients: HTTP 404$/],
    [{ group: 'g' }, '/fhir/Group/g/$export', /^the FHIR server has no such Group, or no export of one: HTTP 404$/],
  ])('altogether %j', async (options, path, line) => {
    server.on('POST', path, { status: 404 });
    const { refusal } = await runExport({ base: server.base, options });
    expect(refusal).toEqual({ reason: 'unsupported', line: expect.stringMatching(line) });
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  test('whatever is asked is given up after the plainest', async () => {
    server.on('POST', kickOff, { status: 400, body: outcome('invalid') });
    server.on('GET', kickOff, { status: 400, body: outcome('invalid') });
    const { refusal } = await runExport({ base: server.base });
    expect(refusal?.reason).toBe('kick-off');
    expect(refusal?.line).toContain('HTTP 400 (invalid)');
    expect(refusal?.line).not.toMatch(/Ann/);
    expect(server.requests).toHaveLength(4);
  });
});

test('a server that is busy is asked again when it says', async () => {
  server.on('POST', kickOff, { status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, begun);
  const { result, waits } = await runExport({ base: server.base });
  expect(result?.files).toBe(2);
  expect(waits).toEqual([7000, 1000]);
  expect(server.of(kickOff).map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
});

test('a server that stays unavailable is not asked for ever', async () => {
  server.on('POST', kickOff, { status: 503 });
  const { refusal } = await runExport({ base: server.base, limits: { attempts: 3 } });
  expect(refusal).toEqual({ reason: 'kick-off', line: 'the FHIR server begins no export: HTTP 503' });
  expect(server.requests).toHaveLength(3);
});

test('a job may be at a relative address, and has to have one', async () => {
  server.on('POST', kickOff, { status: 202, headers: { 'content-location': '/status' } });
  expect((await runExport({ base: server.base })).result?.files).toBe(2);
  server.on('POST', kickOff, { status: 202 });
  expect((await runExport({ base: server.base })).refusal).toEqual({
    reason: 'kick-off',
    line: 'the FHIR server accepts the export, but does not say where its job is',
  });
});

test('a kick-off is not redirected', async () => {
  server.on('POST', kickOff, { status: 307, headers: { location: `${server.origin}/elsewhere` } });
  expect((await runExport({ base: server.base })).refusal?.reason).toBe('address');
  expect(server.of('/elsewhere', 'POST')).toEqual([]);
});

test('a server that can’t be reached is named by the system’s code', async () => {
  const gone = await startBulkServer();
  await gone.close();
  const { refusal } = await runExport({ base: gone.base });
  expect(refusal).toEqual({ reason: 'kick-off', line: 'the FHIR server can’t be reached (ECONNREFUSED)' });
});
