import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createGateway } from '#src/fhir/client/client.ts';
import { elementsFor } from '#src/fhir/versions/asked-elements.ts';
import { r4 } from '#src/fhir/versions/r4.ts';
import { parseDay } from '#src/history/calendar.ts';
import { othersVisits, prefetchOf, readChart, record, staff, visit } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const to = (reference: string) => ({ reference });

let server: FhirServer;
beforeEach(async () => {
  server = await startFhirServer({ resources: [...record, ...staff, ...othersVisits] });
});
afterEach(() => server.close());

const fromServer = (difference: Parameters<typeof readChart>[0] = {}) =>
  readChart({ server: { client: 'open', base: server.base, token: 'secret-token', reach: 'any' }, ...difference });

describe('what is asked for', () => {
  const restricted = { meta: { security: [{ system: confidentiality, code: 'R' }] } };
  const elementsOf = (type: string) =>
    new Set(server.requests.filter((one) => one.type === type).map(({ query }) => query.get('_elements')));

  test('is in every request but that for the server’s own statement a list of elements, never a whole resource', async () => {
    await fromServer({ encounterId: 'unread' });
    const without = server.requests.filter(({ query }) => !query.has('_elements')).map(({ path }) => path);
    expect(without).toEqual(['metadata']);
    for (const { query } of server.requests) expect(query.get('_elements')?.split(',') ?? []).not.toContain('text');
  });

  test('has a page size in every search, and no bound by date for visits or conditions of the person', async () => {
    await fromServer();
    for (const { path, query } of server.requests.filter(({ query }) => query.has('patient')))
      expect([path, query.has('_count'), query.has('date')]).toEqual([path, true, false]);
  });

  test('is of any version until the server’s is known, and then of that alone', async () => {
    const gateway = createGateway();
    const read = () => fromServer({ gateway });
    await read();
    expect([...elementsOf('Patient')][0]).toContain('careProvider');
    server.requests.length = 0;
    await read();
    expect(elementsOf('Patient')).toEqual(new Set([elementsFor(r4, 'Patient')]));
    expect(elementsOf('Condition')).toEqual(new Set([elementsFor(r4, 'Condition')]));
    expect(elementsOf('PractitionerRole')).toEqual(
      new Set([elementsFor(r4, 'PractitionerRole'), elementsFor(r4, 'PractitionerRole', 'Practitioner')]),
    );
  });

  test('shows what is restricted, and what a document’s label forbids', async () => {
    const document: Resource = {
      ...{ resourceType: 'DocumentReference', id: 'dr', status: 'current', subject: to('Patient/p'), content: [] },
      ...{ docStatus: 'final', date: '2025-08-01T09:00:00Z', author: [to('Practitioner/a')] },
      type: { coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/document-types', code: 'handover-note' }] },
    };
    const label = [{ coding: [{ system: confidentiality, code: 'V' }] }];
    const read = async (difference: object, labels: object) => {
      const other = await startFhirServer({
        resources: [
          ...staff,
          ...record.map((one) => ({ ...one, ...(['a1', 'co', 'p'].includes(one.id ?? '') && difference) }) as Resource),
          { ...document, ...labels } as Resource,
        ],
      });
      const of = { client: 'open', base: other.base, token: undefined, reach: 'any' } as const;
      const { person, conditions, handoverNotes, contacts } = (await readChart({ server: of })).reading;
      await other.close();
      return {
        person: person.known && person.value.restricted,
        conditions: conditions.known && conditions.value.length,
        notes: handoverNotes.known && handoverNotes.value.length,
        contacts: contacts.known && contacts.value.filter(({ silencing }) => silencing === undefined).length,
      };
    };
    const open = await read({}, {});
    expect(open).toMatchObject({ person: false, conditions: 1, notes: 1 });
    const closed = await read(restricted, { securityLabel: label });
    expect(closed).toMatchObject({ person: true, conditions: 0, notes: 0 });
    expect(Number(closed.contacts)).toBeLessThan(Number(open.contacts));
  });

  test('comes marked as a part of a resource, which makes no other version of it and no later one', async () => {
    const asIn = (day: string, month: number) => ({
      ...visit('a1', month, 'Practitioner/a'),
      meta: { lastUpdated: day },
    });
    const other = await startFhirServer({
      resources: [...staff, ...record.filter(({ id }) => id !== 'a1'), asIn('2025-05-01T00:00:00Z', 1) as Resource],
    });
    const of = { client: 'open', base: other.base, token: undefined, reach: 'any' } as const;
    const daysOf = async (held: string) => {
      const { encounters } = prefetchOf([asIn(held, 6) as Resource]);
      const { reading } = await readChart({
        server: of,
        prefetch: { encounters: { ...(encounters as object), total: 9 } },
      });
      return (
        reading.contacts.known && reading.contacts.value.find(({ reference }) => reference === 'Encounter/a1')?.day
      );
    };
    expect(await daysOf('2025-06-01T00:00:00Z')).toBe(parseDay('2025-06-10'));
    expect(await daysOf('2025-04-01T00:00:00Z')).toBe(parseDay('2025-01-10'));
    await other.close();
  });
});

describe('what a note of signs names', () => {
  const wanted = { system: 's', code: 'c' };
  const noteOf = (...filters: readonly object[]): Resource =>
    ({
      ...{ resourceType: 'CarePlan', id: 'note', status: 'active', intent: 'plan', subject: to('Patient/p') },
      extension: [
        {
          url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
          extension: filters.map((filter) => ({
            url: 'sign',
            extension: [
              { url: 'text', valueString: 'a sign' },
              {
                url: 'trigger',
                valueTriggerDefinition: { type: 'data-added', data: [{ type: 'Observation', codeFilter: [filter] }] },
              },
            ],
          })),
        },
      ],
    }) as Resource;
  const sign = (path: string) => ({ path, code: [wanted] });
  const observation = {
    ...{ resourceType: 'Observation', id: 'o', status: 'final', subject: to('Patient/p'), code: { text: 'x' } },
    ...{ effectiveDateTime: '2025-08-20', bodySite: { coding: [wanted] }, method: { coding: [wanted] } },
    ...{ valueCodeableConcept: { coding: [wanted] }, extension: [{ url: 'u', valueCoding: wanted }] },
  } as Resource;
  const readNote = async (...filters: readonly object[]) => {
    server.add(noteOf(...filters), observation);
    const { signatures } = (await fromServer()).reading;
    const [note] = signatures.known ? signatures.value : [];
    const asked = server.requests
      .filter(({ type }) => type === 'Observation')
      .map(({ query }) => query.get('_elements'));
    return {
      seen: note?.signs.map((one) => one.seen.length),
      why: signatures.known ? undefined : signatures.why,
      asked,
    };
  };

  test('beyond what is read is asked for once more, with that', async () => {
    const { seen, asked } = await readNote(
      sign('bodySite'),
      sign('Observation.method.coding'),
      sign("extension('u').value"),
    );
    expect(seen).toEqual([1, 1, 1]);
    expect(asked).toEqual([
      expect.not.stringContaining('bodySite'),
      expect.stringMatching(/^meta,.*,bodySite,method,extension$/),
    ]);
  });

  test('and is read anyway is not asked for again, nor what can be no element', async () => {
    const { seen, asked } = await readNote(sign('value'), sign('valueCodeableConcept'), sign('`a,b`'), sign('a b'));
    expect(seen).toEqual([1, 1, 0, 0]);
    expect(asked).toHaveLength(1);
  });

  test('leaves the notes unread where it can’t be had', async () => {
    server.fail('Observation', { status: 403, onlyWith: 'bodySite' });
    expect(await readNote(sign('bodySite'))).toMatchObject({ why: 'refused' });
  });
});
