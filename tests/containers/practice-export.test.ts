import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { exportPractice } from '#src/practice/export/export-practice.ts';
import { exportOptions } from '#src/practice/export/options.ts';
import { realTime } from '#src/practice/export/surroundings.ts';
import { noEngine, testUnless } from './engine.ts';
import { type Hapi, startHapi } from './hapi-server.ts';

const minutes = 60_000;
const people = ['ann', 'ben', 'cat'];
/** The container has an address of its own, over http. */
const inContainer = { allowHttp: true, allowPrivateAddresses: true };

/** Each person has an encounter and a task, with one doctor; Cat is in no group. */
function resources(): readonly Resource[] {
  const reference = (to: string) => ({ reference: to });
  return [
    { resourceType: 'Practitioner', id: 'doctor' },
    { resourceType: 'PractitionerRole', id: 'role', practitioner: reference('Practitioner/doctor') },
    ...people.flatMap((id): Resource[] => [
      { resourceType: 'Patient', id },
      {
        resourceType: 'Encounter',
        id: `visit-of-${id}`,
        status: 'finished',
        class: { code: 'AMB' },
        subject: reference(`Patient/${id}`),
        participant: [{ individual: reference('Practitioner/doctor') }],
      },
      {
        resourceType: 'Task',
        id: `task-of-${id}`,
        status: 'requested',
        intent: 'plan',
        for: reference(`Patient/${id}`),
      },
      {
        resourceType: 'Immunization',
        id: `shot-of-${id}`,
        status: 'completed',
        vaccineCode: {},
        patient: reference(`Patient/${id}`),
        occurrenceString: 'once',
      },
    ]),
    {
      resourceType: 'Group',
      id: 'list',
      type: 'person',
      actual: true,
      member: ['ann', 'ben'].map((id) => ({ entity: reference(`Patient/${id}`) })),
    },
  ];
}

describe('$export of a real FHIR server (HAPI, R4)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  let hapi: Hapi;
  let loaded = '';

  beforeAll(async () => {
    if (noEngine !== undefined) return;
    hapi = await startHapi(100);
    for (const one of resources()) await hapi.send('PUT', `${one.resourceType}/${one.id}`, one);
    loaded = new Date().toISOString();
  }, 10 * minutes);

  afterAll(async () => {
    await hapi?.stop();
    rmSync(folder, { recursive: true });
  }, minutes);

  /** HAPI asks for two minutes between looks, and is done in seconds. */
  async function run(name: string, client: object, options: Readonly<Record<string, string>> = {}) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ authorisation: 'none', ...inContainer, ...client }), { mode: 0o600 });
    const into = join(folder, name);
    const [lines, asked]: [string[], number[]] = [[], []];
    const parsed = exportOptions.parse({ fhirUrl: hapi.base, client: file, into, ...options });
    const { signal } = new AbortController();
    const wait = (ms: number) => {
      asked.push(ms);
      return realTime.wait(Math.min(ms, 1000), signal);
    };
    const log = (line: string) => void lines.push(line);
    const result = await exportPractice(parsed, { ...realTime, wait, log, signal });
    const idsOf = (type: string) => {
      const text = readFileSync(join(into, `${type}.001.ndjson`), 'utf8');
      return text
        .trim()
        .split('\n')
        .map((row) => (JSON.parse(row) as Resource).id)
        .sort();
    };
    return { result, into, lines, asked, idsOf };
  }

  testUnless(
    noEngine,
    'of all patients: what belongs to them comes, and what it refuses is mentioned',
    2 * minutes,
    async () => {
      const { result, into, lines, asked, idsOf } = await run('patients', {});
      expect(idsOf('Patient')).toEqual(people);
      expect(idsOf('Encounter')).toEqual(people.map((id) => `visit-of-${id}`));
      expect(result).toMatchObject({ files: 2, rows: 6, leftOut: 0, isJobEnded: true });
      expect(result.notAsked).toEqual(expect.arrayContaining(['Task', 'PractitionerRole']));
      expect(lines.join('\n')).toMatch(/will be missing: Task, /);
      expect(new Set(asked)).toEqual(new Set([120_000]));
      expect(statSync(into).mode & 0o777).toBe(0o700);
    },
  );

  testUnless(
    noEngine,
    'of its system: tasks, staff and their roles come too, and nothing else',
    2 * minutes,
    async () => {
      const { result, idsOf } = await run('system', { level: 'system' });
      expect(result).toMatchObject({ files: 5, rows: 11, notAsked: [], leftOut: 0 });
      expect(idsOf('Task')).toEqual(people.map((id) => `task-of-${id}`));
      expect(idsOf('PractitionerRole')).toEqual(['role']);
    },
  );

  testUnless(noEngine, 'of a Group: only its members', 2 * minutes, async () => {
    const { idsOf } = await run('group', {}, { group: 'list' });
    expect(idsOf('Patient')).toEqual(['ann', 'ben']);
    expect(idsOf('Encounter')).toEqual(['visit-of-ann', 'visit-of-ben']);
  });

  testUnless(noEngine, 'of what changed since: one person more', 2 * minutes, async () => {
    // HAPI heeds it of a system; of all patients it gives every Patient again.
    await hapi.send('PUT', 'Patient/dan', { resourceType: 'Patient', id: 'dan' });
    const { result, idsOf } = await run('changes', { level: 'system' }, { since: loaded });
    expect(idsOf('Patient')).toEqual(['dan']);
    expect(result.rows).toBe(1);
    expect(Date.parse(result.transactionTime)).toBeGreaterThan(Date.parse(loaded));
  });

  testUnless(noEngine, 'of a Group that is not there: one line', 2 * minutes, async () => {
    await expect(run('nobody', {}, { group: 'nobody' })).rejects.toMatchObject({
      name: 'ExportRefusal',
      reason: expect.stringMatching(/^(?:unsupported|kick-off|job)$/),
    });
  });
});
