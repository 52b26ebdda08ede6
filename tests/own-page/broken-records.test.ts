import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { startFhirServer } from '../support/fhir-server.ts';
import { ago, doctor, khan, openPages, person, reid, sessionAt, visit } from './pages.ts';

/** What stands where an element of some other kind is expected. */
const junk = [
  null,
  7,
  '',
  'x',
  [],
  {},
  [null],
  [7],
  [[]],
  { reference: 7 },
  [{ reference: {} }],
  { start: 7, end: {} },
];

const sound = (): Resource[] => [
  { resourceType: 'Organization', id: 'home', name: 'Alder Lane' },
  ...doctor('reid', reid.value, { period: { start: '2015-01-01', end: ago(-60) } }),
  ...doctor('khan', khan.value),
  person('amber', { generalPractitioner: [{ reference: 'Practitioner/khan' }] }),
  visit('amber', 10),
  {
    ...({ resourceType: 'Appointment', id: 'a', status: 'booked', start: `${ago(-3)}T09:00:00Z` } as const),
    participant: ['Patient/amber', 'Practitioner/khan'].map((reference) => ({
      actor: { reference },
      status: 'accepted' as const,
    })),
  },
];

test.each([
  'PractitionerRole',
  'Practitioner',
  'Patient',
  'Encounter',
  'Appointment',
])('whatever stands in a broken %s, there is a page', async (type) => {
  const resources = sound();
  const elements = new Set(resources.flatMap((one) => (one.resourceType === type ? Object.keys(one) : [])));
  const { pages, store } = await openPages();
  for (const element of elements) {
    if (element === 'resourceType' || element === 'id') continue;
    for (const value of junk) {
      const broken = resources.map((one) => (one.resourceType === type ? { ...one, [element]: value } : one));
      const server = await startFhirServer({
        resources: broken as Resource[],
        ignores: ['participant', 'patient', 'practitioner', 'date', 'identifier', '_id'],
      });
      for (const page of [pages.goodbyes(sessionAt(server.base)), pages.own(sessionAt(server.base), { sheet: false })])
        expect([200, 403]).toContain((await page).status);
      await server.close();
    }
  }
  await store.close();
});
