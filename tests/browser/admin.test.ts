import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { recordWeeks } from '../admin/recorded-weeks.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { freePort } from '../support/free-port.ts';
import { screens, violations } from './accessibility.ts';
import { describeInChromium, startChromium } from './demo-in-chromium.ts';

const token = 'administrator-of-alder-lane';
const hour = 60 * 60 * 1000;

describeInChromium('the administrator’s page', () => {
  let site: TestApp;
  let browser: Browser;
  let page: Page;
  let url = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    const port = Number(await freePort());
    url = `http://127.0.0.1:${port}/admin`;
    site = await startApp({ env: { ADMIN_TOKEN: token, PORT: String(port) } });
    await recordWeeks(site.memory.store, { weeks: 14, until: Date.now() - hour, perWeek: 150 });
    await site.app.listen({ host: '127.0.0.1', port });
    browser = await startChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site.close();
  });
  beforeEach(async () => {
    complaints.length = 0;
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => page.close());

  const type = async (given: string) => {
    await page.goto(url);
    await page.fill('#token', given);
    await page.click('button');
  };
  const open = async () => {
    await type(token);
    await page.waitForSelector('.reading', { timeout: 60_000 });
  };
  const holds = <T>(script: string) => page.evaluate<T>(script);

  test.each(screens)(
    'is without a fault that axe knows, and no wider than the screen, %s',
    async (_, options) => {
      await page.close();
      page = await browser.newPage(options);
      for (const show of [() => page.goto(url), open]) {
        await show();
        expect(await violations(page)).toEqual([]);
        expect(await holds('document.documentElement.scrollWidth > innerWidth')).toBe(false);
      }
    },
    90_000,
  );

  test('opens with the token, which is then in no cookie, storage, address or element', async () => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await open();
    expect(await page.textContent('h1')).toContain('What was noticed, shown and answered');
    expect(await holds('document.activeElement.id')).toBe('main');
    expect(await page.context().cookies()).toEqual([]);
    expect(await holds('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await holds<string>('document.documentElement.outerHTML + document.cookie + location.href')).not.toContain(
      token,
    );
    expect(addresses).toEqual([url, `${url}/summary`]);
    expect(complaints).toEqual([]);
    await page.reload();
    expect(await page.inputValue('#token')).toBe('');
  }, 60_000);

  test('says that a token is wrong, and lets another be typed', async () => {
    await type('another-token-of-nobody');
    await page.waitForSelector('text=This is not the administrator’s token.');
    expect(await page.inputValue('#token')).toBe('');
    await page.fill('#token', 'ein Schlüssel');
    await page.click('button');
    await page.waitForSelector('button:enabled');
    expect(await page.textContent('[role=status]')).toContain('This is not the administrator’s token.');
    await page.fill('#token', token);
    await page.click('button');
    await page.waitForSelector('.reading', { timeout: 60_000 });
  }, 60_000);

  test('sends the token nowhere where scripts are off', async () => {
    await page.close();
    page = await browser.newPage({ javaScriptEnabled: false });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(url);
    expect(await page.content()).toContain('This page needs JavaScript.');
    await page.focus('#token');
    await page.keyboard.type(token);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    expect(addresses.join()).not.toContain(token);
  });

  test('runs no script but its own', async () => {
    await page.goto(url);
    await holds(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))",
    );
    expect(await holds('window.ran')).toBeUndefined();
    expect(complaints.join()).toMatch(/Content Security Policy/);
  });

  test('gives the numbers of the page as CSV', async () => {
    await open();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.csv')]);
    expect(download.suggestedFilename()).toMatch(/^secure-base-\d{4}-\d\d-\d\d\.csv$/);
    const csv = await readFile(await download.path(), 'utf8');
    const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
    expect(csv).toBe((await site.get('/admin/summary', headers)).body);
    expect(csv.split('\n').length).toBeGreaterThan(100);
  }, 60_000);

  test('a table that is wider than a phone scrolls by itself, and by keyboard', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open();
    await page.focus('[aria-labelledby=detections].scrolls');
    const scrolled = holds(
      "new Promise((resolve) => document.querySelector('[aria-labelledby=detections].scrolls').addEventListener('scroll', () => resolve(true)))",
    );
    await page.keyboard.press('ArrowRight');
    expect(await scrolled).toBe(true);
  }, 60_000);

  test('is printed on A4, in ink, with every number and without what is pressed', async () => {
    await open();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.csv').isVisible()).toBe(false);
    expect(await holds('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...size]) =>
      size.map((n) => Math.round(Number(n))),
    );
    expect(boxes.length).toBeGreaterThan(1);
    expect(new Set(boxes.map(String))).toEqual(new Set(['595,842']));
    // Nothing is cut off at the right edge of a page, which is 180 mm wide between its margins.
    await page.setViewportSize({ width: 680, height: 900 });
    expect(await holds('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }, 60_000);
});
