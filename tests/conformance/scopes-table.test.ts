import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sources } from '#src/fhir/read/searches.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleHooks, exampleResources } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';

const page = readFileSync('docs/integrate.md', 'utf8');
const rows = [...page.matchAll(/^\| `(patient|user)\/(\w+)\.rs?` \| ([\w ,-]+) \|.*\|.*\|$/gm)].map(
  ([, context = '', type = '', readers = '']) => ({ context, type, readers }),
);

let site: TestApp;
beforeAll(async () => {
  site = await startApp();
});
afterAll(() => site.close());

/** Types of the rows that a hook or page reads. */
function typesFor(reader: string): Set<string> {
  const reading = rows.filter(({ readers }) => {
    const [, others] = /^all but (.*)$/.exec(readers) ?? [];
    if (others !== undefined) return !others.split(', ').includes(reader);
    return readers === 'all' || readers.split(', ').includes(reader);
  });
  return new Set(reading.map(({ type }) => type));
}

/** The types that a call without prefetch asks a server for. */
async function askedBy(id: string, hook: string): Promise<Set<string>> {
  const server = await startFhirServer({ resources: exampleResources() });
  const { prefetch: _, ...call } = exampleCall({ hook });
  await site.post(`/cds-services/${id}`, { ...call, fhirServer: server.base });
  await server.close();
  return new Set(server.requests.map(({ type }) => type).filter((type) => type !== 'metadata'));
}

test('the table of scopes has every type of the record, once', () => {
  const types = rows.filter(({ context }) => context === 'patient').map(({ type }) => type);
  expect(types).toEqual([...new Set(sources.map(({ type }) => type)), 'Medication']);
});

test.each(exampleHooks)('%s asks a server for the types that the table says, and for no other', async (hook) => {
  const service = site.services.find((one) => one.hook === hook);
  const asked = await askedBy(service?.id ?? '', hook);
  const documented = typesFor(hook);
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter((type) => !documented.has(type))).toEqual([]);
  // The examples' prescriptions name no Medication by reference, and their visits no place; people may come with their roles.
  const unasked = [...documented].filter((type) => !asked.has(type));
  expect(unasked.filter((type) => !['Medication', 'Location', 'Practitioner'].includes(type))).toEqual([]);
});

test.each([
  ['thread', 'chart'],
  ['own page', 'own'],
] as const)('%s: the types of its launch', (reader, launch) => {
  const scopes = scopesOf(launch, undefined, ['permission-v2']).flatMap((scope) => /\/(\w+)\./.exec(scope)?.[1] ?? []);
  expect([...typesFor(reader)].toSorted()).toEqual([...new Set(scopes)].toSorted());
});
