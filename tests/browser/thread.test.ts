import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { type LaunchedService, startLaunchedService } from '../smart/launched-service.ts';
import { screens, violations } from './accessibility.ts';
import { describeInChromium, startChromium } from './demo-in-chromium.ts';

const wren = 'Practitioner/dr-wren';
const khan = { patient: 'amina-khan', user: wren };
const appContext = JSON.stringify({ v: 1, finding: 'usual-clinician-left', card: crypto.randomUUID() });

describeInChromium('the thread of care', () => {
  let ehrPages: Server;
  let ehrOrigin: string;
  let service: LaunchedService;
  let browser: Browser;
  const open: Page[] = [];

  beforeAll(async () => {
    // A page of the EHR at another site than the service: localhost is none of 127.0.0.1's.
    ehrPages = createServer((request, response) => {
      const src = new URL(request.url ?? '/', 'http://ehr').searchParams.get('launch') ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>EHR</title><iframe src="${src.replaceAll('&', '&amp;')}" width="1200" height="900"></iframe>`,
      );
    });
    await new Promise<void>((listening) => ehrPages.listen(0, '127.0.0.1', listening));
    ehrOrigin = `http://localhost:${(ehrPages.address() as AddressInfo).port}`;
    service = await startLaunchedService({ launchOrigins: [ehrOrigin] });
    browser = await startChromium(
      '--test-third-party-cookie-phaseout',
      '--host-resolver-rules=MAP localhost 127.0.0.1',
    );
  }, 60_000);
  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
    ehrPages?.close();
  });

  async function pageWith(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    open.push(page);
    return page;
  }

  /** The thread at the top of a window. */
  async function launched(
    context: Parameters<LaunchedService['launchUrl']>[0],
    options?: BrowserContextOptions,
  ): Promise<Page> {
    const page = await pageWith(options);
    await page.goto(service.launchUrl(context));
    return page;
  }

  /** The thread in a frame of the EHR's page. */
  async function framed(): Promise<{ readonly page: Page; readonly frame: Frame }> {
    const page = await pageWith();
    const launch = encodeURIComponent(service.launchUrl({ ...khan, appContext }));
    await page.goto(`${ehrOrigin}/?launch=${launch}`);
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error('there is no frame');
    return { page, frame };
  }

  const width = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

  test('opens in a frame of another site while third-party cookies are blocked, and stays open on reload', async () => {
    const { page, frame } = await framed();
    await frame.waitForSelector('h1');
    expect(await frame.textContent('h1')).toContain('Who has seen whom');
    expect(await frame.textContent('.noticed h3')).toContain('Dr Patel, who saw Mrs Khan 14 times since 2022');
    await frame.click('nav a:last-child');
    await frame.waitForURL(/years=all/);
    expect(await frame.textContent('h1')).toContain('Who has seen whom');
    expect(frame.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/thread\?of=[\w-]+&years=all$/);
    const cookies = await page.context().cookies();
    const own = cookies.filter(({ name }) => name.startsWith('__Host-'));
    expect(own.length).toBeGreaterThan(0);
    for (const cookie of own)
      expect(cookie).toMatchObject({
        httpOnly: true,
        secure: true,
        sameSite: 'None',
        partitionKey: expect.stringContaining('localhost'),
      });
  }, 60_000);

  test.each(screens)(
    'has nothing to complain of, and no sideways scroll: %s',
    async (_, options) => {
      for (const patient of ['amina-khan', 'ada-yates', 'carol-webb', 'sami-noor']) {
        const page = await launched({ patient, user: wren }, options);
        await page.locator('#contacts summary').click();
        expect([patient, await violations(page)]).toEqual([patient, []]);
        expect([patient, await width(page)]).toEqual([patient, options.viewport.width]);
      }
    },
    120_000,
  );

  test('is worked by the keyboard alone', async () => {
    const page = await launched(khan);
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('To the contacts as a table');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('All 19 contacts as a table');
    await page.keyboard.press('Enter');
    expect(await page.locator('#contacts').getAttribute('open')).toBe('');
    expect(await page.locator('tbody tr').count()).toBe(19);
  }, 60_000);

  test('reads in order: heading, what was noticed, the lanes as a list, the table; the drawing is hidden', async () => {
    const page = await launched(khan);
    expect(await page.locator('svg').getAttribute('aria-hidden')).toBe('true');
    const order = await page.evaluate<string[]>(
      "[...document.querySelectorAll('h1,.noticed h3,.lanes-in-words,#contacts')].map((one) => one.tagName)",
    );
    expect(order).toEqual(['H1', 'H3', 'UL', 'DETAILS']);
    expect(await page.locator('.lanes-in-words li').count()).toBe(3);
  }, 60_000);

  test('needs no script', async () => {
    const page = await launched(khan, { javaScriptEnabled: false });
    await page.locator('#contacts summary').click();
    expect(await page.locator('tbody tr').first().isVisible()).toBe(true);
  }, 60_000);

  test('prints the drawing on one landscape page and the table from the next', async () => {
    // 297 by 210 mm less margins of 12, at 96 pixels an inch.
    const page = await launched({ patient: 'carol-webb', user: wren }, { viewport: { width: 1032, height: 703 } });
    await page.emulateMedia({ media: 'print' });
    const bottom = await page.evaluate<number>("document.querySelector('figure').getBoundingClientRect().bottom");
    expect(bottom).toBeLessThan(703);
    expect(await page.locator('tbody tr').first().isVisible()).toBe(true);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf).toMatch(/\/MediaBox \[0 0 841\.\d+ 59[45]\.\d+\]/);
    expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeLessThanOrEqual(3);
  }, 60_000);

  test('of a user’s own work has nothing to complain of, and prints upright on A4', async () => {
    const fenn = { user: 'Practitioner/dr-roy' };
    for (const scheme of ['light', 'dark'] as const) {
      const page = await pageWith({ viewport: { width: 320, height: 700 }, colorScheme: scheme });
      await page.goto(service.launchUrl(fenn, '/thread/own/launch'));
      const own = page.url();
      for (const address of [own, `${own}&sheet`, own.replace('/own', '/goodbyes')]) {
        await page.goto(address);
        expect([address, await violations(page)]).toEqual([address, []]);
        expect([address, await width(page)]).toEqual([address, 320]);
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\S* 84[12]\S*\]/);
      }
    }
  }, 60_000);

  test('prints a leaflet of one A5 page', async () => {
    const page = await launched({ patient: 'sami-noor', user: wren });
    await page.click('text=As a leaflet to print and take along');
    await page.waitForSelector('.leaflet');
    expect(await violations(page)).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf).toMatch(/\/MediaBox \[0 0 (?:419|420)\S* 59[45]\.\d+\]/);
    expect(/\/Count (\d+)/.exec(pdf)?.[1]).toBe('1');
  }, 60_000);
});
