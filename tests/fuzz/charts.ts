import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { sources } from '#src/fhir/read/searches.ts';
import { typesInAny } from '#src/fhir/versions/index.ts';
import { parseDay } from '#src/history/calendar.ts';
import { draftReferral, proposedAppointment } from '../../demo/page/ehr.js';
import { people } from '../../demo/practice/people.ts';
import { withSymptoms } from '../../demo/practice/people-with-symptoms.ts';
import { type DemoPerson, expected } from '../../demo/practice/person.ts';
import { personResources } from '../../demo/practice/person-resources.ts';
import { resolveDate } from '../../demo/practice/relative-day.ts';
import { staff } from '../../demo/practice/staff.ts';
import { staffResources } from '../../demo/practice/staff-resources.ts';
import { exampleCall, exampleHooks, exampleStaff } from '../support/example.ts';
import { otherVersions, rewrittenBy } from '../support/other-versions.ts';

/** One opening of a chart that brings a card as long as nothing in it is changed. */
export interface ChartCall {
  readonly hook: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly resources: readonly object[];
}

/** The day that stands for today: that of the examples beside the hooks. */
export const today = parseDay('2026-09-30') ?? 0;

/** Everyone who works where the people of the charts go. */
export const everyStaffMember: readonly Resource[] = [...staffResources(today), ...exampleStaff()];

/** The people of the demonstration whose charts show cards, and the examples beside the hooks. */
export const chartCalls: readonly ChartCall[] = [...people.flatMap(callsOf), order(), ...examples()];

/** The same in the shapes of another version of FHIR. */
export function inVersion(name: keyof typeof otherVersions, resources: readonly object[]): readonly object[] {
  const { sayable, rewritten } = otherVersions[name];
  return rewrittenBy(rewritten, rewrittenBy(sayable, resources as { resourceType: string }[]));
}

/** What a client sends of these resources, by prefetch key. */
export function prefetchOf(resources: readonly object[]): Record<string, unknown> {
  const held = (type: string) =>
    resources.filter((one) => 'resourceType' in one && typesInAny(type as never).includes(one.resourceType as never));
  return Object.fromEntries(
    sources.map(({ key, type, search }) => [key, search === undefined ? held(type)[0] : searchset(held(type))]),
  );
}

function searchset(resources: readonly object[]): object {
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
  return { resourceType: 'Bundle', type: 'searchset', total: resources.length, entry };
}

function callsOf(person: DemoPerson): ChartCall[] {
  const resources = personResources(person, today);
  const visit = { patientId: person.id, encounterId: `${person.id}-visit-today` };
  const readers = staff.filter(({ login, id }) => login && expected(person, id) !== null).slice(0, 1);
  const moments = (person.moments ?? []).filter(({ shows }) => shows !== null);
  return [
    ...readers.map((one) => ({ hook: 'patient-view', context: { ...visit, userId: userOf(one.id) }, resources })),
    ...moments.map(({ hook, user, booked }) => ({
      hook,
      context: {
        ...visit,
        userId: userOf(user),
        ...(booked &&
          proposedAppointment({ patientId: person.id, who: booked[0], day: resolveDate(booked[1], today) })),
      },
      resources,
    })),
  ];
}

function userOf(id: string): string {
  return staff.some((one) => one.id === id && one.byRole) ? `PractitionerRole/role-${id}` : `Practitioner/${id}`;
}

function order(): ChartCall {
  const context = { patientId: withSymptoms.id, userId: userOf('dr-lee') };
  return {
    hook: 'order-sign',
    context: { ...context, ...draftReferral(context) },
    resources: personResources(withSymptoms, today),
  };
}

function examples(): ChartCall[] {
  return exampleHooks.map((hook) => {
    const { context, prefetch = {} } = exampleCall({ hook });
    const values = Object.values(prefetch) as { resourceType: string; entry?: { resource: object }[] }[];
    const resources = values.flatMap((one) =>
      one.resourceType === 'Bundle' ? (one.entry ?? []).map(({ resource }) => resource) : [one],
    );
    return { hook, context, resources };
  });
}

/** A STAFF_DIRECTORY file of everyone who works there. */
export function staffDirectoryFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.ndjson');
  writeFileSync(file, everyStaffMember.map((one) => JSON.stringify(one)).join('\n'));
  return file;
}
