import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { PractitionerRole, Resource } from '@medplum/fhirtypes';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { type Sources, toReading } from '#src/fhir/mappers/index.ts';
import { isoDay } from '#src/history/calendar.ts';
import { relationsIn } from '../../../scripts/relations.ts';
import { at, codeSets } from '../map-record.ts';

const root = join(import.meta.dirname, '../../../../shared/data');
const folders = ['synthea-r4-2020', 'synthea-stu3-2020'].map((folder) => join(root, folder));
const [r4Folder = '', stu3Folder = ''] = folders;

type Anything = Resource & { readonly id: string };

/** STU3 has no CareTeam in these files, so the R4 original is read without. */
const resourcesOf = (folder: string, file: string): Anything[] =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'))
    .entry.map((entry: { resource: Anything }) => entry.resource)
    .filter(({ resourceType }: Anything) => resourceType !== 'CareTeam');

/** The twin under the ids of its original: both files hold the same resources in the same order. */
function underIdsOf(original: readonly Anything[], twin: readonly Anything[]): Anything[] {
  const ids = new Map<string, string>();
  const byType = Map.groupBy(original, ({ resourceType }) => resourceType);
  for (const [type, ones] of Map.groupBy(twin, ({ resourceType }) => resourceType)) {
    const others = byType.get(type) ?? [];
    expect([type, ones.length]).toEqual([type, others.length]);
    for (const [i, one] of ones.entries()) ids.set(one.id, others[i]?.id ?? '');
  }
  const people = original.filter(({ resourceType }) => resourceType === 'Practitioner');
  const text = JSON.stringify(twin).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => ids.get(id) ?? id);
  const rest: Anything[] = JSON.parse(text);
  // The files give the same practitioners other numbers in each version.
  return [...rest.filter(({ resourceType }) => resourceType !== 'Practitioner'), ...people];
}

function open(resources: readonly Anything[], asOf: number, userId: string) {
  const sources: Sources = {
    patient: resources.find((one) => one.resourceType === 'Patient'),
    resources: Map.groupBy(resources, ({ resourceType }) => resourceType),
    unread: new Map(),
    staff: 'server',
    activity: new Map(),
  };
  const when = { ...at, asOf, now: asOf * 86_400_000 + 43_200_000, timeZone: 'America/New_York', userId };
  const read = toReading(sources, when, codeSets);
  return { ...read, ...runDetectors(detectors, read.reading, read.opening) };
}

/** Every practitioner with a role where the person was last seen; the one seen most left a month before. */
function rolesFor(resources: readonly Anything[], left: { readonly who: string; readonly day: number }): Anything[] {
  const organization = resources.findLast((one) => one.resourceType === 'Encounter')?.serviceProvider ?? {};
  return resources
    .filter((one) => one.resourceType === 'Practitioner')
    .map((one): PractitionerRole & { id: string } => ({
      resourceType: 'PractitionerRole',
      id: `role-${one.id}`,
      practitioner: { reference: `Practitioner/${one.id}` },
      organization,
      code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }],
      period: {
        start: '1950-01-01',
        ...(left.who === `Practitioner/${one.id}` && { end: isoDay(left.day - 30) }),
      },
    }));
}

function mostSeen(read: ReturnType<typeof open>): { who: string; day: number } {
  const contacts = read.reading.contacts.known ? read.reading.contacts.value : [];
  const counted = contacts.filter(({ excluded }) => excluded === undefined);
  const byWho = [...Map.groupBy(counted, ({ clinician }) => clinician ?? '')];
  const [who = ''] = byWho.sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return { who, day: (counted.at(-1)?.day ?? 0) + 40 };
}

if (folders.every((folder) => existsSync(folder))) {
  const files = readdirSync(r4Folder).filter((file) => file.endsWith('.json'));

  test('there are 15 of them, each in both versions', () => {
    expect(files).toHaveLength(15);
    expect(readdirSync(stu3Folder)).toEqual(expect.arrayContaining(files));
  });

  const found: string[] = [];
  test.each(files)('%s: one history, one set of indices, the same findings', (file) => {
    const original = resourcesOf(r4Folder, file);
    const twin = underIdsOf(original, resourcesOf(stu3Folder, file));
    const { who, day } = mostSeen(open(original, at.asOf, 'Practitioner/u'));
    const staff = rolesFor(original, { who, day });
    const [one, other] = [original, twin].map((resources) => open([...resources, ...staff], day, 'Practitioner/u'));
    expect(other?.reading).toEqual(one?.reading);
    expect(other?.opening).toEqual(one?.opening);
    expect(other?.tally).toEqual(one?.tally);
    expect(other && relationsIn(other.reading, other.opening)).toEqual(one && relationsIn(one.reading, one.opening));
    expect(other?.findings).toEqual(one?.findings);
    expect(other?.skipped).toEqual(one?.skipped);
    expect([one?.acceptsR4, other?.acceptsR4]).toEqual([true, false]);
    found.push(...(one?.findings ?? []).map(({ code }) => code));
    // What there is to compare.
    expect(one?.reading.contacts).toMatchObject({ known: true });
    expect(one?.reading.conditions.known && one.reading.conditions.value.length).toBeGreaterThan(0);
  });

  test('and there are findings to compare', () => {
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found)).toContain('usual-clinician-left');
  });
} else {
  test.skip('synthea-stu3-2020 against synthea-r4-2020 (skipped: ../shared/data is absent)', () => {});
}
