import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowListOf, isLaunching } from '#src/cds/fhir-access.ts';
import { baseUrlOf } from '../support/base-url.ts';
import { plainText } from '../thread/open-threads.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type LaunchedService, startLaunchedService } from './launched-service.ts';

const wren = 'Practitioner/dr-wren';
const khan = { userId: wren, patientId: 'amina-khan' };
let service: LaunchedService;
let unregistered: LaunchedService;
beforeAll(async () => {
  service = await startLaunchedService({ env: { CARDS_PER_100_OPENINGS: '0' } });
  unregistered = await startLaunchedService({ smart: false });
});
afterAll(async () => {
  await service.close();
  await unregistered.close();
});

/** A booking with Dr Brook of someone who usually sees Dr Lee. */
const booking = async (userId: string) => {
  const people = [{ id: 'helen-park' }, { id: 'walter-brown' }, { id: 'robert-shaw' }, { id: 'luis-diaz' }];
  const appointment = (patient: string) => ({
    resourceType: 'Appointment',
    id: 'new',
    status: 'proposed',
    start: '2026-12-08T09:00:00Z',
    end: '2026-12-08T09:10:00Z',
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: 'accepted' },
      { actor: { reference: 'Practitioner/dr-brook' }, status: 'accepted' },
    ],
  });
  const all = await Promise.all(
    people.map(({ id }) => {
      const entry = [{ resource: appointment(id) }];
      const appointments = { resourceType: 'Bundle', type: 'collection', entry };
      return service.cards('appointment-book', { userId, patientId: id, appointments });
    }),
  );
  return all.flat();
};

describe('a card', () => {
  test('links to the thread by the address that the EHR launches, and says for which finding', async () => {
    const [card] = await service.cards('patient-view', khan);
    const [link, ...others] = card?.links ?? [];
    expect(others).toEqual([]);
    expect(link).toMatchObject({ label: 'Who has seen whom', url: `${service.url}/thread/launch`, type: 'smart' });
    expect(JSON.parse(link?.appContext ?? '')).toEqual({ v: 1, finding: 'usual-clinician-left', card: card?.uuid });
  });

  test('leads to the page that says what it said', async () => {
    const [card] = await service.cards('patient-view', { userId: wren, patientId: 'basil-keane' });
    const { appContext } = card?.links?.[0] ?? {};
    const launch = service.launchUrl({ user: wren, patient: 'basil-keane', ...(appContext && { appContext }) });
    const page = await cookieBrowser().open(launch);
    expect(plainText(page.body)).toContain(card?.summary);
  });

  test('has no link where the client is not registered for SMART', async () => {
    const [plain] = await unregistered.cards('patient-view', khan);
    expect([plain?.source.topic?.code, plain?.links]).toEqual(['usual-clinician-left', undefined]);
  });

  test('has one only where the FHIR server of the call is registered, or the call names none', () => {
    const base = baseUrlOf('https://ehr.example/fhir');
    const allowed = allowListOf([base], [base]);
    const launching = (fhirServer: string | null | undefined) => isLaunching({ fhirServer }, allowed);
    expect([launching(undefined), launching(null), launching('https://EHR.example:443/fhir/')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([launching('https://ehr.example/other'), launching('not a url')]).toEqual([false, false]);
    expect(isLaunching({}, allowListOf([base]))).toBe(false);
  });

  test('of a booking has a link for a clinician, and none for a receptionist', async () => {
    const forClinician = await booking(wren);
    const forReception = await booking('Practitioner/piotr-nowak');
    expect(forClinician.length).toBeGreaterThan(0);
    expect(forReception.length).toBeGreaterThan(0);
    for (const card of forClinician) expect(card.links).toHaveLength(1);
    for (const card of forReception) expect(card.links).toBeUndefined();
  });
});
