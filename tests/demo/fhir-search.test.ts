import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, CapabilityStatement, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Discovery } from '#src/cds/protocol.ts';
import { fill, fireHook, type Practice } from '../../demo/page/ehr.js';
import { people } from '../../demo/practice/people.ts';
import { type OpenPractice, openPractice } from './open-practice.ts';

const form = 'application/x-www-form-urlencoded';
const gmcNumber = 'https://fhir.hl7.org.uk/Id/gmc-number';

interface Summary extends Practice {
  readonly people: readonly { readonly id: string; readonly encounterId?: string }[];
}

describe('searches of the practice’s FHIR server', () => {
  let practice: OpenPractice;
  beforeAll(async () => {
    practice = await openPractice('2026-11-24');
  });
  afterAll(() => practice.close());

  const ask = (query: string, init?: RequestInit) => fetch(`${practice.url}/demo/fhir/${query}`, init);
  const post = (type: string, body: string, query = '') =>
    ask(`${type}/_search${query}`, { method: 'POST', headers: { 'content-type': form }, body });
  const bundleOf = async (answer: Response) => (await answer.json()) as Bundle;
  const selfOf = ({ link }: Bundle) => link?.find(({ relation }) => relation === 'self')?.url;
  const textOf = async (answer: Response) => ((await answer.json()) as OperationOutcome).issue[0]?.details?.text ?? '';

  test('a form is answered as the same search by URL, with the parameters of both together', async () => {
    const byUrl = await bundleOf(await ask('Encounter?patient=amina-khan&_sort=-date&_count=3'));
    expect(byUrl.entry).toHaveLength(3);
    expect(await bundleOf(await post('Encounter', 'patient=amina-khan&_sort=-date&_count=3'))).toEqual(byUrl);
    const divided = await bundleOf(await post('Encounter', '_sort=-date&_count=3', '?patient=amina-khan'));
    expect(divided.entry).toEqual(byUrl.entry);
    expect((await bundleOf(await ask('Encounter/_search', { method: 'POST' }))).total).toBeGreaterThan(
      byUrl.total ?? 0,
    );
  });

  test('every prefetch template is answered as form and by URL, with the headers of the public sandbox', async () => {
    const { services } = (await (await fetch(`${practice.url}/cds-services`)).json()) as Discovery;
    const context = { userId: 'Practitioner/dr-wren', patientId: 'amina-khan', encounterId: 'amina-khan-visit-today' };
    const queries = new Set<string>(
      services.flatMap(({ prefetch }) =>
        Object.values(prefetch ?? {}).flatMap((template) => fill(template, context) ?? []),
      ),
    );
    expect(queries.size).toBeGreaterThan(15);
    const headers = { accept: 'application/json+fhir', origin: 'https://sandbox.cds-hooks.org' };
    for (const query of queries) {
      const [type = '', parameters] = query.split('?');
      const byUrl = await ask(query, { headers });
      expect([query, byUrl.status]).toEqual([query, 200]);
      expect(byUrl.headers.get('access-control-allow-origin')).toBe('*');
      if (parameters === undefined) continue;
      const init = { method: 'POST', headers: { ...headers, 'content-type': form }, body: parameters };
      const byForm = await ask(`${type}/_search`, init);
      expect([query, byForm.status]).toEqual([query, 200]);
      expect(byForm.headers.get('access-control-allow-origin')).toBe('*');
      expect((await bundleOf(byForm)).entry).toEqual((await bundleOf(byUrl)).entry);
    }
  });

  test('a preflight of a form is answered', async () => {
    const { status, headers } = await ask('Encounter/_search', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://sandbox.cds-hooks.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  test('every search of the service itself is supported, for everyone', async () => {
    const get = (path: string, init?: RequestInit) => fetch(`${practice.url}/${path}`, init);
    const summary = (await (await get('demo/practice.json')).json()) as Summary;
    for (const hook of ['patient-view', 'encounter-discharge'])
      for (const { id } of hook === 'patient-view' ? people : people.slice(0, 10)) {
        const encounterId = summary.people.find((one) => one.id === id)?.encounterId ?? `${id}-visit-today`;
        const call = { get, practice: summary, hook, userId: 'Practitioner/dr-wren', patientId: id, encounterId };
        expect((await fireHook({ ...call, way: 'server' })).status).toBe(200);
      }
    const reads = (await (await get('metrics')).text()).matchAll(/fhir_read_seconds_count\{[^}]*outcome="([\w-]+)"/g);
    // A visit that has just begun is not in the record yet.
    expect(new Set([...reads].map(([, outcome]) => outcome))).toEqual(new Set(['ok', 'not-found']));
  }, 120_000);

  test.each([
    ['a parameter of no type', 'Encounter?patient=amina-khan&shoe-size=secret'],
    ['a parameter of another type', 'Encounter?birthdate=1950-01-01'],
    ['a quantity, which it can’t compare', 'Encounter?length=gt5'],
    ['a chain', 'Encounter?patient.name=secret'],
    ['a reverse chain', 'Patient?_has:Encounter:patient:class=secret'],
    ['an order by an unknown parameter', 'Encounter?_sort=-date,shoe-size'],
    ['an include by what is no reference', 'Encounter?_include=Encounter:status'],
    ['an include of another type', 'Encounter?_include=Patient:general-practitioner'],
    ['a reverse include', 'Patient?_revinclude=Encounter:patient'],
    ['a parameter of Medplum alone', 'Encounter?_compartment=Patient/secret'],
    ['a telephone number, which it can’t compare', 'Patient?phone=secret'],
    ['a cursor', 'Encounter?_cursor=secret'],
  ])('%s is refused by its name, and left out where lenient handling is preferred', async (_, query) => {
    const name = query.split(/[?&]/).at(-1)?.split('=')[0] ?? '';
    for (const headers of [{}, { prefer: 'handling=strict' }]) {
      const refused = await ask(query, { headers });
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        400,
        'application/fhir+json; charset=utf-8',
      ]);
      expect(await textOf(refused)).toBe(`unknown or unsupported search parameter: ${name}`);
    }
    const [type = '', parameters = ''] = query.split('?');
    expect((await post(type, parameters)).status).toBe(400);
    const lenient = await bundleOf(
      await ask(query, { headers: { prefer: 'return=representation; handling=lenient' } }),
    );
    expect(lenient.total).toBeGreaterThan(0);
    expect(selfOf(lenient)).not.toContain(name);
  });

  test.each([
    ['a day that is none', 'Encounter?date=ge2026-02-30', 'date'],
    ['one of two days', 'Encounter?date=2026-01-01,secret', 'date'],
    ['a count', 'Patient?_count=secret', '_count'],
    ['a negative count', 'Patient?_count=-1', '_count'],
    ['a kind of summary', 'Patient?_summary=secret', '_summary'],
  ])('%s that can’t be read is always refused, without its value', async (_, query, name) => {
    for (const headers of [{}, { prefer: 'handling=lenient' }]) {
      const refused = await ask(query, { headers });
      expect([refused.status, await textOf(refused)]).toEqual([400, `invalid value of a search parameter: ${name}`]);
    }
  });

  test.each([
    'Encounter?status:above=finished',
    'Patient?name:exact=Khan',
    'Encounter?_include:iterate=Encounter:patient',
    'Encounter?_count:not=1',
  ])('an unsupported modifier is always refused: %s', async (query) => {
    for (const headers of [{}, { prefer: 'handling=lenient' }])
      expect((await ask(query, { headers })).status).toBe(400);
  });

  test.each([
    ['Encounter?patient=amina-khan&status:not=finished', 3],
    ['Patient?family:contains=kha', 1],
    ['Patient?name=khan', 1],
    ['Patient?death-date:missing=true&_id=amina-khan', 1],
    ['Patient?death-date:missing=false&_id=amina-khan', 0],
    [`Practitioner?identifier=${gmcNumber}|9990001`, 1],
    [`Practitioner?identifier=nothing,9990001`, 1],
    [`Practitioner?identifier=urn:other|9990001`, 0],
    [`Practitioner?identifier=|9990001`, 0],
    ['Patient?address=nowhere', 0],
    ['Patient?_lastUpdated=lt2000-01-01', 0],
    ['Patient?_id=amina-khan&name=', 1],
    ['Patient?_id=amina-khan&_summary=true&_pretty=true&_total=accurate&_elements=name', 1],
  ])('finds by what it supports: %s', async (query, total) => {
    expect((await bundleOf(await ask(query))).total).toBe(total);
  });

  test('counts without entries, and pages', async () => {
    for (const query of ['Patient?_summary=count', 'Patient?_count=0']) {
      const { total, entry, link } = await bundleOf(await ask(query));
      expect([total, entry, link?.length]).toEqual([expect.any(Number), undefined, 1]);
      expect(total).toBeGreaterThanOrEqual(people.length);
    }
    expect((await bundleOf(await ask('Patient?_count=1'))).entry).toHaveLength(1);
  });

  test('includes by any reference, each resource once, and of the wanted type alone', async () => {
    const includedBy = async (include: string) =>
      ((await bundleOf(await ask(`Encounter?patient=amina-khan&_include=${include}`))).entry ?? []).flatMap(
        ({ search, resource }) => (search?.mode === 'include' ? [`${resource?.resourceType}/${resource?.id}`] : []),
      );
    expect(await includedBy('Encounter:patient')).toEqual(['Patient/amina-khan']);
    expect(await includedBy('Encounter:participant:Practitioner')).toContain('Practitioner/dr-wren');
    expect(await includedBy('Encounter:participant:RelatedPerson')).toEqual([]);
  });

  test.each([
    ['', { accept: 'application/json+fhir' }, 200],
    ['', { accept: 'application/fhir+json' }, 200],
    ['', { accept: 'text/html, */*;q=0.1' }, 200],
    ['', { accept: 'application/fhir+xml' }, 406],
    ['?_format=json', { accept: 'application/fhir+xml' }, 200],
    ['?_format=application/fhir+json', {}, 200],
    ['?_format=application%2Ffhir%2Bjson%3Bcharset=utf-8', {}, 200],
    ['?_format=xml', {}, 406],
  ])('is asked for JSON alone: %s %j', async (query, headers, status) => {
    for (const path of ['metadata', 'Patient/amina-khan', 'Patient'])
      expect((await ask(`${path}${query}`, { headers: headers as Record<string, string> })).status).toBe(status);
  });

  test('a type that is not served is 404, and its form too', async () => {
    for (const answer of [await ask('Basic?patient=x'), await ask('Basic/x'), await post('Shoe', 'size=5')])
      expect([answer.status, ((await answer.json()) as Resource).resourceType]).toEqual([404, 'OperationOutcome']);
  });

  test('/metadata names the parameters that searches take', async () => {
    const { rest } = (await (await ask('metadata')).json()) as CapabilityStatement;
    const encounter = rest?.[0]?.resource?.find(({ type }) => type === 'Encounter');
    const names = encounter?.searchParam?.map(({ name }) => name) ?? [];
    expect(names).toEqual(expect.arrayContaining(['_id', '_lastUpdated', 'patient', 'date', 'class']));
    for (const name of ['length', '_compartment', 'birthdate']) expect(names).not.toContain(name);
  });
});
