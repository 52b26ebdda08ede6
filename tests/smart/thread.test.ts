import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plainText } from '../thread/open-threads.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type LaunchedService, startLaunchedService } from './launched-service.ts';

let service: LaunchedService;
beforeAll(async () => {
  service = await startLaunchedService();
});
afterAll(() => service.close());

const khan = { patient: 'amina-khan', user: 'Practitioner/dr-wren' };
const finding = (code: string) => JSON.stringify({ v: 1, finding: code, card: crypto.randomUUID() });

describe('a launch from an EHR', () => {
  test('opens the thread under the user’s own token, and the finding of the card first', async () => {
    const browser = cookieBrowser();
    const page = await browser.open(service.launchUrl({ ...khan, appContext: finding('usual-clinician-left') }));
    expect(page.status).toBe(200);
    expect(plainText(page.body)).toContain('Dr Patel, who saw Mrs Khan 14 times since 2022, left the practice');
    const asked = service.ehr.requests.filter((one) => one.startsWith('GET /fhir/') && !one.includes('well-known'));
    expect(asked.length).toBeGreaterThan(10);
  });

  test('shows the same on reload, and with other years', async () => {
    const browser = cookieBrowser();
    const page = await browser.open(service.launchUrl(khan));
    const again = await browser.ask(page.url);
    expect(again.body).toBe(page.body);
    const [, link = ''] = /href="([^"]+)">5 years/.exec(page.body) ?? [];
    const five = await browser.ask(new URL(link.replaceAll('&#38;', '&'), page.url).href);
    expect([five.status, five.body.includes('aria-current="true" href="/thread?')]).toEqual([200, true]);
  });

  test('is the same page where workers make it', async () => {
    const here = await cookieBrowser().open(service.launchUrl(khan));
    const withWorkers = await startLaunchedService({ env: { WORKERS: '1' } });
    const there = await cookieBrowser().open(withWorkers.launchUrl(khan));
    await withWorkers.close();
    expect([there.status, plainText(there.body)]).toEqual([200, plainText(here.body)]);
  });

  test.each([
    ['Nurse Dean', 'PractitionerRole/role-nurse-dean', 200],
    ['the person', 'Patient/amina-khan', 403],
    ['nobody known', undefined, 403],
  ])('as %s', async (_, user, status) => {
    const page = await cookieBrowser().open(service.launchUrl({ patient: 'amina-khan', user: user as string }));
    expect(page.status).toBe(status);
  });

  test('of a person who is not there, or under a token that the server no longer takes, is a plain page', async () => {
    const none = await cookieBrowser().open(service.launchUrl({ ...khan, patient: 'nobody-here' }));
    expect([none.status, plainText(none.body)]).toEqual([412, expect.stringContaining('The record could not be read')]);
  });
});
