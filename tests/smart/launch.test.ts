import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SmartSite, startSite } from './site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

test('a launch from a chart leads to its page, with all that the EHR granted', async () => {
  const card = '1f4f4d4e-3d5f-5a6b-8c7d-9e0f1a2b3c4d';
  const { page } = await site.launched({
    encounter: 'e-1',
    appContext: JSON.stringify({ v: 1, finding: 'usual-clinician-left', card }),
    needPatientBanner: false,
  });
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('p-1')]);
  const session = site.sessions.at(-1);
  expect(session).toMatchObject({
    launch: 'chart',
    client: 'https://ehr.example.org',
    tenant: '["https://ehr.example.org"]',
    server: { client: 'https://ehr.example.org', base: site.ehr.base, reach: 'private' },
    user: 'Practitioner/dr-wren',
    patient: 'p-1',
    encounter: 'e-1',
    appContext: { finding: 'usual-clinician-left', card },
    banner: false,
  });
});
