import accepts from '@fastify/accepts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, CapabilityStatement } from '@medplum/fhirtypes';
import fastify from 'fastify';
import { registerFhirEndpoint } from '../../demo/fhir/endpoint.ts';
import { practiceRecord } from '../../demo/practice/record.ts';
import { relatedPerson, relativeRecord, resources, to } from '../support/family.ts';
import { on } from './days.ts';

describe('the FHIR endpoint of the demonstration practice', () => {
  const app = fastify();
  let today = on('2026-11-24');

  beforeAll(async () => {
    await app.register(accepts);
    await registerFhirEndpoint(app, {
      path: '/demo/fhir',
      base: () => 'http://127.0.0.1/demo/fhir',
      record: practiceRecord,
      asOf: () => today,
    });
  });
  afterAll(() => app.close());

  const get = async (query: string) => (await app.inject({ url: `/demo/fhir/${query}` })).json<Bundle>();
  const found = async (query: string) =>
    ((await get(query)).entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

  test.each([
    ['by the patient’s id', 'Encounter?patient=amina-khan', 19],
    ['by the patient’s reference', 'Encounter?patient=Patient/amina-khan', 19],
    ['newest first', 'Encounter?patient=amina-khan&_sort=-date', 19],
    ['by a clinician and a first day', 'Encounter?practitioner=Practitioner/dr-brook&date=ge2026-11-20', 2],
    ['by a clinician alone', 'Encounter?practitioner=Practitioner/dr-brook', 9],
    ['appointments of a person', 'Appointment?patient=Patient/yusuf-ali', 2],
    ['tasks of a person', 'Task?patient=Patient/yusuf-ali', 1],
    ['conditions of a person', 'Condition?patient=Patient/dorothy-green', 4],
    ['registrations of a person', 'EpisodeOfCare?patient=Patient/dorothy-green', 1],
    ['teams of a person', 'CareTeam?patient=Patient/margaret-hall', 1],
    ['problems of a person', 'Condition?patient=Patient/sui-ng&_count=1000', 2],
    ['repeats of a person', 'MedicationRequest?patient=Patient/ruth-fox&_count=1000', 1],
    ['what was collected by a person', 'MedicationDispense?patient=Patient/ruth-fox&_count=1000', 7],
    ['plans of a person', 'CarePlan?patient=Patient/sami-noor&_count=1000', 1],
    ['invitations of a person', 'Task?patient=Patient/vera-cole&_count=1000', 3],
    ['missed and kept appointments of a person', 'Appointment?patient=Patient/colin-reed&_count=1000', 8],
    ['relatives of a person', 'RelatedPerson?patient=Patient/arnold-wood&_count=1000', 1],
    ['a relative’s own record', 'Patient?link=RelatedPerson/arnold-wood-wife', 1],
    ['a stay of a child in hospital', 'Encounter?patient=alice-ford-son-own-record&class=IMP,ACUTE,NONAC', 1],
    [
      'notes for whoever comes next',
      'DocumentReference?patient=Patient/amina-khan&type=https://secure-base.org/fhir/CodeSystem/document-types|handover-note',
      1,
    ],
    ['what a person wrote', 'QuestionnaireResponse?patient=Patient/walter-brown&_count=1000', 1],
    ['clinicians by a list of ids', 'Practitioner?_id=dr-wren,dr-lee,nobody', 2],
    [
      'roles with their clinicians',
      'PractitionerRole?practitioner=dr-wren,dr-lee&_include=PractitionerRole:practitioner',
      4,
    ],
    [
      'the practice’s roles with their clinicians',
      'PractitionerRole?organization=alder-lane&_include=PractitionerRole:practitioner',
      32,
    ],
  ])('finds %s', async (_, query, count) => {
    expect(await found(query)).toHaveLength(count);
  });

  test('finds nothing of a person who is not here', async () => {
    expect(await found('Encounter?patient=nobody')).toEqual([]);
  });

  test('finds relatives by their links, and the stays of a child', async () => {
    const family: readonly object[] = [
      relatedPerson('h', 'HUSB'),
      relativeRecord('husband', 'h'),
      relativeRecord('stranger', 'other'),
      { resourceType: 'FamilyMemberHistory', id: 'f', status: 'completed', patient: to('Patient/p'), relationship: {} },
      ...['IMP', 'AMB'].map((code) => ({
        resourceType: 'Encounter',
        id: code,
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
        subject: to('Patient/p'),
      })),
    ];
    const own = fastify();
    await own.register(accepts);
    await registerFhirEndpoint(own, {
      path: '/fhir',
      base: () => 'http://127.0.0.1/fhir',
      record: () => resources(...family),
      asOf: () => today,
    });
    const ids = async (query: string) =>
      ((await own.inject({ url: `/fhir/${query}` })).json<Bundle>().entry ?? []).map(({ resource }) => resource?.id);
    expect(await ids('RelatedPerson?patient=p&_count=1000')).toEqual(['h']);
    expect(await ids('FamilyMemberHistory?patient=p&_count=1000')).toEqual(['f']);
    expect(await ids('Patient?link=RelatedPerson/h,RelatedPerson/x&_elements=link,deceased')).toEqual(['husband']);
    expect(await ids('Encounter?patient=p&class=IMP,ACUTE,NONAC')).toEqual(['IMP']);
    await own.close();
  });

  test('reads a resource, and answers 404 for one that is not there', async () => {
    expect((await app.inject({ url: '/demo/fhir/Patient/amina-khan' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/demo/fhir/Patient/nobody' })).statusCode).toBe(404);
  });

  test('says at /metadata that it speaks R4', async () => {
    expect(await get('metadata')).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
  });

  test('pages by next links, and the pages together are the whole', async () => {
    const pages: string[] = [];
    for (let query: string | undefined = 'Encounter?patient=amina-khan&_sort=-date&_count=5'; query !== undefined; ) {
      const page: Bundle = await get(query);
      pages.push(...(page.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`));
      query = page.link?.find(({ relation }) => relation === 'next')?.url.split('/demo/fhir/')[1];
    }
    expect(pages).toEqual(await found('Encounter?patient=amina-khan&_sort=-date'));
  });

  test('what is added is found, and the same search is answered as before until then', async () => {
    const search = 'Task?patient=Patient/henry-hope';
    expect(await found(search)).toEqual([]);
    expect(await found(search)).toEqual([]);
    const task = {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/henry-hope' },
    };
    expect((await app.inject({ method: 'POST', url: '/demo/fhir/Task', payload: task })).statusCode).toBe(201);
    expect(await found(search)).toHaveLength(1);
  });

  test('what is changed is read as changed, and what is deleted is gone', async () => {
    const add = {
      method: 'POST',
      url: '/demo/fhir/Task',
      payload: { resourceType: 'Task', description: 'a' },
    } as const;
    const task = (await app.inject(add)).json<{ id: string }>();
    const url = `/demo/fhir/Task/${task.id}`;
    expect((await app.inject({ method: 'PUT', url, payload: { ...task, description: 'b' } })).statusCode).toBe(200);
    expect(await get(`Task/${task.id}`)).toMatchObject({ description: 'b' });
    expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(200);
    expect((await app.inject({ url })).statusCode).toBe(404);
    const { rest = [] } = (await get('metadata')) as unknown as CapabilityStatement;
    const codes = rest[0]?.resource?.find(({ type }) => type === 'Task')?.interaction?.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['update', 'delete']));
  });

  test('the record moves with today', async () => {
    const before = await get('Encounter/amina-khan-visit-1');
    today = on('2026-11-25');
    const after = await get('Encounter/amina-khan-visit-1');
    today = on('2026-11-24');
    expect(after).not.toMatchObject({ period: (before as { period?: unknown }).period });
    expect(await get('Encounter/amina-khan-visit-1')).toMatchObject({
      period: (before as { period?: unknown }).period,
    });
  });
});
