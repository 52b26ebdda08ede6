import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plainText } from '../thread/open-threads.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type LaunchedService, startLaunchedService } from './launched-service.ts';

let service: LaunchedService;
beforeAll(async () => {
  service = await startLaunchedService();
});
afterAll(() => service.close());

const launch = (user: string) => service.launchUrl({ user }, '/thread/own/launch');
const linksIn = (body: string) =>
  [...body.matchAll(/href="(\/thread\/[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&#38;', '&'));

test('a doctor who is to leave opens their own page, the sheet and the list of goodbyes', async () => {
  const browser = cookieBrowser();
  const page = await browser.open(launch('Practitioner/dr-roy'));
  expect([page.status, plainText(page.body)]).toEqual([200, expect.stringContaining('Your cards of the past 30 days')]);
  const links = linksIn(page.body);
  const opened = async (path: string) => {
    const link = links.find((one) => one.startsWith(path)) ?? '';
    const { status, body } = await browser.ask(new URL(link, page.url).href);
    expect(status).toBe(200);
    return body;
  };
  expect(plainText(await opened('/thread/own?sheet'))).toContain('Which moment with this person');
  const goodbyes = await opened('/thread/goodbyes');
  expect(plainText(goodbyes)).toContain('You are recorded as leaving on');
  const rows = goodbyes.match(/<tr><td/g) ?? [];
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThanOrEqual(50);
});

test('a doctor who stays has no such list', async () => {
  const browser = cookieBrowser();
  const page = await browser.open(launch('Practitioner/dr-wren'));
  expect(page.status).toBe(200);
  expect(linksIn(page.body).filter((one) => one.includes('goodbyes'))).toEqual([]);
  const { status, body } = await browser.ask(page.url.replace('/thread/own', '/thread/goodbyes'));
  expect([status, plainText(body)]).toEqual([200, expect.stringContaining('No last day of yours is')]);
});

test('nothing of these pages is logged: no user, no person, no token', async () => {
  expect(service.lines.length).toBeGreaterThan(0);
  const token = String(service.ehr.tokens().access_token);
  const logged = service.lines.join('\n');
  for (const one of ['dr-roy', 'dr-wren', 'Roy', token, 'Patient/', 'Practitioner/']) expect(logged).not.toContain(one);
});
