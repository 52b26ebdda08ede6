import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scopesOf } from '#src/smart/scopes.ts';
import { type SmartSite, startSite } from '../smart/site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

test('a user’s launch opens their own page, its sheet and the goodbyes; a chart’s launch opens none of them', async () => {
  const own = await site.launched({}, '/thread/own/launch');
  expect([own.page.status, new URL(own.page.url).pathname]).toEqual([200, '/thread/own']);
  const others = ['/thread/own?sheet', '/thread/goodbyes'].map((path) => `${site.url}${path}`);
  for (const url of others) expect((await own.browser.ask(url)).status).toBe(200);
  expect(site.sessions.at(-1)).toMatchObject({ launch: 'own', user: 'Practitioner/dr-wren' });
  const chart = await site.launched();
  for (const url of [own.page.url, ...others])
    expect((await chart.browser.ask(url)).status).toBeGreaterThanOrEqual(400);
});

test('it asks to search for what these pages search for', () => {
  for (const type of ['Encounter', 'Appointment', 'Patient', 'Practitioner', 'PractitionerRole', 'Organization'])
    expect(scopesOf('own', undefined, ['permission-v2'])).toContain(`user/${type}.rs`);
});
