import { afterEach, describe, expect, test } from '@jest/globals';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { startApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** Mrs Holloway has seen Dr Patel for three years; Dr Patel left on 31 July 2026; today is 30 September. */
async function givenTheSurgery(env: Record<string, string> = {}) {
  const server = await startFhirServer({ resources: exampleResources() });
  const site = await startApp({ env: { FHIR_SERVERS: server.base, ...env } });
  closing.push(server.close, site.close);
  return { server, site };
}

type Surgery = Awaited<ReturnType<typeof givenTheSurgery>>;

/** Opens Mrs Holloway's chart; her record is read from the server. */
async function whenTheChartIsOpened({ server, site }: Surgery, userId = 'Practitioner/sam-khan', more: object = {}) {
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const context = { ...call.context, userId };
  const body = { ...call, context, fhirServer: server.base, ...more };
  const answer = await site.post('/cds-services/secure-base-patient-view', body);
  expect(answer.statusCode).toBe(200);
  return answer.json().cards as Card[];
}

const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code);

function visit(id: string, day: string, clinician: string): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/margaret-holloway' },
    participant: [{ individual: { reference: `Practitioner/${clinician}` } }],
    period: { start: `${day}T10:00:00+00:00`, end: `${day}T10:10:00+00:00` },
    serviceProvider: { reference: 'Organization/alder-lane' },
  };
}

describe('A familiar doctor has left', () => {
  test('the next doctor is told once, kindly, with what it rests on', async () => {
    const surgery = await givenTheSurgery();
    const [card, ...more] = await whenTheChartIsOpened(surgery);
    expect(more).toEqual([]);
    expect(card?.summary).toBe('Dr Patel, who saw Mrs Holloway 11 times since 2023, left the practice on 31 July.');
    expect(card?.indicator).toBe('info');
    expect(card?.extension?.['org.secure-base.evidence']).toMatchObject({
      counted: expect.arrayContaining(['Encounter/visit-1', 'Encounter/visit-12']),
      notCounted: [{ reference: 'Encounter/visit-13', reason: 'cancelled' }],
    });
  });

  test('nothing is said once someone else has taken over', async () => {
    const surgery = await givenTheSurgery();
    surgery.server.add(visit('new-1', '2026-08-12', 'nia-evans'), visit('new-2', '2026-09-15', 'nia-evans'));
    expect(codesOf(await whenTheChartIsOpened(surgery))).not.toContain('usual-clinician-left');
  });

  test('nothing is said to the patient, nor about someone who has died', async () => {
    const surgery = await givenTheSurgery();
    expect(await whenTheChartIsOpened(surgery, 'Patient/margaret-holloway')).toEqual([]);
    const deceased = { ...(exampleResources()[0] as Resource), deceasedDateTime: '2026-09-01' };
    const patient = { patient: deceased };
    expect(await whenTheChartIsOpened(surgery, 'Practitioner/sam-khan', { prefetch: patient })).toEqual([]);
  });

  test('a site that has turned the detection off does not hear of it', async () => {
    const surgery = await givenTheSurgery({ DETECTIONS_OFF: 'usual-clinician-left' });
    expect(codesOf(await whenTheChartIsOpened(surgery))).not.toContain('usual-clinician-left');
  });

  test('where the staff can’t be read nobody is said to have left', async () => {
    const surgery = await givenTheSurgery({ MAX_CARDS: '20' });
    expect(codesOf(await whenTheChartIsOpened(surgery))).toContain('usual-clinician-left');
    surgery.server.fail('PractitionerRole', { status: 403 });
    expect(codesOf(await whenTheChartIsOpened(surgery))).not.toContain('usual-clinician-left');
  });

  test('on prefetch alone the site’s staff directory says who has left', async () => {
    const call = exampleCall({ hook: 'patient-view' });
    const without = await startApp();
    const withStaff = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
    closing.push(without.close, withStaff.close);
    const codes = async (site: typeof without) =>
      codesOf((await site.post('/cds-services/secure-base-patient-view', call)).json().cards);
    expect(await codes(without)).toEqual([]);
    expect(await codes(withStaff)).toEqual(['usual-clinician-left']);
  });
});

describe('A doctor meets someone else’s long-standing patient', () => {
  test('is told whose, and may write to that colleague', async () => {
    const site = await startApp({ env: { STAFF_DIRECTORY: staffFile('') } });
    closing.push(site.close);
    const answer = await site.post('/cds-services/secure-base-patient-view', exampleCall({ hook: 'patient-view' }));
    const [card] = answer.json().cards as Card[];
    expect(card?.source.topic?.code).toBe('first-meeting');
    expect(card?.suggestions?.[0]?.actions?.[0]?.resource?.resourceType).toBe('Communication');
  });

  test('the usual doctor is told nothing of the kind', async () => {
    const site = await startApp({ env: { STAFF_DIRECTORY: staffFile('') } });
    closing.push(site.close);
    const call = exampleCall({ hook: 'patient-view' });
    call.context.userId = 'Practitioner/ayla-patel';
    const answer = await site.post('/cds-services/secure-base-patient-view', call);
    expect(answer.json().cards).toEqual([]);
  });
});
