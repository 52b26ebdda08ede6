import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Audience, Detector } from '#src/detectors/detector.ts';
import { detectors } from '#src/detectors/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { prefetchOf } from '../support/chart.ts';
import { serviceUrl } from '../support/client-tokens.ts';
import { type Json, type TellingLife, tellingLives, tellingStaff } from '../support/telling-lives.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

function staffDirectory(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.json');
  const entry = tellingStaff.map((resource) => ({ resource }));
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
  return file;
}

/** A practice where everything that is found is held back, without the detections that are off. */
async function givenThePractice(off: readonly Detector[] = []): Promise<TestApp> {
  const env = {
    AS_OF: '2026-11-24',
    MAX_CARDS: '0',
    STAFF_DIRECTORY: staffDirectory(),
    DETECTIONS_OFF: off.map(({ code }) => code).join(),
  };
  const site = await startApp({ env });
  closing.push(site.close);
  return site;
}

interface Difference {
  readonly patient?: object;
  readonly userId?: string;
}

/** What is named as held back in each chart of the practice, with what differs. */
async function heldIn(site: TestApp, { patient = {}, userId = 'Practitioner/dr-wren' }: Difference = {}) {
  const held: [string, { code: string; why: string }[]][] = [];
  for (const { name, patient: patientId, resources } of tellingLives as readonly TellingLife[]) {
    const record: readonly Json[] = resources.map((one) =>
      one.resourceType === 'Patient' ? { ...one, ...patient } : one,
    );
    const answer = await site.post(serviceUrl, {
      hook: 'patient-view',
      hookInstance: crypto.randomUUID(),
      context: { userId, patientId },
      prefetch: prefetchOf(record as readonly object[] as readonly Resource[]),
    });
    expect([name, answer.statusCode]).toEqual([name, 200]);
    held.push([name, answer.json().extension?.['org.secure-base.silence'].held ?? []]);
  }
  return held;
}
const countOf = (charts: Awaited<ReturnType<typeof heldIn>>) => charts.flatMap(([, held]) => held).length;
const notFor = (whom: keyof Audience) => detectors.filter(({ audience }) => !audience[whom]);

describe('What is held back in the charts of a whole practice', () => {
  test('is named', async () => {
    expect(countOf(await heldIn(await givenThePractice()))).toBeGreaterThan(15);
  });

  test.each([
    ['of children', { patient: { birthDate: '2015-05-05' } }, notFor('children'), 3],
    ['opened by a receptionist', { userId: 'Practitioner/piotr-nowak' }, notFor('anyStaff'), 0],
  ] as const)('is named %s as if what is not for them were switched off', async (_, difference, off, atLeast) => {
    const named = await heldIn(await givenThePractice(), difference);
    expect(named).toEqual(await heldIn(await givenThePractice(off), difference));
    expect(countOf(named)).toBeGreaterThanOrEqual(atLeast);
  });

  test('is not named where the record is restricted, though the person has died', async () => {
    const restricted = { meta: { security: [{ code: 'R' }] } };
    for (const more of [{}, { deceasedBoolean: true }, { active: false }])
      expect(countOf(await heldIn(await givenThePractice(), { patient: { ...restricted, ...more } }))).toBe(0);
    expect(countOf(await heldIn(await givenThePractice(), { patient: { deceasedBoolean: true } }))).toBeGreaterThan(15);
  });
});
