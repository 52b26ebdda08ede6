import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildCdsRequest, MedplumClient } from '@medplum/core';
import type { Practitioner } from '@medplum/fhirtypes';
import { openPractice } from '../demo/open-practice.ts';

/** A client that nobody here wrote: it sends `prefetch: {}` and null for what it can't resolve, no FHIR server and no token. */
describe('@medplum/core as the EHR', () => {
  let practice: Awaited<ReturnType<typeof openPractice>>;
  let ehr: MedplumClient;
  const user = { resourceType: 'Practitioner', id: 'dr-lee' } as Practitioner & { id: string };

  beforeAll(async () => {
    practice = await openPractice('2026-11-24');
    ehr = new MedplumClient({ baseUrl: practice.url, fhirUrlPath: 'demo/fhir', fetch });
  }, 30_000);
  afterAll(() => practice.close());

  const services = async () => (await ehr.getCdsServices()).services;
  const serviceOf = async (hook: string) => {
    const found = (await services()).find((one) => one.hook === hook);
    if (found === undefined) throw new Error(`there is no service for ${hook}`);
    return found;
  };

  test('finds the services, and each has templates that it can fill', async () => {
    expect((await services()).map(({ hook }) => hook)).toEqual([
      'patient-view',
      'appointment-book',
      'encounter-start',
      'encounter-discharge',
      'order-sign',
    ]);
  });

  test('gets the card of a chart that it opens, on the prefetch that it makes', async () => {
    const service = await serviceOf('patient-view');
    const context = { userId: 'Practitioner/dr-lee', patientId: 'ada-yates' };
    const request = await buildCdsRequest(ehr, user, service, context);
    expect(Object.keys(request.prefetch ?? {}).length).toBeGreaterThan(10);
    const { cards } = await ehr.callCdsService(service.id, request);
    expect(cards.map(({ source }) => source?.topic?.code)).toEqual(['illness-signature']);
    const without = await ehr.callCdsService(service.id, { ...request, prefetch: {} }).catch((error: unknown) => error);
    expect(without).toBeInstanceOf(Error);
  });

  test('gets an answer from every service', async () => {
    for (const service of await services()) {
      const context = {
        userId: 'Practitioner/dr-lee',
        patientId: 'george-kerr',
        encounterId: 'george-kerr-visit-today',
        appointments: { resourceType: 'Bundle', type: 'collection', entry: [] },
        draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [] },
      };
      const request = await buildCdsRequest(ehr, user, service, context);
      expect([service.id, (await ehr.callCdsService(service.id, request)).cards]).toEqual([service.id, []]);
    }
  });
});
