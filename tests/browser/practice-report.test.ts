import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { writeReport } from '#src/practice/report/write.ts';
import { factsOf, reportOf } from '../practice/report/counted-rows.ts';
import { countPeople, madeAsOf, madeNames, madePeople } from '../practice/report/made-practice.ts';
import { screens, violations } from './accessibility.ts';
import { describeInChromium, startChromium } from './demo-in-chromium.ts';

describeInChromium('the report of a practice', () => {
  let browser: Browser;
  let folder: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-in-browser-'));
    const options = reportOf(madeAsOf, { suppress: 10 });
    const people = [...madePeople(2500, 6), ...madePeople(600, 7, 'Organization/south')];
    await writeReport(countPeople(people, options), factsOf(madeAsOf, madeNames), options, folder, {
      language: 'en-GB',
    });
    browser = await startChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function opened(file: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    complaints.length = 0;
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`left for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, file)).href);
    return page;
  }

  test.each(screens)(
    'has nothing to complain of, and no sideways scroll: %s',
    async (_, options) => {
      for (const file of ['1-north/report.html', 'report.html']) {
        const page = await opened(file, options);
        for (const summary of await page.locator('summary').all()) await summary.click();
        expect([file, await violations(page)]).toEqual([file, []]);
        expect([file, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
          file,
          options.viewport.width,
        ]);
        expect([file, complaints]).toEqual([file, []]);
        await page.context().close();
      }
    },
    120_000,
  );

  test('a phone sees the narrow charts, a desk the wide ones', async () => {
    const shown = async (page: Page) =>
      Promise.all(['svg.wide', 'svg.narrow'].map((one) => page.locator(one).first().isVisible()));
    expect(await shown(await opened('1-north/report.html'))).toEqual([true, false]);
    expect(await shown(await opened('1-north/report.html', { viewport: { width: 320, height: 700 } }))).toEqual([
      false,
      true,
    ]);
  });

  test('prints on A4 with every table open, no chart wider than the sheet, and in a handful of pages', async () => {
    const page = await opened('1-north/report.html', { colorScheme: 'dark' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\S* 84[12]\S*\]/);
    const pages = Number(/\/Count (\d+)/.exec(pdf)?.[1]);
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(8);
    // As wide as a sheet between its margins: 180 mm.
    await page.setViewportSize({ width: 680, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('details table').first().isVisible()).toBe(true);
    expect(await page.locator('svg.wide').first().isVisible()).toBe(true);
    const ink = await page.evaluate('getComputedStyle(document.body).color');
    expect(ink).toBe('rgb(29, 43, 42)');
    const widest = await page.evaluate<number>(
      'Math.max(...[...document.querySelectorAll("table, svg.wide")].map((one) => one.getBoundingClientRect().right))',
    );
    expect(widest).toBeLessThanOrEqual(680);
  }, 60_000);

  test('is read by the keyboard alone: first the way past, then each table’s numbers', async () => {
    const page = await opened('1-north/report.html');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    expect(await focused()).toBe('To what was found');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('The numbers as a table');
    await page.keyboard.press('Enter');
    expect(await page.locator('details').first().getAttribute('open')).toBe('');
  });
});
